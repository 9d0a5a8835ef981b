// npm test: builds, then the unit tests on Node and the stories on the real Electron. Both always run, so that one run tells all.
import { electronEnvironment, prepareElectron } from './toolchain/electron-environment.ts';
import { failScript, say } from './toolchain/places.ts';
import { runToEnd } from './toolchain/run.ts';

const steps: readonly (readonly [string, string, ...string[]])[] = [
  ['build', 'electron-vite', 'build', '--logLevel', 'warn'],
  ['unit tests', 'vitest', 'run'],
  ['stories on Electron', 'playwright', 'test'],
];

async function main(): Promise<void> {
  const env = electronEnvironment(await prepareElectron());
  const failed: string[] = [];
  for (const [name, command, ...args] of steps) {
    say(`${name} ...`);
    if ((await runToEnd(command, args, env)) !== 0) failed.push(name);
    // A build that failed leaves an older one behind, and its results would be about something else.
    if (failed.includes('build')) break;
  }
  if (failed.length === 0) return;
  say(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

main().catch(failScript);
