// node scripts/ci-summary.ts UNIT.json STORIES.json CHECKS.txt: names what was skipped and what failed, and ends with the one line that CI reads.
// CHECKS.txt holds one line per further check: "passed NAME" or "failed NAME".
import fs from 'node:fs';

interface Outcome {
  name: string;
  result: 'passed' | 'failed' | 'skipped';
}

interface VitestReport {
  testResults: { name: string; status: string; message?: string; assertionResults: { fullName: string; status: string }[] }[];
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: { status: string }[] }[];
}

interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

/** A report that is missing or broken is a failure of its own: tests that did not run have not passed. */
function readReport<T>(file: string, what: string, outcomesOf: (report: T) => Outcome[]): Outcome[] {
  let report: T;
  try {
    report = JSON.parse(fs.readFileSync(file, 'utf8')) as T;
  } catch (error: unknown) {
    return [{ name: `${what} gave no report (${error instanceof Error ? error.message : String(error)})`, result: 'failed' }];
  }
  const outcomes = outcomesOf(report);
  return outcomes.length === 0 ? [{ name: `${what}: not one test was found`, result: 'failed' }] : outcomes;
}

function unitOutcomes(report: VitestReport): Outcome[] {
  return report.testResults.flatMap((file) => {
    const tests = file.assertionResults.map((test): Outcome => ({ name: test.fullName, result: test.status === 'passed' ? 'passed' : test.status === 'failed' ? 'failed' : 'skipped' }));
    const brokeAsAWhole = file.status === 'failed' && !tests.some((test) => test.result === 'failed');
    return brokeAsAWhole ? [...tests, { name: `${file.name}: ${file.message ?? 'failed outside of its tests'}`, result: 'failed' }] : tests;
  });
}

function storyOutcomes(report: PlaywrightReport): Outcome[] {
  const walk = (suite: PlaywrightSuite, path: string): Outcome[] => [
    ...(suite.specs ?? []).flatMap((spec) => spec.tests.map((test): Outcome => ({ name: `${path} ${spec.title}`.trim(), result: storyResult(test.status) }))),
    ...(suite.suites ?? []).flatMap((inner) => walk(inner, `${path} ${inner.title}`.trim())),
  ];
  return [...report.suites.flatMap((suite) => walk(suite, suite.title)), ...report.errors.map((error): Outcome => ({ name: error.message ?? 'the stories ended with an error', result: 'failed' }))];
}

/** Playwright's words: expected, unexpected, flaky, skipped. A flaky one failed once, and nothing is retried here. */
function storyResult(status: string): Outcome['result'] {
  if (status === 'expected') return 'passed';
  return status === 'skipped' ? 'skipped' : 'failed';
}

function checkOutcomes(file: string): Outcome[] {
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Outcome => {
      const [result, ...name] = line.split(' ');
      return { name: name.join(' '), result: result === 'passed' ? 'passed' : 'failed' };
    });
}

/** The command that ran the tests is no test of its own: it counts only where it failed and no test did. */
const testCommand = 'npm test';

function withoutTestCommand(all: Outcome[]): Outcome[] {
  const testsFailed = all.some(({ name, result }) => result === 'failed' && name !== testCommand);
  return all.filter(({ name, result }) => name !== testCommand || (result === 'failed' && !testsFailed));
}

const [unitFile, storiesFile, checksFile] = process.argv.slice(2);
if (unitFile === undefined || storiesFile === undefined || checksFile === undefined) throw new Error('usage: ci-summary.ts UNIT.json STORIES.json CHECKS.txt');
const outcomes = withoutTestCommand([
  ...checkOutcomes(checksFile),
  ...readReport(unitFile, 'unit tests', unitOutcomes),
  ...readReport(storiesFile, 'stories on Electron', storyOutcomes),
]);
const named = (result: Outcome['result']): string[] => outcomes.filter((outcome) => outcome.result === result).map((outcome) => outcome.name.replaceAll(/\s+/g, ' '));
const skipped = named('skipped');
const failed = named('failed');
for (const name of skipped) console.log(`skipped: ${name}`);
for (const name of failed) console.log(`failed: ${name}`);
console.log(`${named('passed').length} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length === 0 ? 0 : 1;
