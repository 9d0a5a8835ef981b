import fs from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;
const migrations = 'storage/migrations';

/** Migrations are data that the storage reads at run time; they keep their place beside the code that runs them. */
function copyMigrations(): Plugin {
  return {
    name: 'packgate-copy-migrations',
    writeBundle: () => {
      fs.rmSync(path.join(root, 'out/main', migrations), { recursive: true, force: true });
      fs.cpSync(path.join(root, 'src/main', migrations), path.join(root, 'out/main', migrations), {
        recursive: true,
        filter: (source) => path.extname(source) === '' || source.endsWith('.sql'),
      });
    },
  };
}

// The targets are those of the oldest Electron that may run the output: 33 (Node 20.18, Chromium 130), the stand-in of scripts/toolchain.
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      rolldownOptions: {
        // Three programs: Electron's main process, the station that plain Node runs, and the thread in which the station imports a file.
        input: {
          index: path.join(root, 'src/main/index.ts'),
          station: path.join(root, 'src/main/station.ts'),
          'station-import': path.join(root, 'src/main/station-import.ts'),
        },
        // Flat, so that import.meta.dirname is out/main in every file: ../../resources and ./storage/migrations hold in src/main and out/main alike.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
    plugins: [copyMigrations()],
  },
  preload: {
    build: {
      target: 'node20.18',
      // A sandboxed preload can require electron and nothing else, and must be CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: path.join(root, 'src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path.join(root, 'src/renderer'),
    build: {
      target: 'chrome130',
      rolldownOptions: { input: path.join(root, 'src/renderer/index.html') },
      // A data: URL would need an exception in the content security policy.
      assetsInlineLimit: 0,
    },
    plugins: [react()],
  },
});
