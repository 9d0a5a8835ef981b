import type { PassingOn } from '../order/seen-dispatch.ts';
import type { InstantMs } from '../units/instant.ts';
import { unreachable } from '../units/unreachable.ts';
import { fullJitterMs } from './backoff.ts';
import type { Outcome, Problem } from './outcome.ts';
import type { WriteBackPolicy } from './policy.ts';
import { kindOfRejection, saidAlreadyShipped, wordsOf, type ProblemCode } from './problems.ts';
import { isSameNumber, sight, type Sighting } from './proof.ts';
import type { ParkReason, SeenDispatch, WriteBack } from './write-back.ts';

/** An answer that is no answer. */
export type Failure = Exclude<Outcome<never>, { readonly kind: 'done' }>;

/** Why a claimed row was put back before anything left. */
export type Withholding = 'order-cancelled' | 'cancel-requested' | 'out-of-turn';

/** `random` lies in [0, 1) and is passed in, so that a run can be replayed. */
export type WriteBackEvent =
  | { readonly kind: 'sent-outcome'; readonly outcome: Outcome<void>; readonly random: number }
  /** The channel was read; `seen` without the packages of our other parcels of the order. */
  | { readonly kind: 'proof'; readonly seen: readonly SeenDispatch[] }
  | { readonly kind: 'proof-failed'; readonly outcome: Failure; readonly random: number }
  /** The message would be refused, or taken and not shown: it stays here until it is corrected. */
  | { readonly kind: 'needs-fix'; readonly problems: readonly [Problem, ...Problem[]] }
  /** The gate at the write, or the order of the parcels, said "not now": nothing left. */
  | { readonly kind: 'withheld'; readonly why: Withholding; readonly untilMs: InstantMs }
  /** Left `sending` by a station that is no more. */
  | { readonly kind: 'found-after-crash' }
  /** What the row waited for is over (the service answers again, it is this parcel's turn): it need not wait on. */
  | { readonly kind: 'brought-forward' }
  /**
   * The wall clock was set: planned instants move by `byMs`, so that nothing comes early or late. `jumpMs` is how far the clock itself was
   * set, where that is known: a plan made since stands in the new time already and moves less, a moment that is past moves with the clock.
   */
  | { readonly kind: 'clock-set'; readonly byMs: number; readonly jumpMs?: number }
  | { readonly kind: 'resend-by-person' }
  | { readonly kind: 'order-cancelled' }
  | { readonly kind: 'superseded' };

/**
 * The life of one write-back, as one pure function. An event that means nothing in a state answers the same row object,
 * so `decided === row` says "nothing to store". `confirmed` and `superseded` are final; `parked` waits for a person or
 * for the channel to show our number after all.
 */
export function decideWriteBack(row: WriteBack, event: WriteBackEvent, nowMs: InstantMs, policy: WriteBackPolicy): WriteBack {
  if (row.state === 'confirmed' || row.state === 'superseded') return row;
  switch (event.kind) {
    case 'sent-outcome':
      return row.state === 'sending' ? afterSending(row, event.outcome, event.random, nowMs, policy) : row;
    case 'proof':
      return afterReading(row, event.seen, nowMs, policy);
    case 'proof-failed':
      return row.state === 'accepted' || row.state === 'uncertain' ? afterFailedReading(row, event.outcome, event.random, nowMs, policy) : row;
    case 'needs-fix':
      return row.state === 'sending' || row.state === 'due' ? { ...parked(row.state === 'sending' ? unsent(row) : row, 'needs-fix', wordsOf(event.problems)), problemCode: event.problems[0].code } : row;
    case 'withheld':
      return row.state === 'sending' ? afterWithholding(row, event.why, event.untilMs) : row;
    case 'found-after-crash':
      return row.state === 'sending' ? uncertain(row, 'the station stopped while this was being sent', nowMs, policy) : row;
    case 'brought-forward':
      return row.state === 'due' && row.dueAtMs > nowMs ? { ...row, dueAtMs: nowMs } : row;
    case 'clock-set':
      return row.state === 'sending' || row.state === 'parked' ? row : movedWithClock(row, event.byMs, event.jumpMs ?? 0, nowMs);
    case 'resend-by-person':
      if (isOnlyLookedFor(row)) return row.state === 'parked' ? { ...row, state: 'accepted', acceptedAtMs: nowMs, dueAtMs: nowMs, parkReason: null, problemCode: null, proofReads: 0 } : row;
      // It tries as long as a new one would. What left before stays counted as one: the channel may hold it.
      return row.state === 'parked' || row.state === 'due' ? { ...row, state: 'due', attempts: Math.min(row.attempts, 1), dueAtMs: nowMs, parkReason: null, problemCode: null, proofReads: 0 } : row;
    case 'order-cancelled':
      // In every other state the message has left, or may have: what the channel shows decides.
      return row.state === 'due' ? parked(row, 'order-cancelled', row.lastAnswer) : row;
    case 'superseded':
      return { ...row, state: 'superseded', sendingSinceMs: null, parkReason: null };
    default:
      return unreachable(event);
  }
}

function afterSending(row: WriteBack, outcome: Outcome<void>, random: number, nowMs: InstantMs, policy: WriteBackPolicy): WriteBack {
  switch (outcome.kind) {
    case 'done':
      return { ...row, state: 'accepted', acceptedAtMs: nowMs, dueAtMs: nowMs + policy.proofWaitsMs[0], proofReads: 0, sendingSinceMs: null, problemCode: null, lastAnswer: null };
    case 'rate-limited':
      return { ...unsent(row), dueAtMs: nowMs + waitOf(outcome.retryAfterMs, policy), lastAnswer: limitWords(outcome.retryAfterMs, policy) };
    case 'unavailable':
      if (isWornOut(row, nowMs, policy)) return parked(row, 'too-many-attempts', outcome.cause);
      return { ...row, state: 'due', dueAtMs: nowMs + fullJitterMs(row.attempts, random, policy), sendingSinceMs: null, lastAnswer: outcome.cause };
    case 'uncertain':
      return uncertain(row, outcome.cause, nowMs, policy);
    case 'rejected':
      return { ...afterRefusal(row, outcome.problems, random, nowMs, policy), problemCode: outcome.problems[0].code };
    default:
      return unreachable(outcome);
  }
}

function afterRefusal(row: WriteBack, problems: readonly [Problem, ...Problem[]], random: number, nowMs: InstantMs, policy: WriteBackPolicy): WriteBack {
  const words = wordsOf(problems);
  const kind = kindOfRejection(problems);
  switch (kind) {
    case 'auth':
      // The account was turned away at the door; the worker pauses it, and this row keeps its place.
      return { ...unsent(row), dueAtMs: nowMs, lastAnswer: words };
    case 'already-shipped':
      return uncertain(row, words, nowMs, policy);
    case 'order-cancelled':
      return parked(row, 'order-cancelled', words);
    case 'cancel-requested':
      return { ...unsent(row), dueAtMs: nowMs + holdWaitMs(row, nowMs, policy), lastAnswer: words };
    case 'locked':
      if (isWornOut(row, nowMs, policy)) return parked(row, 'too-many-attempts', words);
      // It goes again in a moment, apart from the others that wait for the same record.
      return { ...row, state: 'due', sendingSinceMs: null, dueAtMs: nowMs + Math.max(policy.backoffBaseMs, fullJitterMs(Math.max(row.attempts, lockedSteps), random, policy)), lastAnswer: words };
    case 'data':
      return parked(row, 'rejected', words);
    default:
      return unreachable(kind);
  }
}

function afterReading(row: WriteBack, seen: readonly SeenDispatch[], nowMs: InstantMs, policy: WriteBackPolicy): WriteBack {
  const sighting = sight(row.notice, seen);
  if (sighting.kind === 'same') return sighting.passingOn === undefined ? confirmed(row, nowMs) : whilePassedOn(row, sighting.passingOn, nowMs, policy);
  if (row.toldBy !== null) return afterLookingElsewhere(row, sighting, nowMs, policy);
  /** The number that ours takes the place of still stands there: nothing of ours shows yet, and no stranger's either. */
  const isReplaced = sighting.kind === 'other' && isSameNumber(sighting.seen.trackingNumber, row.notice.replaces?.trackingNumber ?? '');
  // Read before the write: somebody's number stands where ours would go, and ours is not meant to take its place.
  if (row.state === 'sending') return sighting.kind === 'other' && !isReplaced ? parked(row, 'shows-other-number', shown(sighting.seen)) : row;
  if (row.state === 'uncertain' && isReplaced) return afterAbsence(row, [], nowMs, policy);
  if (row.state === 'uncertain') return sighting.kind === 'other' ? parked(row, 'shows-other-number', shown(sighting.seen)) : afterAbsence(row, sighting.foreign, nowMs, policy);
  if (row.state !== 'accepted') return row;
  if (sighting.kind === 'other' && !isReplaced && nowMs - (row.acceptedAtMs ?? nowMs) >= policy.visibilityLagMs) return parked(row, 'shows-other-number', shown(sighting.seen));
  // Nothing there yet; or our edit of an older number that the channel does not show yet.
  const proofReads = row.proofReads + 1;
  const isOverdue = nowMs - (row.acceptedAtMs ?? row.createdAtMs) >= policy.notVisibleAfterMs;
  // Both: a wall clock that was set forward by days must not park what was read once.
  if (isOverdue && proofReads >= policy.proofWaitsMs.length) return { ...parked(row, 'accepted-not-visible', notVisible(row, seen, proofReads)), proofReads };
  return { ...row, proofReads, dueAtMs: nowMs + (policy.proofWaitsMs[proofReads] ?? policy.proofWaitsMs.at(-1) ?? policy.notVisibleAfterMs) };
}

/** Our number stands at a go-between, and the shop where the buyer looks does not know it: nothing is sent again, and nothing is green. */
function whilePassedOn(row: WriteBack, passingOn: PassingOn, nowMs: InstantMs, policy: WriteBackPolicy): WriteBack {
  if (row.state === 'parked') return row;
  const acceptedAtMs = row.acceptedAtMs ?? nowMs;
  const proofReads = row.proofReads + 1;
  const taken: WriteBack = { ...row, state: 'accepted', acceptedAtMs, proofReads, sendingSinceMs: null, problemCode: null };
  const isOverdue = nowMs - acceptedAtMs >= policy.notVisibleAfterMs && proofReads >= policy.proofWaitsMs.length;
  if (passingOn.state === 'pending' && !isOverdue) return { ...taken, dueAtMs: nowMs + (policy.proofWaitsMs[proofReads] ?? policy.proofWaitsMs.at(-1) ?? policy.notVisibleAfterMs) };
  const problem: Problem = { code: notPassedOn, message: passingOn.state === 'failed' ? passingOn.words : 'the number is there, and the shop behind it was not told' };
  return { ...parked(taken, 'accepted-not-visible', wordsOf([problem])), problemCode: problem.code };
}

/** Sending it is not ours, or is done: to send it again means to look again. */
export const isOnlyLookedFor = ({ toldBy, problemCode }: Pick<WriteBack, 'toldBy' | 'problemCode'>): boolean => toldBy !== null || problemCode === notPassedOn;

const notPassedOn: ProblemCode = 'not-passed-on';

/** Another system tells: what it told shows, or it is looked for again, or a person asks why it was not told. */
function afterLookingElsewhere(row: WriteBack, sighting: Exclude<Sighting, { readonly kind: 'same' }>, nowMs: InstantMs, policy: WriteBackPolicy): WriteBack {
  if (row.state !== 'accepted') return row;
  const [stranger] = sighting.kind === 'other' ? [sighting.seen] : sighting.foreign;
  const ageMs = nowMs - (row.acceptedAtMs ?? row.createdAtMs);
  if (stranger !== undefined && ageMs >= policy.visibilityLagMs) return parked(row, 'shows-other-number', shown(stranger));
  const proofReads = row.proofReads + 1;
  if (ageMs >= policy.notToldAfterMs && proofReads >= policy.proofWaitsMs.length) return { ...parked(row, 'not-told-elsewhere', notVisible(row, sighting.kind === 'other' ? [sighting.seen] : sighting.foreign, proofReads)), proofReads };
  return { ...row, proofReads, dueAtMs: nowMs + (policy.proofWaitsMs[proofReads] ?? policy.proofWaitsMs.at(-1) ?? policy.notToldAfterMs) };
}

/** An unknown outcome, and no trace at the channel: provisional until seen often enough, then it may be sent again. */
function afterAbsence(row: WriteBack, foreign: readonly SeenDispatch[], nowMs: InstantMs, policy: WriteBackPolicy): WriteBack {
  const proofReads = row.proofReads + 1;
  if (proofReads < policy.absentReadsNeeded) return { ...row, proofReads, dueAtMs: nowMs + policy.absentSpacingMs };
  if (saidAlreadyShipped(row.lastAnswer)) {
    const [first] = foreign;
    return first === undefined ? parked(row, 'rejected', row.lastAnswer) : parked(row, 'shows-other-number', shown(first));
  }
  if (isWornOut(row, nowMs, policy)) return parked(row, 'too-many-attempts', row.lastAnswer);
  return { ...row, state: 'due', dueAtMs: nowMs, proofReads: 0 };
}

/** A read that failed proves nothing and counts for nothing; only the next one is planned. */
function afterFailedReading(row: WriteBack, outcome: Failure, random: number, nowMs: InstantMs, policy: WriteBackPolicy): WriteBack {
  switch (outcome.kind) {
    case 'rate-limited':
      return { ...row, dueAtMs: nowMs + waitOf(outcome.retryAfterMs, policy) };
    case 'unavailable':
    case 'uncertain':
      return { ...row, dueAtMs: nowMs + Math.floor(policy.unreadableWaitMs * (0.5 + random)) };
    case 'rejected': {
      const isAccount = kindOfRejection(outcome.problems) === 'auth';
      const isElsewhere = row.toldBy !== null;
      // An order that the channel will not show is no proof and will not become one: a person looks.
      const isOverdue = nowMs - (row.acceptedAtMs ?? row.createdAtMs) >= (isElsewhere ? policy.notToldAfterMs : policy.notVisibleAfterMs);
      if (!isAccount && row.state === 'accepted' && isOverdue) return parked(row, isElsewhere ? 'not-told-elsewhere' : 'accepted-not-visible', wordsOf(outcome.problems));
      if (!isAccount && row.state === 'uncertain' && nowMs - row.createdAtMs >= policy.maxAgeMs) return parked(row, 'too-many-attempts', row.lastAnswer);
      const dueAtMs = nowMs + policy.backoffCapMs;
      // What an uncertain row was last told decides its look-up, so it is not written over.
      return row.state === 'accepted' ? { ...row, dueAtMs, lastAnswer: wordsOf(outcome.problems) } : { ...row, dueAtMs };
    }
    default:
      return unreachable(outcome);
  }
}

function afterWithholding(row: WriteBack, why: Withholding, untilMs: InstantMs): WriteBack {
  switch (why) {
    case 'order-cancelled':
      return parked(unsent(row), 'order-cancelled', row.lastAnswer);
    case 'cancel-requested':
      return { ...unsent(row), dueAtMs: untilMs, lastAnswer: heldForLead };
    case 'out-of-turn':
      return { ...unsent(row), dueAtMs: untilMs };
    default:
      return unreachable(why);
  }
}

/** Stored while the row waits for a lead because the buyer asked to cancel. */
export const heldForLead = 'cancel-requested: waits for a lead';

/** Waits for somebody to decide about a cancel request, by what is known here or by the channel's own refusal. */
export const isHeld = ({ state, lastAnswer }: WriteBack): boolean => state === 'due' && lastAnswer?.startsWith('cancel-requested: ') === true;

/** Each look costs a call and two lines of history: the longer it waits already, the more rarely. A lead's release ends the wait at once. */
export const holdWaitMs = (row: WriteBack, nowMs: InstantMs, policy: WriteBackPolicy): number =>
  Math.min(policy.holdRecheckCapMs, Math.max(policy.holdRecheckMs, Math.floor((nowMs - row.createdAtMs) / 8)));

/** Back to `due`, the attempt given back: no request left, or it was turned away unread. */
function unsent(row: WriteBack): WriteBack {
  return { ...row, state: 'due', attempts: Math.max(0, row.attempts - 1), sendingSinceMs: null };
}

/**
 * What is looked for keeps its age: the moment of acceptance moves along, and never into the future. A row would otherwise be given up
 * too soon, or be too young for it for days.
 */
function movedWithClock(row: WriteBack, byMs: number, jumpMs: number, nowMs: InstantMs): WriteBack {
  const acceptedAtMs = row.acceptedAtMs === null ? null : Math.min(nowMs, Math.max(0, row.acceptedAtMs + (row.state === 'accepted' ? jumpMs : 0)));
  if (byMs === 0 && acceptedAtMs === row.acceptedAtMs) return row;
  return { ...row, dueAtMs: Math.max(0, row.dueAtMs + byMs), acceptedAtMs };
}

function parked(row: WriteBack, parkReason: ParkReason, lastAnswer: string | null): WriteBack {
  return { ...row, state: 'parked', parkReason, lastAnswer, sendingSinceMs: null };
}

function confirmed(row: WriteBack, nowMs: InstantMs): WriteBack {
  return { ...row, state: 'confirmed', acceptedAtMs: row.acceptedAtMs ?? nowMs, confirmedAtMs: nowMs, proofReads: row.proofReads + 1, parkReason: null, problemCode: null, sendingSinceMs: null };
}

/**
 * The look-up waits until the request can no longer arrive and what arrived can be seen. Both instants count: the row may
 * have stood claimed for a while before its request left (a token was renewed, a live check ran).
 */
function uncertain(row: WriteBack, lastAnswer: string, nowMs: InstantMs, policy: WriteBackPolicy): WriteBack {
  const graceMs = policy.requestTimeoutMs + policy.visibilityLagMs;
  const dueAtMs = Math.max((row.sendingSinceMs ?? nowMs) + graceMs, nowMs + policy.visibilityLagMs);
  // Never later than now + grace: the wall clock may have been set back since the claim.
  return { ...row, state: 'uncertain', dueAtMs: Math.min(dueAtMs, nowMs + graceMs), proofReads: 0, sendingSinceMs: null, lastAnswer };
}

/** A locked record is asked again after about as long as the third failure of another kind: within seconds, spread. */
const lockedSteps = 3;

const isWornOut = (row: WriteBack, nowMs: InstantMs, policy: WriteBackPolicy): boolean =>
  row.attempts >= policy.maxAttempts && nowMs - row.createdAtMs >= policy.maxAgeMs;

/** A channel's waiting time is obeyed exactly, up to the longest that we let anybody ask for; one that makes no sense becomes the longest wait of our own. */
export const waitOf = (retryAfterMs: number, policy: WriteBackPolicy): number =>
  Number.isFinite(retryAfterMs) && retryAfterMs >= 0 ? Math.min(Math.ceil(retryAfterMs), policy.longestWaitMs) : policy.backoffCapMs;

const limitWords = (retryAfterMs: number, policy: WriteBackPolicy): string =>
  Number.isFinite(retryAfterMs) && retryAfterMs > policy.longestWaitMs ? `rate limit: the channel asks for ${Math.round(retryAfterMs / 60_000)} min` : 'rate limit';

/** What came back, for the person who is asked: what was sent stands in the row. */
function notVisible({ notice }: WriteBack, seen: readonly SeenDispatch[], proofReads: number): string {
  const isPart = seen.some(({ trackingNumber }) => isSameNumber(trackingNumber, notice.trackingNumber));
  const [first] = seen;
  const what = isPart ? `the channel shows ${notice.trackingNumber} for a part of what left` : first === undefined ? 'the channel shows no package' : shown(first);
  return `${what}, read ${proofReads} times`;
}

const shown = (seen: SeenDispatch): string => `the channel shows ${seen.carrier} ${seen.trackingNumber} for package ${seen.packageReference}`;
