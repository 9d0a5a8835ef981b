import type { Gs1Element } from '../gs1/association.ts';
import type { Sscc } from '../gs1/sscc.ts';
import type { Command } from './commands.ts';
import { interpretScan } from './interpret.ts';
import { lookupKeys, type Interpretation, type UnreadableReason } from './interpretation.ts';
import { productCodeOf } from './product-codes.ts';

/** What a scan may be looked up as, all at once; which is tried first depends on what the bench is waiting for. */
export interface CodeReading {
  readonly kind: 'codes';
  readonly sscc: Sscc | null;
  /** In the form of `productCodeOf`. */
  readonly productCodes: readonly string[];
  /** As order number or anything else that is printed on paper. */
  readonly text: string;
  /** What to say when nothing has this code. */
  readonly hint: 'bad-check-digit' | 'doubled' | null;
}

export type Reading =
  | CodeReading
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'badge'; readonly badgeId: string }
  /** The code at a carrier's lane; `laneNameOf` the carrier. */
  | { readonly kind: 'lane'; readonly lane: string }
  /** The bench's scale printed a weight: GS1 net or gross weight, nothing else in the code. */
  | { readonly kind: 'weight'; readonly grams: number }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason | 'damaged-command' };

/** Reduces the full interpretation to what the bench decides on. */
export function readScan(raw: string): Reading {
  const scan = interpretScan(raw);
  switch (scan.kind) {
    case 'command':
      return { kind: 'command', command: scan.command };
    case 'badge':
      return { kind: 'badge', badgeId: scan.badgeId };
    case 'lane':
      return { kind: 'lane', lane: scan.lane };
    case 'command-damaged':
      return { kind: 'unreadable', reason: 'damaged-command' };
    case 'unreadable':
      return { kind: 'unreadable', reason: scan.reason };
    case 'gs1': {
      const grams = weightOf(scan.elements);
      return grams === null ? codesOf(scan) : { kind: 'weight', grams };
    }
    case 'sscc':
    case 'gtin':
    case 'digits':
    case 'text':
      return codesOf(scan);
  }
}

function codesOf(scan: Interpretation): CodeReading {
  const keys = lookupKeys(scan);
  const text = keys.text ?? scan.text;
  const codes = [...(keys.gtin === null ? [] : [keys.gtin]), productCodeOf(text)];
  return { kind: 'codes', sscc: keys.sscc, productCodes: [...new Set(codes)], text, hint: hintOf(scan) };
}

/**
 * AI 310n and 330n: net and gross weight in kilograms with n decimals. Only where the code carries nothing else: then it is a
 * scale's slip and no label of goods. Whole grams.
 */
function weightOf(elements: readonly Gs1Element[]): number | null {
  const [only] = elements;
  if (only === undefined || elements.length > 1 || !/^3[13]0[0-5]$/.test(only.ai)) return null;
  return Math.round(Number(only.data) * 10 ** (3 - Number(only.ai.at(-1))));
}

function hintOf(scan: Interpretation): CodeReading['hint'] {
  if (scan.kind !== 'digits' && scan.kind !== 'text') return null;
  if (scan.doubledOf !== null) return 'doubled';
  return scan.kind === 'digits' && scan.checkDigitWrongFor.length > 0 ? 'bad-check-digit' : null;
}
