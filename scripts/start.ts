// npm start: builds the station and opens it, on any machine. Without a display it runs on a virtual one and leaves a picture.
//   --once   end after the picture (also PACKGATE_EXIT_AFTER_SCREENSHOT=1)
import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { displayIsMissing, ensureDisplay } from './toolchain/display.ts';
import { electronEnvironment, electronSwitches, prepareElectron } from './toolchain/electron-environment.ts';
import { failScript, projectRoot, say, ToolchainError } from './toolchain/places.ts';
import { endOf, runToEnd } from './toolchain/run.ts';

const pictureFile = path.join(projectRoot, 'demo-output/packgate-station.png');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { once: { type: 'boolean', default: false } }, allowPositionals: true });
  const once = values.once || process.env['PACKGATE_EXIT_AFTER_SCREENSHOT'] === '1';
  const dist = await prepareElectron();
  const env = electronEnvironment(dist);
  say('building ...');
  if ((await runToEnd('electron-vite', ['build', '--logLevel', 'warn'], env)) !== 0) throw new ToolchainError('The build failed; its reason stands above.');

  const hasOwnDisplay = !displayIsMissing();
  const display = await ensureDisplay();
  const wantsPicture = !hasOwnDisplay || once;
  const picture = wantsPicture ? [`--picture=${pictureFile}`, ...(once ? ['--quit-after-picture'] : [])] : [];
  say(once ? 'opening the station ...' : 'opening the station; Ctrl+C ends it ...');
  const station = spawn(dist.executable, ['.', ...electronSwitches(dist), ...picture, ...positionals], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...env, ...(display ? { DISPLAY: display.name } : {}) },
  });
  const code = await endOf(station, dist.executable);
  display?.stop();
  return code;
}

main().then((code) => {
  process.exitCode = code;
}, failScript);
