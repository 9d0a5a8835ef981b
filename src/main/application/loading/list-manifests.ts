import type { ManifestsView } from '../../../shared/contract/lead-views.ts';
import type { StationContext } from '../station-context.ts';
import { lastPaper } from './print-manifest.ts';

/** Manifests that the lead's list shows, newest first. */
const newestManifests = 100;

export function buildManifests(context: StationContext): ManifestsView {
  const manifests = context.journal.manifests.list(newestManifests);
  return {
    manifests: manifests.map(({ id, number, carrier, parcels, openedAtMs, closedAtMs, closedBy }) => ({
      manifestId: id,
      number,
      carrier,
      parcels: parcels.length,
      openedAtMs,
      closedAtMs,
      closedBy,
      paper: closedAtMs === null ? null : lastPaper(context, id),
    })),
  };
}
