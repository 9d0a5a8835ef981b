// What `electron [-r module] [switches] <app folder>` does, for an Electron that came without Electron's own default app.
// Packed as resources/default_app.asar (never resources/app: Electron would prefer that folder to a packaged app.asar).
import { app } from 'electron';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

function parseCommandLine(argv) {
  const preloads = [];
  for (let i = 0; i < argv.length; i += 1) {
    const arg = argv[i];
    if (arg === '-v' || arg === '--version') return { version: true, preloads };
    if (arg === '-r' || arg === '--require') {
      i += 1;
      preloads.push(path.resolve(argv[i]));
    } else if (!arg.startsWith('-')) {
      return { folder: path.resolve(arg), preloads };
    }
  }
  return { preloads };
}

/** Name and version first: the app reads them while its main file loads, and userData is named after them. */
function adoptIdentity(folder) {
  const manifestFile = path.join(folder, 'package.json');
  if (!fs.existsSync(manifestFile)) return folder;
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  const name = manifest.productName ?? manifest.name;
  if (name) {
    app.name = name;
    app.setPath('userData', path.join(app.getPath('appData'), name));
  }
  // A switch beats the name, as in Electron's own default app; tests give each station a folder of its own.
  const userData = app.commandLine.getSwitchValue('user-data-dir');
  if (userData) app.setPath('userData', path.resolve(userData));
  app.setAppPath(folder);
  return path.resolve(folder, manifest.main ?? 'index.js');
}

const { version, folder, preloads } = parseCommandLine(process.argv.slice(1));
if (version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
Module._preloadModules(preloads);
if (!folder) {
  console.error('usage: electron [-r module] [switches] <app folder>');
  process.exit(2);
}
process.defaultApp = true;
// Awaited: Electron becomes ready only after this module has, and some things can be set up only before.
try {
  await import(pathToFileURL(adoptIdentity(folder)).href);
} catch (error) {
  console.error(error);
  process.exit(1);
}
