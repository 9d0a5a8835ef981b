import type { Cancellation } from '../order/cancellation.ts';
import type { InstantMs } from '../units/instant.ts';
import type { Block, BlockCode, BlockOwner, BlockStrength, Evidence, GatePoint, Note, Verdict } from './block.ts';
import { freshnessOf, latestCheck, type Freshness, type FreshnessPolicy } from './freshness.ts';
import type { Release, Standing } from './standing.ts';

/** Everything the gate may look at. Time and facts come in as arguments; the answer depends on nothing else. */
export interface GateInput {
  readonly point: GatePoint;
  readonly standing: Standing;
  readonly releases: readonly Release[];
  readonly policy: FreshnessPolicy;
  /** Everything the channel changed before this instant has been read (complete listings), or null. */
  readonly completeUntilMs: InstantMs | null;
  /** The channel changed this order and the change could not be read: whatever was read before says nothing any more. */
  readonly hasUnreadChange: boolean;
  /** The channel is being asked about this order right now. Counts only at `open`: nothing has left by then. */
  readonly isLiveCheckPending: boolean;
  /** The parcel as it stands, or null before there is one. */
  readonly contents: readonly { readonly lineId: string; readonly title: string; readonly expected: number; readonly packed: number }[] | null;
  /** A parcel of this order that left before, if any. */
  readonly dispatchedBefore: { readonly benchId: string; readonly packer: string; readonly atMs: InstantMs } | null;
  /** Our carrier's name where the channel has no word for it, else null. Looked at from `label` on. */
  readonly unmappedCarrier: string | null;
  readonly nowMs: InstantMs;
}

/**
 * May this parcel go on? One pure rule for every path: bench, use case, board and log all ask here.
 * Reasons come in order of weight; the first is what the packer reads.
 */
export function decideGate(input: GateInput): Verdict {
  const found = rules.flatMap((rule) => rule(input));
  const [first, ...rest] = found;
  if (first === undefined) return { kind: 'go', notes: notesOf(input) };
  const blocks: readonly [Block, ...Block[]] = [first, ...rest];
  return blocks.some((block) => block.strength === 'hard') ? { kind: 'stop', blocks } : { kind: 'ask-lead', blocks };
}

type Rule = (input: GateInput) => readonly Block[];

const cancelled: Rule = (input) => {
  const { standing } = input;
  if (standing.cancellation.kind !== 'cancelled' && standing.state !== 'cancelled') return [];
  return [block(input, 'CANCELLED', 'hard', 'customer-service', cancellationFacts(standing.cancellation), seenAt(standing.cancellation))];
};

const alreadyDispatched: Rule = (input) => {
  const before = input.dispatchedBefore;
  if (before === null) return [];
  return [block(input, 'ALREADY_DISPATCHED', 'hard', 'lead', { bench: before.benchId, packer: before.packer }, before.atMs)];
};

const alreadyShipped: Rule = (input) =>
  input.standing.state === 'shipped' ? [block(input, 'ALREADY_SHIPPED', 'hard', 'lead', {}, null)] : [];

const cancelRequested: Rule = (input) => {
  const { standing } = input;
  if (isReleased(input, 'CANCEL_REQUESTED')) return [];
  if (standing.cancellation.kind === 'requested') {
    return [block(input, 'CANCEL_REQUESTED', 'ask-lead', 'lead', cancellationFacts(standing.cancellation), seenAt(standing.cancellation))];
  }
  const line = standing.lines.find((candidate) => candidate.cancellation.kind === 'requested' && candidate.quantityToPack > 0);
  if (line === undefined) return [];
  const facts = { ...cancellationFacts(line.cancellation), line: line.title };
  return [block(input, 'CANCEL_REQUESTED', 'ask-lead', 'lead', facts, seenAt(line.cancellation))];
};

const paymentPending: Rule = (input) =>
  input.standing.payment === 'pending' ? [block(input, 'PAYMENT_PENDING', 'hard', 'customer-service', {}, null)] : [];

const onHold: Rule = (input) =>
  input.standing.channelHold === null ? [] : [block(input, 'ON_HOLD', 'hard', 'customer-service', { reason: input.standing.channelHold }, null)];

const unfulfillable: Rule = (input) =>
  input.standing.state === 'unfulfillable' ? [block(input, 'UNFULFILLABLE', 'hard', 'customer-service', {}, null)] : [];

const nothingToPack: Rule = (input) => {
  const toPack = input.standing.lines.reduce((sum, line) => sum + line.quantityToPack, 0);
  const isCoveredAbove = input.standing.state === 'cancelled' || input.standing.cancellation.kind === 'cancelled' || input.standing.state === 'shipped' || input.dispatchedBefore !== null;
  return toPack > 0 || isCoveredAbove ? [] : [block(input, 'NOTHING_TO_PACK', 'hard', 'lead', {}, null)];
};

/**
 * The box holds something else than the channel now wants: it may be packed on, but it may not leave. A line that joined the
 * order has no place in a box begun before: that box ends at once, not when the packer has filled it.
 */
const contentsChanged: Rule = (input) => {
  if (input.contents === null) return [];
  const missing = input.standing.lines.find((line) => line.quantityToPack > 0 && !input.contents?.some((packed) => packed.lineId === line.lineId));
  if (missing !== undefined) return [block(input, 'CONTENTS_CHANGED', 'hard', 'packer', { line: missing.title, packed: 0, wanted: missing.quantityToPack }, input.standing.updatedAtMs)];
  if (input.point === 'open' || input.point === 'last-item') return [];
  for (const line of input.contents) {
    const wanted = input.standing.lines.find((candidate) => candidate.lineId === line.lineId)?.quantityToPack ?? 0;
    if (line.packed !== wanted) {
      return [block(input, 'CONTENTS_CHANGED', 'hard', 'packer', { line: line.title, packed: line.packed, wanted }, input.standing.updatedAtMs)];
    }
  }
  return [];
};

const carrierUnmapped: Rule = (input) => {
  if (input.unmappedCarrier === null || (input.point !== 'label' && input.point !== 'dispatch')) return [];
  return [block(input, 'CARRIER_UNMAPPED', 'hard', 'admin', { carrier: input.unmappedCarrier }, null)];
};

const staleData: Rule = (input) => {
  const { policy } = input;
  if (freshness(input) !== 'stale' || policy.whenStale === 'allow') return [];
  if (input.point === 'open' && input.isLiveCheckPending) return [];
  if (policy.whenStale === 'lead' && isReleased(input, 'STALE_DATA')) return [];
  const strength: BlockStrength = policy.whenStale === 'hard' ? 'hard' : 'ask-lead';
  return [block(input, 'STALE_DATA', strength, 'lead', { limitMinutes: policy.limitMinutes }, checkedAt(input))];
};

const rules: readonly Rule[] = [
  cancelled, alreadyDispatched, alreadyShipped, cancelRequested, paymentPending, onHold, unfulfillable, nothingToPack, contentsChanged, carrierUnmapped, staleData,
];

/** The later of "this order was read" and "every change up to here was read". */
export function checkedAt({ standing, completeUntilMs, nowMs }: Pick<GateInput, 'standing' | 'completeUntilMs' | 'nowMs'>): InstantMs {
  return latestCheck(completeUntilMs === null ? [standing.checkedAtMs] : [standing.checkedAtMs, completeUntilMs], nowMs);
}

function freshness(input: GateInput): Freshness {
  return input.hasUnreadChange ? 'stale' : freshnessOf(checkedAt(input), input.nowMs, input.policy);
}

function notesOf(input: GateInput): readonly Note[] {
  const notes: Note[] = [];
  if (freshness(input) !== 'fresh') notes.push({ code: 'AGE_SHOWN', evidence: evidence(input, { limitMinutes: input.policy.limitMinutes }, null) });
  for (const release of input.releases) {
    if (isValid(release, input)) notes.push({ code: 'RELEASED', evidence: evidence(input, { code: release.code, by: release.releasedBy, reason: release.reason }, release.releasedAtMs) });
  }
  return notes;
}

/** A release covers the request the lead saw: a newer change at the channel needs a new look. */
function isValid(release: Release, input: GateInput): boolean {
  return release.forUpdatedAtMs === input.standing.updatedAtMs;
}

function isReleased(input: GateInput, code: Release['code']): boolean {
  return input.releases.some((release) => release.code === code && isValid(release, input));
}

function block(input: GateInput, code: BlockCode, strength: BlockStrength, owner: BlockOwner, facts: Evidence['facts'], sinceMs: InstantMs | null): Block {
  return { code, strength, owner, evidence: evidence(input, facts, sinceMs) };
}

function evidence(input: GateInput, facts: Evidence['facts'], sinceMs: InstantMs | null): Evidence {
  return { source: input.standing.checkedSource, checkedAtMs: checkedAt(input), sinceMs, facts };
}

function cancellationFacts(cancellation: Cancellation): Evidence['facts'] {
  if (cancellation.kind === 'none') return {};
  return cancellation.reason === null ? { by: cancellation.by } : { by: cancellation.by, reason: cancellation.reason };
}

const seenAt = (cancellation: Cancellation): InstantMs | null => (cancellation.kind === 'none' ? null : cancellation.seenAtMs);
