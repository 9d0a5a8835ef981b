import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plantTree, projectRoot } from './planted-tree.ts';

const cruiser = path.join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

interface Rule {
  name: string;
  comment: string;
}

interface Breach {
  rule: string;
  from: string;
  imports: string;
}

const rules = (createRequire(import.meta.url)(path.join(projectRoot, '.dependency-cruiser.cjs')) as { forbidden: Rule[] }).forbidden;

/** One breach per rule at least; `imports` is what stands in the import statement of the file. */
const breaches: readonly Breach[] = [
  { rule: 'domain-is-pure', from: 'src/shared/domain/gate/a.ts', imports: '../../contract/plain.ts' },
  { rule: 'domain-is-pure', from: 'src/shared/domain/gate/b.ts', imports: 'zod' },
  { rule: 'domain-is-pure', from: 'src/shared/domain/gate/c.ts', imports: 'node:crypto' },
  { rule: 'contract-knows-only-the-domain', from: 'src/shared/contract/a.ts', imports: '../../main/application/plain.ts' },
  { rule: 'application-speaks-to-ports', from: 'src/main/application/a.ts', imports: '../storage/plain.ts' },
  { rule: 'application-has-no-outside', from: 'src/main/application/b.ts', imports: 'node:fs' },
  { rule: 'application-has-no-outside', from: 'src/main/application/c.ts', imports: 'pino' },
  { rule: 'adapters-do-not-know-each-other', from: 'src/main/writeback/a.ts', imports: '../storage/plain.ts' },
  { rule: 'adapters-do-not-know-each-other', from: 'src/main/printing/a.ts', imports: '../labels/plain.ts' },
  { rule: 'adapters-do-not-know-connectors', from: 'src/main/writeback/b.ts', imports: '../connectors/kit/plain.ts' },
  { rule: 'practice-uses-only-the-kit', from: 'src/main/practice/a.ts', imports: '../connectors/marketplaces/amazon/plain.ts' },
  { rule: 'connectors-do-not-know-each-other', from: 'src/main/connectors/marketplaces/ebay/a.ts', imports: '../amazon/plain.ts' },
  { rule: 'connectors-know-kit-domain-and-ports', from: 'src/main/connectors/marketplaces/ebay/b.ts', imports: '../../../storage/plain.ts' },
  { rule: 'kit-knows-no-connector', from: 'src/main/connectors/kit/a.ts', imports: '../marketplaces/amazon/plain.ts' },
  { rule: 'station-runs-on-plain-node', from: 'src/main/station.ts', imports: 'electron' },
  { rule: 'shell-stays-outside-the-station', from: 'src/main/ipc/a.ts', imports: '../shell/plain.ts' },
  { rule: 'entry-composes-the-shell-only', from: 'src/main/index.ts', imports: './storage/plain.ts' },
  { rule: 'renderer-imports-shared-only', from: 'src/renderer/src/a.ts', imports: '../../main/application/plain.ts' },
  { rule: 'renderer-is-a-browser', from: 'src/renderer/src/b.ts', imports: 'electron' },
  { rule: 'renderer-no-node', from: 'src/renderer/src/c.ts', imports: 'node:fs' },
  { rule: 'preload-is-electron-and-contract', from: 'src/preload/index.ts', imports: '../shared/domain/plain.ts' },
  { rule: 'only-storage-has-the-database', from: 'src/main/writeback/c.ts', imports: 'better-sqlite3' },
  { rule: 'only-devices-talk-to-hardware', from: 'src/main/ipc/b.ts', imports: 'node-hid' },
  { rule: 'only-labels-draw', from: 'src/main/printing/b.ts', imports: 'pdf-lib' },
  { rule: 'only-labels-draw', from: 'src/main/printing/c.ts', imports: 'bwip-js' },
  { rule: 'only-imports-read-csv', from: 'src/main/connectors/kit/b.ts', imports: 'csv-parse' },
  { rule: 'src-stands-alone', from: 'src/main/storage/a.ts', imports: '../../../test/plain.ts' },
  { rule: 'no-development-packages', from: 'src/main/storage/b.ts', imports: 'fast-check' },
  { rule: 'no-unlisted-packages', from: 'src/main/storage/c.ts', imports: 'not-a-package-of-ours' },
  { rule: 'no-circular', from: 'src/main/storage/round-a.ts', imports: './round-b.ts' },
];

/** What the house allows and a rule drawn too wide would forbid. */
const allowed: readonly { from: string; imports: string }[] = [
  { from: 'src/main/application/fine.ts', imports: '../../shared/domain/plain.ts' },
  { from: 'src/main/storage/fine.ts', imports: 'better-sqlite3' },
  { from: 'src/main/storage/fine-too.ts', imports: '../application/plain.ts' },
  { from: 'src/main/labels/fine.ts', imports: '@pdf-lib/fontkit' },
  { from: 'src/main/connectors/marketplaces/ebay/fine.ts', imports: '../../kit/plain.ts' },
  { from: 'src/main/practice/fine.ts', imports: '../connectors/kit/plain.ts' },
  { from: 'src/main/shell/fine.ts', imports: 'electron' },
  { from: 'src/renderer/src/fine.ts', imports: '../../shared/contract/plain.ts' },
  { from: 'src/shared/contract/fine.ts', imports: 'zod' },
];

const targets = [
  'src/shared/domain/plain.ts',
  'src/shared/contract/plain.ts',
  'src/main/application/plain.ts',
  'src/main/storage/plain.ts',
  'src/main/labels/plain.ts',
  'src/main/shell/plain.ts',
  'src/main/connectors/kit/plain.ts',
  'src/main/connectors/marketplaces/amazon/plain.ts',
  'test/plain.ts',
];

const importOf = (what: string): string => `import * as planted from '${what}';\nexport const seen = planted;\n`;

interface Violation {
  from: string;
  rule: { name: string };
}

let violations: Violation[] = [];
let removeTree = (): void => undefined;

beforeAll(() => {
  const tree = plantTree({
    ...Object.fromEntries(targets.map((name) => [name, 'export const plain = 1;\n'])),
    ...Object.fromEntries([...breaches, ...allowed].map(({ from, imports }) => [from, importOf(imports)])),
    'src/main/storage/round-b.ts': importOf('./round-a.ts'),
  });
  removeTree = tree.remove;
  const run = spawnSync(process.execPath, [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'], {
    cwd: tree.root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  violations = (JSON.parse(run.stdout) as { summary: { violations: Violation[] } }).summary.violations;
});

afterAll(() => {
  removeTree();
});

describe('the import rules of the house', () => {
  it.each(breaches)('$rule refuses $from importing $imports', ({ rule, from }) => {
    const named = violations.filter((violation) => violation.from === from).map((violation) => violation.rule.name);
    expect(named).toContain(rule);
  });

  it.each(allowed)('$from may import $imports', ({ from }) => {
    expect(violations.filter((violation) => violation.from === from)).toEqual([]);
  });

  it.each(rules)('$name has a planted breach, and says what to do instead', ({ name, comment }) => {
    expect(breaches.map((breach) => breach.rule)).toContain(name);
    expect(comment.length).toBeGreaterThan(40);
  });

  it('the project itself breaks none of them', () => {
    const output = execFileSync(process.execPath, [cruiser, '--config', '.dependency-cruiser.cjs', 'src'], { cwd: projectRoot, encoding: 'utf8' });
    expect(output).toContain('no dependency violations found');
  });
});
