import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { createTexts, textFiles, texts } from '../../src/renderer/src/i18n/i18n.ts';
import { scanOutcomes } from '../../src/renderer/src/i18n/verdict-text.ts';
import type { ErrorCode, WhoRefused } from '../../src/shared/contract/reply.ts';
import type { BenchScreen, LabelStateView, LineView, SoundName } from '../../src/shared/contract/views.ts';
import { blockCodes, type BlockOwner, type GatePoint } from '../../src/shared/domain/gate/block.ts';
import { acts, roles } from '../../src/shared/domain/people/role.ts';
import { commands } from '../../src/shared/domain/scan/commands.ts';
import type { ParkReason, WriteBackState } from '../../src/shared/domain/writeback/write-back.ts';

type Tree = { readonly [key: string]: string | readonly string[] | Tree };

const isList = (value: readonly string[] | Tree): value is readonly string[] => Array.isArray(value);

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else if (isList(value)) value.forEach((text, index) => flat.set(`${prefix}${key}.${String(index)}`, text));
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const en = flatten(texts.en);
const de = flatten(texts.de);
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

/** `satisfies` makes the compiler refuse a list that forgets a code of the contract. */
const every = <K extends string>(codes: Record<K, true>): K[] => Object.keys(codes) as K[];
const gatePoints = every<GatePoint>({ open: true, 'last-item': true, label: true, dispatch: true, loading: true });
const whoRefused = every<WhoRefused['who']>({ 'proof-needed': true, 'unknown-badge': true, 'wrong-pin': true, wait: true, 'no-pin': true, 'not-allowed': true });
const owners = every<BlockOwner>({ 'customer-service': true, lead: true, admin: true, packer: true, catalogue: true, office: true });
const parkReasons = every<ParkReason>({ 'needs-fix': true, 'not-told-elsewhere': true, rejected: true, 'shows-other-number': true, 'accepted-not-visible': true, 'order-cancelled': true, 'too-many-attempts': true, unreadable: true });
const writeBackStates = every<WriteBackState | 'none'>({ due: true, sending: true, accepted: true, uncertain: true, confirmed: true, parked: true, superseded: true, none: true });
const errorCodes = every<ErrorCode>({ 'invalid-input': true, 'unknown-call': true, 'forbidden-sender': true, 'station-unavailable': true, 'not-found': true, refused: true, failed: true });
const benchScreens = every<Exclude<BenchScreen['kind'], 'stopped'>>({ ready: true, 'setup-needed': true, packing: true, 'take-out': true, 'label-problem': true, 'scan-label': true, 'sign-in': true, locked: true, 'put-back': true, loading: true, 'label-next': true });
const lineStates = every<LineView['state']>({ 'not-started': true, part: true, done: true, 'take-out': true });
const labelStates = every<LabelStateView['state']>({ waiting: true, sent: true, failed: true, 'not-ready': true, unknown: true, 'scan-verified': true });
const sounds = every<SoundName>({ ok: true, complete: true, dispatched: true, wrong: true, unknown: true, over: true, stop: true, notice: true });

const needed: readonly string[] = [
  ...blockCodes.flatMap((code) => ['title', 'happened', 'next', 'clears'].map((part) => `block.${code}.${part}`)),
  ...gatePoints.map((point) => `stop.atPoint.${point}`),
  ...roles.map((role) => `role.${role}`),
  ...acts.map((act) => `act.${act}`),
  ...whoRefused.map((who) => `proof.refused.${who}`),
  ...owners.map((owner) => `owner.${owner}`),
  ...parkReasons.flatMap((reason) => [`park.${reason}.title`, `park.${reason}.next`]),
  ...writeBackStates.flatMap((state) => [`writeBack.state.${state}`, `writeBack.meaning.${state}`]),
  ...scanOutcomes.flatMap((outcome) => [`verdict.${outcome}.headline`, `verdict.${outcome}.detail`]),
  ...errorCodes.map((code) => `error.${code}`),
  ...benchScreens.map((kind) => `bench.instruction.${kind}`),
  ...lineStates.map((state) => `line.${state}`),
  ...labelStates.map((state) => `bench.label.${state}`),
  ...sounds.map((sound) => `setup.sound.${sound}`),
  ...commands.flatMap((command) => [`command.${command}`, `practice.command.${command}`]),
];

const rendererFolder = path.join(import.meta.dirname, '../../src/renderer/src');
const sources = fs
  .readdirSync(rendererFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: fs.readFileSync(path.join(rendererFolder, file), 'utf8') }));

describe('English and German', () => {
  it('have the same keys', () => {
    expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('have each first word of a key in one file only', () => {
    for (const files of Object.values(textFiles)) {
      const firstWords = files.flatMap((file) => Object.keys(file));
      expect(firstWords).toEqual([...new Set(firstWords)]);
    }
  });

  it('have the same placeholders in each sentence', () => {
    const different = [...en].filter(([key, text]) => placeholders(text).join() !== placeholders(de.get(key) ?? '').join()).map(([key]) => key);
    expect(different).toEqual([]);
  });

  it('have no empty sentence', () => {
    expect([...en, ...de].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(needed.map((key) => [key]))('say %s', (key) => {
    expect(en.has(key)).toBe(true);
    expect(de.has(key)).toBe(true);
  });

  it.each([...en.keys()].filter((key) => key.startsWith('bench.instruction.')).map((key) => [key]))('keep the instruction %s to six words', (key) => {
    for (const language of [en, de]) expect((language.get(key) ?? '').split(/\s+/).length).toBeLessThanOrEqual(6);
  });

  it('keep the headline of each verdict short enough to be read from two metres', () => {
    const long = scanOutcomes.filter((outcome) => [en, de].some((language) => (language.get(`verdict.${outcome}.headline`) ?? '').split(/\s+/).length > 4));
    expect(long).toEqual([]);
  });

  it('call one thing by one word in German, on the screens and in the guide', () => {
    const others = /Kundendienst|Einrichtung|Versanddienst|\bTisch\b|im Schatten/;
    expect([...de].filter(([, sentence]) => others.test(sentence)).map(([key]) => key)).toEqual([]);
  });

  it('speak German on the first screen when the bench is German', () => {
    expect(createTexts('de').t('bench.instruction.ready')).toBe('Bestellung scannen');
  });
});

describe('the screens', () => {
  const keyPattern = /\bt\(\s*(?:\[\s*)?'([\w.-]+)'/g;
  const exists = (key: string): boolean => en.has(key) || en.has(`${key}_one`);

  it('ask only for sentences that exist', () => {
    const missing = sources.flatMap(({ file, text }) => [...text.matchAll(keyPattern)].map(([, key]) => key ?? '').filter((key) => !exists(key)).map((key) => `${file}: ${key}`));
    expect(missing).toEqual([]);
  });

  it('hold no sentence of their own: every visible word comes from the language files', () => {
    expect(sources.flatMap(({ file, text }) => (file.endsWith('.tsx') ? hardCodedWords(file, text) : []))).toEqual([]);
  });

  it('would be caught with a sentence of their own', () => {
    expect(hardCodedWords('planted.tsx', 'const a = <p title="Hello there">Scan me{`now please`}</p>;')).toHaveLength(3);
  });
});

const visibleAttributes: ReadonlySet<string> = new Set(['title', 'aria-label', 'placeholder', 'alt', 'label', 'hint', 'text', 'caption']);

/** Words between tags, in visible attributes, or as a bare string child. Units and signs without letters are no words. */
function hardCodedWords(file: string, text: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const note = (words: string): void => {
    if (/\p{L}{2}/u.test(words)) found.push(`${file}: ${words.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node.text);
    if (ts.isJsxAttribute(node) && visibleAttributes.has(node.name.getText(source)) && node.initializer !== undefined && ts.isStringLiteral(node.initializer)) note(node.initializer.text);
    if (ts.isJsxExpression(node) && node.expression !== undefined && ts.isJsxElement(node.parent)) {
      if (ts.isStringLiteralLike(node.expression)) note(node.expression.text);
      if (ts.isTemplateExpression(node.expression)) note([node.expression.head.text, ...node.expression.templateSpans.map((span) => span.literal.text)].join(''));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
