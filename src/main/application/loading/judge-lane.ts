import type { Manifest, ManifestId } from '../../../shared/domain/loading/manifest.ts';
import { mayDo } from '../../../shared/domain/people/role.ts';
import { isUnfinished } from '../ask-gate.ts';
import { judged, type Judgement } from '../judgement.ts';
import { noteAct } from '../note-act.ts';
import { presentPerson } from '../people/bench-access.ts';
import type { StationContext } from '../station-context.ts';
import { carrierOfLane, waitingFor } from './lanes.ts';

/**
 * The code at a carrier's lane was scanned on a free bench: its manifest opens, or goes on where it stopped. Another lane while
 * loading switches; the manifest before stays open. Call inside the scan's transaction.
 */
export function judgeLane(context: StationContext, lane: string): Judgement {
  const { journal, benchId } = context;
  const session = journal.benches.load(benchId);
  if (session.stop !== null) return judged('ignored-while-stopped', { order: session.stop.channelOrderId }, session.stop.parcelId);
  const refused = refuseLoader(context);
  if (refused !== null) return refused;
  const parcel = session.parcelId === null ? null : journal.parcels.load(session.parcelId);
  if (parcel !== null && isUnfinished(parcel)) return judged('not-now', { reason: 'parcel-open', order: parcel.channelOrderId }, parcel.id);
  if (session.mode.kind === 'put-back') return judged('not-now', { reason: 'put-back-open' }, session.mode.parcelId);
  const carrier = carrierOfLane(context, lane);
  if (carrier === null) return judged('unknown-lane', { lane });
  const manifest = openLane(context, carrier, session.mode.kind === 'loading' ? session.mode.manifestId : null);
  return judged('lane-opened', { carrier, manifest: manifest.number, loaded: manifest.parcels.length, waiting: waitingFor(context, carrier) });
}

/** Null: who stands here may load. The bench lets nobody in who may neither pack nor load; this asks for the act itself. */
export function refuseLoader(context: StationContext): Judgement | null {
  if (!context.journal.people.isAnybodySetUp()) return null;
  const person = presentPerson(context);
  if (person === null) return judged('badge-first');
  return mayDo(person.roles, 'load') ? null : judged('not-allowed', { name: person.name, act: 'load' });
}

/** The manifest of this carrier on this bench, and the bench is loading it. Starting asks the channels once what changed. */
export function openLane(context: StationContext, carrier: string, current: ManifestId | null): Manifest {
  const { journal, benchId, clock, newId } = context;
  const known = journal.manifests.findOpen(benchId, carrier);
  if (known !== null && known.id === current) return known;
  const manifest = known ?? journal.manifests.open({ id: newId() as ManifestId, carrier, benchId, openedAtMs: clock.nowMs(), openedBy: context.actor().name });
  journal.benches.save({ benchId, parcelId: null, stop: null, mode: { kind: 'loading', manifestId: manifest.id } });
  noteAct(context, 'lane-opened', manifest.id, { carrier, manifest: manifest.number, loaded: manifest.parcels.length });
  if (current === null) context.afterwards.checkStores();
  return manifest;
}
