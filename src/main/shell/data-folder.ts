import path from 'node:path';
import type { App } from 'electron';

/**
 * Where everything of this bench lies: PACKGATE_DATA_DIR, else --user-data-dir, else the user's own application folder. Chromium's
 * profile goes into a folder of its own below it. The single-instance lock belongs to this folder, so two benches can run side by side.
 */
export function chooseDataFolder(app: App, env: NodeJS.ProcessEnv): string {
  const wanted = env['PACKGATE_DATA_DIR'];
  if (wanted) app.setPath('userData', path.resolve(wanted));
  const folder = app.getPath('userData');
  app.setPath('sessionData', path.join(folder, 'window'));
  return folder;
}
