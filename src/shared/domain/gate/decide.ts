import type { Cancellation } from '../order/cancellation.ts';
import type { InstantMs } from '../units/instant.ts';
import { blockCodes, pilotCodes, type Block, type BlockCode, type BlockOwner, type BlockStrength, type Evidence, type GatePoint, type Note, type PilotCode, type Verdict } from './block.ts';
import { cancelledBlock, flaggedBlock, requestedBlock, type Witness } from './cancellation-block.ts';
import { freshnessOf, latestCheck, type Freshness, type FreshnessPolicy } from './freshness.ts';
import { findRelease, isAgeReleased, isRequestReleased, isWeightReleased } from './release.ts';
import type { Finding, OrderFlag, Release, Standing, StandingLine } from './standing.ts';

/** Everything the gate may look at. Time and facts come in as arguments; the answer depends on nothing else. */
export interface GateInput {
  readonly point: GatePoint;
  readonly standing: Standing;
  readonly releases: readonly Release[];
  /** Customer service asked to stop it, if it did. */
  readonly flag: OrderFlag | null;
  /** The system that decides on this store's cancellations. */
  readonly cancellationOwner: string;
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
  /** Another bench that has the order's parcel in work. */
  readonly openElsewhere: { readonly benchId: string; readonly packer: string; readonly sinceMs: InstantMs } | null;
  /** The standing's `shipToHash` when the label was drawn; null before there is one. */
  readonly labelShipToHash: string | null;
  /** Where the box goes that the order shares with others, by the one of them that came first; null where it is alone, or is that one. */
  readonly boxShipTo: { readonly order: string; readonly hash: string | null } | null;
  /** The box on the scale, and when, against what its goods weigh together; null where it is not weighed or not all weights are known. Grams. */
  readonly weight: { readonly grams: number; readonly atMs: InstantMs; readonly expectedGrams: number; readonly toleranceGrams: number } | null;
  /** Papers that should come along and do not. Never in the way. */
  readonly missingDocuments: readonly string[];
  /** Rules that only report here what they would have stopped. */
  readonly shadow: readonly PilotCode[];
  /** Our carrier's name where the channel has no word for it, else null. Looked at from `label` on. */
  readonly unmappedCarrier: string | null;
  readonly nowMs: InstantMs;
}

/**
 * May this parcel go on? One pure rule for every path: bench, use case, board and log all ask here.
 * Reasons come in order of weight; the first is what the packer reads.
 */
export function decideGate(input: GateInput): Verdict {
  const found = rules.flatMap((rule) => rule(input)).sort(byWeight);
  const isShadowed = ({ code }: Block): boolean => isPilotCode(code) && input.shadow.includes(code);
  const shadowed = found.filter(isShadowed);
  const [first, ...rest] = found.filter((block) => !isShadowed(block));
  if (first === undefined) return { kind: 'go', notes: notesOf(input), shadowed };
  const blocks: readonly [Block, ...Block[]] = [first, ...rest];
  return blocks.some((block) => block.strength === 'hard') ? { kind: 'stop', blocks, shadowed } : { kind: 'ask-lead', blocks, shadowed };
}

/** Whatever a setting says: no other rule can be put in shadow. */
const isPilotCode = (code: BlockCode): code is PilotCode => (pilotCodes as readonly BlockCode[]).includes(code);

const byWeight = (a: Block, b: Block): number => blockCodes.indexOf(a.code) - blockCodes.indexOf(b.code);

type Rule = (input: GateInput) => readonly Block[];

const cancelled: Rule = (input) => {
  const { cancellation, state } = input.standing;
  if (cancellation.kind !== 'cancelled' && state !== 'cancelled') return [];
  return [cancelledBlock(witness(input), cancellation, input.cancellationOwner)];
};

const alreadyDispatched: Rule = (input) => {
  const before = input.dispatchedBefore;
  if (before === null || input.point === 'loading') return [];
  return [block(input, 'ALREADY_DISPATCHED', 'hard', 'lead', { bench: before.benchId, packer: before.packer }, before.atMs)];
};

/** At loading it is our own message that made the channel say so. */
const alreadyShipped: Rule = (input) =>
  input.standing.state === 'shipped' && input.point !== 'loading' ? [block(input, 'ALREADY_SHIPPED', 'hard', 'lead', {}, null)] : [];

const openElsewhere: Rule = (input) => {
  const other = input.openElsewhere;
  return other === null || input.point === 'loading' ? [] : [block(input, 'OPEN_ELSEWHERE', 'hard', 'packer', { bench: other.benchId, packer: other.packer }, other.sinceMs)];
};

/** What a person flagged stands until the flag is lifted; what the channel reports, until it is rejected there or released here. */
const cancelRequested: Rule = (input) => {
  const { standing, flag, releases, cancellationOwner: owner } = input;
  if (flag !== null) return [flaggedBlock(witness(input), flag, owner)];
  const isOpen = (cancellation: Cancellation): boolean => cancellation.kind === 'requested' && !isRequestReleased(releases, standing, cancellation);
  if (isOpen(standing.cancellation)) return [requestedBlock(witness(input), standing.cancellation, owner)];
  const line = standing.lines.find((candidate) => isOpen(candidate.cancellation) && unitsAtStake(input, candidate) > 0);
  return line === undefined ? [] : [requestedBlock(witness(input), line.cancellation, owner, line.title)];
};

/** At loading the channel may count the units as shipped already; they are still in our house. */
const unitsAtStake = ({ point }: GateInput, line: StandingLine): number => (point === 'loading' ? wantedInAll(line) : line.quantityToPack);

const wantedInAll = (line: StandingLine): number => line.quantityToPack + line.quantityShipped;

const paymentPending: Rule = (input) =>
  input.standing.payment === 'pending' ? [block(input, 'PAYMENT_PENDING', 'hard', 'customer-service', {}, null)] : [];

const onHold: Rule = (input) => {
  const { channelHold, holdKind } = input.standing;
  return channelHold === null ? [] : [block(input, holdKind === 'fraud' ? 'FRAUD' : 'ON_HOLD', 'hard', 'customer-service', { reason: channelHold }, null)];
};

const unfulfillable: Rule = (input) =>
  input.standing.state === 'unfulfillable' ? [block(input, 'UNFULFILLABLE', 'hard', 'customer-service', {}, null)] : [];

const nothingToPack: Rule = (input) => {
  if (input.point === 'loading') return [];
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
  if (input.point === 'loading') return unitsTakenOut(input);
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

/** The box is closed and dispatched: only units that the channel took out of the order since are a reason to open it again. */
function unitsTakenOut(input: GateInput): readonly Block[] {
  for (const line of input.contents ?? []) {
    const standing = input.standing.lines.find((candidate) => candidate.lineId === line.lineId);
    if (standing?.cancellation.kind !== 'cancelled' || line.packed <= wantedInAll(standing)) continue;
    return [block(input, 'CONTENTS_CHANGED', 'hard', 'packer', { line: line.title, packed: line.packed, wanted: wantedInAll(standing) }, seenAt(standing.cancellation))];
  }
  return [];
}

/** It was the same door when the order came into the box. */
const otherDoor: Rule = (input) => {
  const { boxShipTo, standing } = input;
  if (boxShipTo === null || input.labelShipToHash !== null || (boxShipTo.hash !== null && boxShipTo.hash === standing.shipToHash)) return [];
  return [block(input, 'ADDRESS_CHANGED', 'hard', 'packer', { boxOrder: boxShipTo.order }, null)];
};

/** The label carries an address that is not the order's any more: from the moment it is there, at every point. */
const addressChanged: Rule = (input) => {
  const { labelShipToHash, standing } = input;
  if (labelShipToHash === null || standing.shipToHash === null) return [];
  return labelShipToHash === standing.shipToHash ? [] : [block(input, 'ADDRESS_CHANGED', 'hard', 'packer', {}, standing.updatedAtMs)];
};

const findingOwners: Readonly<Record<Finding['code'], BlockOwner>> = { ADDRESS_INVALID: 'customer-service', TAX_ID_MISSING: 'admin', LABEL_EXISTS: 'lead' };

/** Rules of the store that the order does not meet: said when it is opened, not when the packer is done. */
const storeRules: Rule = (input) => {
  if (input.point === 'loading') return [];
  const { findings } = input.standing;
  if (findings.length === 0) return [];
  const isReleased = findRelease(input.releases, 'ADDRESS_INVALID', input.standing) !== null;
  const standing = findings.filter(({ code, strength }) => !(isReleased && code === 'ADDRESS_INVALID' && strength === 'ask-lead'));
  return standing.map(({ code, strength, facts }) => block(input, code, strength, findingOwners[code], facts, null));
};

const weightOutOfRange: Rule = (input) => {
  const { weight } = input;
  if (weight === null || input.point !== 'dispatch' || isWeightReleased(input.releases, input.standing, weight.atMs)) return [];
  if (Math.abs(weight.grams - weight.expectedGrams) <= weight.toleranceGrams) return [];
  return [block(input, 'WEIGHT_OUT_OF_RANGE', 'ask-lead', 'lead', { actualGrams: weight.grams, expectedGrams: weight.expectedGrams, toleranceGrams: weight.toleranceGrams }, weight.atMs)];
};

const carrierUnmapped: Rule = (input) => {
  if (input.unmappedCarrier === null || (input.point !== 'label' && input.point !== 'dispatch')) return [];
  return [block(input, 'CARRIER_UNMAPPED', 'hard', 'admin', { carrier: input.unmappedCarrier }, null)];
};

const staleData: Rule = (input) => {
  const { policy } = input;
  if (freshness(input) !== 'stale' || policy.whenStale === 'allow') return [];
  if (input.point === 'open' && input.isLiveCheckPending) return [];
  // A truck waits for nobody: at loading the age is shown, and only a store that lets nothing pass unchecked stops here.
  if (input.point === 'loading' && policy.whenStale !== 'hard') return [];
  if (policy.whenStale === 'lead' && isAgeReleased(input.releases, input.standing, policy, input.nowMs)) return [];
  const strength: BlockStrength = policy.whenStale === 'hard' ? 'hard' : 'ask-lead';
  return [block(input, 'STALE_DATA', strength, 'lead', { limitMinutes: policy.limitMinutes }, checkedAt(input))];
};

const rules: readonly Rule[] = [
  cancelled, alreadyDispatched, alreadyShipped, openElsewhere, cancelRequested, paymentPending, onHold, unfulfillable, nothingToPack, contentsChanged,
  otherDoor, addressChanged, storeRules, carrierUnmapped, weightOutOfRange, staleData,
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
  for (const name of input.missingDocuments) notes.push({ code: 'DOC_MISSING', evidence: evidence(input, { document: name }, null) });
  for (const release of input.releases) {
    if (release.forUpdatedAtMs === input.standing.updatedAtMs) notes.push({ code: 'RELEASED', evidence: evidence(input, { code: release.code, by: release.releasedBy, reason: release.reason }, release.releasedAtMs) });
  }
  return notes;
}

function block(input: GateInput, code: BlockCode, strength: BlockStrength, owner: BlockOwner, facts: Evidence['facts'], sinceMs: InstantMs | null): Block {
  return { code, strength, owner, evidence: evidence(input, facts, sinceMs) };
}

function evidence(input: GateInput, facts: Evidence['facts'], sinceMs: InstantMs | null): Evidence {
  return { ...witness(input), sinceMs, facts };
}

const witness = (input: GateInput): Witness => ({ source: input.standing.checkedSource, checkedAtMs: checkedAt(input) });

const seenAt = (cancellation: Cancellation): InstantMs | null => (cancellation.kind === 'none' ? null : cancellation.seenAtMs);
