import { type ContentRefusal, refuseValue } from './ai-content.ts';
import {
  type ApplicationIdentifier,
  findApplicationIdentifier,
  findApplicationIdentifierAt,
} from './application-identifiers.ts';
import { type AssociationProblem, findAssociationProblems, type Gs1Element } from './association.ts';

/** What a scanner sends for FNC1 between elements. Source: GS1 General Specifications, 7.8.6. */
export const GROUP_SEPARATOR = '\u001d';

/** AIM identifiers of symbols whose data are element strings: GS1-128, DataBar and composite, DataMatrix, QR, DotCode. */
const GS1_SYMBOLOGY = /^\](?:C1|e0|d2|Q3|J1)/;

export type Gs1Refusal = ContentRefusal | 'empty' | 'malformed-ai';

export type Gs1Reading =
  | {
      readonly ok: true;
      readonly elements: readonly Gs1Element[];
      /** Pieces behind an AI nobody told us about, AI included, in the order read: shown, never dropped. */
      readonly unknown: readonly string[];
      readonly associationProblems: readonly AssociationProblem[];
    }
  | { readonly ok: false; readonly reason: Gs1Refusal; readonly ai: string | null; readonly at: number };

function refuse(reason: Gs1Refusal, ai: string | null, at: number): Gs1Reading {
  return { ok: false, reason, ai, at };
}

function accept(elements: readonly Gs1Element[], unknown: readonly string[]): Gs1Reading {
  return { ok: true, elements, unknown, associationProblems: findAssociationProblems(elements) };
}

/** True when a standard checker would accept it: every AI known, every companion there. For what we print, not for what we read. */
export function isStandardConform(reading: Gs1Reading): boolean {
  return reading.ok && reading.unknown.length === 0 && reading.associationProblems.length === 0;
}

/**
 * Reads what a scanner sends: an AIM identifier if there is one, elements one after another, GS behind those of variable
 * length. A superfluous GS (leading, trailing, doubled, behind a predefined length) is tolerated. A wrong check digit refuses all of it.
 */
export function parseElementString(text: string): Gs1Reading {
  const data = text.replace(GS1_SYMBOLOGY, '');
  const offset = text.length - data.length;
  const elements: Gs1Element[] = [];
  const unknown: string[] = [];
  let at = 0;
  while (at < data.length) {
    if (data.charAt(at) === GROUP_SEPARATOR) {
      at += 1;
      continue;
    }
    const separator = data.indexOf(GROUP_SEPARATOR, at);
    const pieceEnd = separator < 0 ? data.length : separator;
    const definition = findApplicationIdentifierAt(data.slice(0, pieceEnd), at);
    if (definition === null) {
      unknown.push(data.slice(at, pieceEnd));
      at = pieceEnd;
      continue;
    }
    const valueStart = at + definition.ai.length;
    const valueEnd = definition.isPredefinedLength ? Math.min(valueStart + definition.maxLength, pieceEnd) : pieceEnd;
    const value = data.slice(valueStart, valueEnd);
    const refusal = refuseValue(definition, value);
    if (refusal !== null) return refuse(refusal, definition.ai, offset + valueStart);
    elements.push(elementOf(definition, value));
    at = valueEnd;
  }
  if (elements.length === 0 && unknown.length === 0) return refuse('empty', null, offset);
  return accept(elements, unknown);
}

function elementOf(definition: ApplicationIdentifier, data: string): Gs1Element {
  return { ai: definition.ai, title: definition.title, data };
}

const BRACKETED_PIECE = /^\((\d{2,4})\)((?:\\\(|[^(])*)/;

/**
 * Reads the printed form, `(01)09521234543213(10)ABC`. A bracket inside data is written `\(`. Spaces around a value are
 * allowed because the line under the bars has one and no GS1 character set contains a space.
 */
export function parseBracketed(text: string): Gs1Reading {
  const elements: Gs1Element[] = [];
  const unknown: string[] = [];
  let at = 0;
  while (at < text.length) {
    const match = BRACKETED_PIECE.exec(text.slice(at));
    if (match === null) return refuse('malformed-ai', null, at);
    const [piece, ai = '', written = ''] = match;
    const value = written.trim().replaceAll('\\(', '(');
    const definition = findApplicationIdentifier(ai);
    if (definition === null) {
      if (value === '') return refuse('too-short', ai, at);
      unknown.push(ai + value);
    } else {
      const refusal = refuseValue(definition, value);
      if (refusal !== null) return refuse(refusal, ai, at + ai.length + 2);
      elements.push(elementOf(definition, value));
    }
    at += piece.length;
  }
  if (elements.length === 0 && unknown.length === 0) return refuse('empty', null, 0);
  return accept(elements, unknown);
}

export function formatBracketed(elements: readonly Pick<Gs1Element, 'ai' | 'data'>[]): string {
  return elements.map(({ ai, data }) => `(${ai})${data.replaceAll('(', '\\(')}`).join('');
}

/**
 * The data of a symbol without its leading FNC1; GS stands for the FNC1 behind variable lengths. Throws on an unknown AI or a value
 * its AI does not allow: whoever prints decides what, so that is a bug and not a misread.
 */
export function buildElementString(elements: readonly Pick<Gs1Element, 'ai' | 'data'>[]): string {
  return elements
    .map(({ ai, data }, index) => {
      const definition = findApplicationIdentifier(ai);
      if (definition === null) throw new RangeError(`AI (${ai}) is unknown`);
      const refusal = refuseValue(definition, data);
      if (refusal !== null) throw new RangeError(`AI (${ai}) does not allow "${data}": ${refusal}`);
      const needsSeparator = !definition.isPredefinedLength && index < elements.length - 1;
      return ai + data + (needsSeparator ? GROUP_SEPARATOR : '');
    })
    .join('');
}
