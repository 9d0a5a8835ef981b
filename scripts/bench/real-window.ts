import { electronEnvironment, prepareElectron } from '../toolchain/electron-environment.ts';
import { ensureDisplay } from '../toolchain/display.ts';
import { ToolchainError } from '../toolchain/places.ts';
import { buildIfOlder } from './built-app.ts';
import type { BenchRow } from './row.ts';

/** The built app in the real Electron, on this screen or a virtual one. Where there is none to open, `figure` says so in its row. `where`: for the note. */
export async function inRealWindow(figure: string, measure: (where: string) => Promise<BenchRow[]>): Promise<BenchRow[]> {
  const notMeasured = (why: string): BenchRow[] => [{ name: `${figure}: NOT MEASURED, no Electron to open`, unit: '', median: Number.NaN, note: why }];
  try {
    const dist = await prepareElectron();
    Object.assign(process.env, electronEnvironment(dist));
    delete process.env['ELECTRON_RUN_AS_NODE'];
    const failure = await buildIfOlder();
    if (failure !== null) return notMeasured(failure);
    const display = await ensureDisplay();
    try {
      return await measure(`Electron ${dist.version}, ${display === null ? 'real display' : 'virtual display'}`);
    } finally {
      display?.stop();
    }
  } catch (error: unknown) {
    if (error instanceof ToolchainError) return notMeasured(error.message.split('\n')[0] ?? '');
    throw error;
  }
}
