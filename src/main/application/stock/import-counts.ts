import type { StockImportView } from '../../../shared/contract/stock-views.ts';
import { days } from '../../../shared/domain/units/instant.ts';
import { noteAct } from '../note-act.ts';
import type { StockFileReader } from '../ports/stock.ts';
import type { StationContext } from '../station-context.ts';

/** What left since a list was written is taken off it. An older list has more behind it than this station can know. */
const oldestFileMs = days(2);
/** SKUs of one commit. */
const skusAtATime = 250;
/** Lines named on the screen. */
const mostProblems = 100;

/** Takes the counts of a list as they were when it was written. Those of SKUs that it does not name stay as they are. */
export async function importCounts(context: StationContext, reader: StockFileReader, job: { readonly filePath: string; readonly by: string; readonly pause: () => Promise<unknown> }): Promise<StockImportView> {
  const { journal, clock } = context;
  const fileName = job.filePath.split(/[\\/]/).at(-1) ?? job.filePath;
  const file = await reader.read(job.filePath);
  if (file.kind === 'refused') return { ...file, fileName };
  const nowMs = clock.nowMs();
  const countedAtMs = Math.min(file.writtenAtMs, nowMs);
  if (nowMs - countedAtMs > oldestFileMs) return { kind: 'refused', fileName, fault: 'too-old', reason: null };
  const { counts, problems } = file;
  for (let at = 0; at < counts.length; at += skusAtATime) {
    if (at > 0) await job.pause();
    journal.stock.saveCounts(counts.slice(at, at + skusAtATime), { fileName, countedAtMs, importedAtMs: nowMs, by: job.by });
  }
  noteAct(context, 'stock-imported', fileName, { skus: counts.length, refused: problems.length, countedAtMs }, job.by);
  return { kind: 'done', fileName, counts: counts.length, countedAtMs, problems: problems.slice(0, mostProblems), problemsTotal: problems.length };
}
