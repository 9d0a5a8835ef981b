import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from './planted-tree.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'packgate-ci-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const unit = (...tests: [string, string][]) => ({ testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) }] });
const stories = (...tests: [string, string][]) => ({ suites: [{ title: 'a.e2e.ts', suites: [{ title: 'bench', specs: tests.map(([title, status]) => ({ title, tests: [{ status }] })) }] }], errors: [] });

function summarise(reports: { unit: unknown; stories: unknown; checks: string }) {
  const files = ['unit.json', 'stories.json', 'checks.txt'].map((name) => path.join(folder, name));
  writeFileSync(files[0]!, JSON.stringify(reports.unit) ?? '');
  writeFileSync(files[1]!, JSON.stringify(reports.stories) ?? '');
  writeFileSync(files[2]!, reports.checks);
  const run = spawnSync(process.execPath, [path.join(projectRoot, 'scripts/ci-summary.ts'), ...files], { encoding: 'utf8' });
  return { code: run.status, lines: run.stdout.trimEnd().split('\n') };
}

describe('the last line of a CI run', () => {
  it('counts checks, unit tests and stories together', () => {
    const { code, lines } = summarise({ unit: unit(['a', 'passed'], ['b', 'passed']), stories: stories(['c', 'expected']), checks: 'passed lint\npassed types\n' });
    expect(lines).toEqual(['5 passed, 0 failed, 0 skipped']);
    expect(code).toBe(0);
  });

  it('names what was skipped above it', () => {
    const { code, lines } = summarise({ unit: unit(['a', 'passed'], ['power cut (skipped: not root)', 'skipped'], ['later', 'todo']), stories: stories(['c', 'skipped']), checks: '' });
    expect(lines).toEqual(['skipped: power cut (skipped: not root)', 'skipped: later', 'skipped: a.e2e.ts bench c', '1 passed, 0 failed, 3 skipped']);
    expect(code).toBe(0);
  });

  it.each([
    ['a unit test failed', { unit: unit(['a', 'failed']), stories: stories(['c', 'expected']), checks: '' }, 'failed: a'],
    ['a story failed', { unit: unit(['a', 'passed']), stories: stories(['c', 'unexpected']), checks: '' }, 'failed: a.e2e.ts bench c'],
    ['a story passed only at the second try', { unit: unit(['a', 'passed']), stories: stories(['c', 'flaky']), checks: '' }, 'failed: a.e2e.ts bench c'],
    ['a check failed', { unit: unit(['a', 'passed']), stories: stories(['c', 'expected']), checks: 'failed import rules\n' }, 'failed: import rules'],
    ['no unit test was found', { unit: { testResults: [] }, stories: stories(['c', 'expected']), checks: '' }, 'failed: unit tests: not one test was found'],
    ['a test file broke as a whole', { unit: { testResults: [{ name: 'b.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] }] }, stories: stories(['c', 'expected']), checks: '' }, 'failed: b.test.ts: SyntaxError'],
  ])('says so, and the run fails, when %s', (_what, reports, line) => {
    const { code, lines } = summarise(reports);
    expect(lines).toContain(line);
    expect(lines.at(-1)).toMatch(/^\d+ passed, 1 failed, 0 skipped$/);
    expect(code).toBe(1);
  });

  it.each([
    ['is not counted beside its tests', 'passed npm test\n', 'expected', '2 passed, 0 failed, 0 skipped'],
    ['is not counted a second time when a test failed', 'failed npm test\n', 'unexpected', '1 passed, 1 failed, 0 skipped'],
    ['is counted when it failed and no test did', 'failed npm test\n', 'expected', '2 passed, 1 failed, 0 skipped'],
  ])('the command that ran the tests %s', (_what, checks, story, last) => {
    expect(summarise({ unit: unit(['a', 'passed']), stories: stories(['c', story]), checks }).lines.at(-1)).toBe(last);
  });

  it('does not take a report that was never written for a success', () => {
    const { code, lines } = summarise({ unit: undefined, stories: stories(['c', 'expected']), checks: '' });
    expect(lines[0]).toMatch(/^failed: unit tests gave no report/);
    expect(code).toBe(1);
  });
});
