import { judged, type Judgement } from '../judgement.ts';
import { noteAct } from '../note-act.ts';
import type { BenchSession } from '../ports/journal.ts';
import { leaveMode } from '../reopen-parcel.ts';
import type { StationContext } from '../station-context.ts';

/**
 * FINISH: the carrier's manifest is closed and becomes a paper; the bench packs again. An empty one stays open without a word: the
 * next visit goes on with it. Call inside the scan's transaction, while the bench is loading.
 */
export function finishLoading(context: StationContext, session: BenchSession): Judgement {
  const { journal, clock } = context;
  const manifest = session.mode.kind === 'loading' ? journal.manifests.load(session.mode.manifestId) : null;
  leaveMode(context);
  if (manifest === null || manifest.closedAtMs !== null) return judged('command-not-here', { command: 'finish' });
  const { carrier, number } = manifest;
  const parcels = manifest.parcels.length;
  if (parcels === 0) return judged('manifest-empty', { carrier });
  journal.manifests.close(manifest.id, clock.nowMs(), context.actor().name);
  noteAct(context, 'manifest-closed', manifest.id, { carrier, manifest: number, parcels });
  context.afterwards.manifestClosed(manifest.id);
  return judged('manifest-closed', { carrier, number, parcels, loaded: parcels });
}
