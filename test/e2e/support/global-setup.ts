import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureDisplay } from '../../../scripts/toolchain/display.ts';
import { projectRoot } from '../../../scripts/toolchain/places.ts';

/** A display for all stories, and a clear word where something was not done before. */
export default async function prepareStories(): Promise<() => void> {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'] === undefined) throw new Error('No Electron was chosen. Run the stories with: npm run test:e2e');
  if (!existsSync(path.join(projectRoot, 'out/main/station.js'))) throw new Error('The station is not built. Run: npm run build');
  const display = await ensureDisplay();
  return () => display?.stop();
}
