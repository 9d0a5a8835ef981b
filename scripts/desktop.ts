// node scripts/desktop.ts: makes this Linux machine able to open Electron's window (libraries, and Xvfb where there is no display).
import { prepareElectron } from './toolchain/electron-environment.ts';
import { failScript } from './toolchain/places.ts';

prepareElectron().catch(failScript);
