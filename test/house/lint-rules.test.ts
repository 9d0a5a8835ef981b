import path from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plantTree } from './planted-tree.ts';

interface Planted {
  says: string;
  file: string;
  code: string;
  rule: string;
  /** A piece of the message: what to do instead. */
  advice?: RegExp;
}

const asArgument = /as an argument/;

const planted: readonly Planted[] = [
  { says: 'the domain reads no clock', file: 'src/shared/domain/clock.ts', code: 'export const at = Date.now();', rule: 'no-restricted-properties', advice: asArgument },
  { says: 'the domain makes no date of now', file: 'src/shared/domain/date.ts', code: 'export const at = new Date();', rule: 'no-restricted-syntax', advice: asArgument },
  { says: 'the domain throws no dice', file: 'src/shared/domain/dice.ts', code: 'export const n = Math.random();', rule: 'no-restricted-properties', advice: asArgument },
  { says: 'the domain fetches nothing', file: 'src/shared/domain/fetch.ts', code: "export const page = fetch('https://example.invalid');", rule: 'no-restricted-globals', advice: asArgument },
  { says: 'the domain sets no timer', file: 'src/shared/domain/timer.ts', code: 'export const t = setTimeout(() => undefined, 1);', rule: 'no-restricted-globals', advice: asArgument },
  { says: 'the domain knows no process', file: 'src/shared/domain/env.ts', code: 'export const home = process.env;', rule: 'no-restricted-globals', advice: asArgument },
  { says: 'the domain prints nothing', file: 'src/shared/domain/print.ts', code: "console.log('x');\nexport {};", rule: 'no-restricted-globals', advice: asArgument },
  { says: 'no SQL outside storage', file: 'src/main/writeback/query.ts', code: "export const sql = 'SELECT id FROM parcel';", rule: 'no-restricted-syntax', advice: /repository/ },
  { says: 'no SQL in a template outside storage', file: 'src/main/application/query.ts', code: 'export const sql = (t: string) => `UPDATE parcel SET state = ${t}`;', rule: 'no-restricted-syntax', advice: /repository/ },
  { says: 'a screen asks the bridge', file: 'src/renderer/src/screens/x.ts', code: 'export const s = (window as unknown as { station: string }).station;\nexport const t = Object.keys(window.station);', rule: 'no-restricted-syntax', advice: /bridge/ },
  { says: 'a promise is not dropped', file: 'src/main/writeback/drop.ts', code: 'async function send(): Promise<void> {}\nexport function go(): void { send(); }', rule: '@typescript-eslint/no-floating-promises' },
  {
    says: 'a switch names every state',
    file: 'src/main/writeback/states.ts',
    code: "export function word(s: 'due' | 'parked'): string { switch (s) { case 'due': return 'd'; }\n return ''; }",
    rule: '@typescript-eslint/switch-exhaustiveness-check',
  },
  { says: 'nothing is any', file: 'src/main/writeback/any.ts', code: 'export const x: any = 1;', rule: '@typescript-eslint/no-explicit-any' },
  { says: 'a comment cannot switch a rule off', file: 'src/main/writeback/off.ts', code: '// eslint-disable-next-line @typescript-eslint/no-explicit-any\nexport const x: any = 1;', rule: '@typescript-eslint/no-explicit-any' },
  { says: 'no error is swallowed', file: 'src/main/writeback/swallow.ts', code: 'try { JSON.parse("x"); } catch {}\nexport {};', rule: 'no-empty' },
  { says: 'a type import says so', file: 'src/main/writeback/types.ts', code: "import { Server } from 'node:net';\nexport type S = Server;", rule: '@typescript-eslint/consistent-type-imports' },
  {
    says: 'a hook is not called on a condition',
    file: 'src/renderer/src/screens/hook.tsx',
    code: "import { useState } from 'react';\nexport function Bench(p: { on: boolean }) { if (p.on) { const [n] = useState(0); return <b>{n}</b>; } return null; }",
    rule: 'react-hooks/rules-of-hooks',
  },
  { says: 'a test does not sleep', file: 'test/nap.ts', code: 'export const nap = () => new Promise((done) => { setTimeout(done, 500); });', rule: 'no-restricted-syntax', advice: /do not sleep/ },
  { says: 'a test does not sleep by timers/promises', file: 'test/nap-too.ts', code: "import { setTimeout } from 'node:timers/promises';\nexport const nap = setTimeout;", rule: 'no-restricted-imports', advice: /do not sleep/ },
  { says: 'a story on the screen does not sleep', file: 'test/e2e/nap.e2e.ts', code: 'export const nap = (page: { waitForTimeout(ms: number): Promise<void> }) => page.waitForTimeout(5);', rule: 'no-restricted-syntax', advice: /do not sleep/ },
];

let removeTree = (): void => undefined;
let messages = new Map<string, ESLint.LintResult['messages']>();

beforeAll(async () => {
  const tree = plantTree(Object.fromEntries(planted.map(({ file, code }) => [file, `${code}\n`])));
  removeTree = tree.remove;
  const results = await new ESLint({ cwd: tree.root }).lintFiles(['src', 'test']);
  messages = new Map(results.map((result) => [path.relative(tree.root, result.filePath).replaceAll(path.sep, '/'), result.messages]));
});

afterAll(() => {
  removeTree();
});

describe('the lint rules of the house', () => {
  it.each(planted)('$says', ({ file, rule, advice }) => {
    const found = messages.get(file)?.filter((message) => message.ruleId === rule) ?? [];
    expect(found.length, JSON.stringify(messages.get(file))).toBeGreaterThan(0);
    if (advice) expect(found[0]?.message).toMatch(advice);
  });

  it('every planted file could be read by the linter', () => {
    expect([...messages.values()].flat().filter((message) => message.fatal)).toEqual([]);
  });
});
