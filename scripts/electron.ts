// node scripts/electron.ts [COMMAND ...]: finds or fetches an Electron, then runs COMMAND with it. Without a command: prints its folder.
import { prepareElectron, electronEnvironment } from './toolchain/electron-environment.ts';
import { failScript } from './toolchain/places.ts';
import { runToEnd } from './toolchain/run.ts';

async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2);
  const dist = await prepareElectron();
  if (command === undefined) {
    console.log(dist.folder);
    return;
  }
  process.exitCode = await runToEnd(command, args, electronEnvironment(dist));
}

main().catch(failScript);
