import type { InstantMs } from '../units/instant.ts';
import type { WriteBackState } from '../writeback/write-back.ts';

/**
 * The way of an order, in the order in which it is gone: `shop`: the channel has it. `station`: it was read here, and nothing forbids to send
 * it. `bench`: packed, labelled, dispatched. `carrier`: on the truck. `buyer`: the channel itself shows the number.
 */
export const hopNames = ['shop', 'station', 'bench', 'carrier', 'buyer'] as const;
export type HopName = (typeof hopNames)[number];

/** `waiting`: its turn is now. `stuck`: only a person gets it on. `ahead`: another hop comes first. `elsewhere`: not told from here. */
export type HopState = 'done' | 'waiting' | 'stuck' | 'ahead' | 'elsewhere';

export interface Hop {
  readonly hop: HopName;
  readonly state: HopState;
  /** Done: when. Waiting or stuck: since when. Null where nobody knows. */
  readonly sinceMs: InstantMs | null;
}

export interface FlowFacts {
  /** Null where the order itself could not be read. */
  readonly placedAtMs: InstantMs | null;
  /** Since when the channel has something that could not be read here. */
  readonly uncrossedSinceMs: InstantMs | null;
  /** Since when the gate holds it; null: it lets it pass. */
  readonly blockedSinceMs: InstantMs | null;
  /** The order ended at its channel, or left from somewhere else: nothing is waited for. */
  readonly isOver: boolean;
  /** The last box of the order; null: nobody began one. */
  readonly parcel: { readonly openedAtMs: InstantMs; readonly dispatchedAtMs: InstantMs | null; readonly stoppedAtMs: InstantMs | null; readonly loadedAtMs: InstantMs | null } | null;
  /** What is owed to the channel for that box; null: nothing is told from here. */
  readonly message: { readonly state: WriteBackState; readonly sinceMs: InstantMs; readonly confirmedAtMs: InstantMs | null } | null;
}

/** Where an order stands. After the dispatch two hops run beside each other: the truck does not wait for the channel. */
export function decideHops(facts: FlowFacts): readonly Hop[] {
  const { placedAtMs, uncrossedSinceMs, blockedSinceMs, isOver, parcel, message } = facts;
  const dispatchedAtMs = parcel === null || parcel.stoppedAtMs !== null ? null : parcel.dispatchedAtMs;
  const hasLeft = dispatchedAtMs !== null;
  const isRead = uncrossedSinceMs === null;
  const isHeld = blockedSinceMs !== null && !hasLeft;
  const ahead = (hop: HopName): Hop => ({ hop, state: 'ahead', sinceMs: null });

  const station = (): Hop => {
    if (!isRead) return { hop: 'station', state: 'stuck', sinceMs: uncrossedSinceMs };
    return isHeld ? { hop: 'station', state: 'stuck', sinceMs: blockedSinceMs } : { hop: 'station', state: 'done', sinceMs: null };
  };
  const bench = (): Hop => {
    if (hasLeft) return { hop: 'bench', state: 'done', sinceMs: dispatchedAtMs };
    if (!isRead || isHeld || isOver) return ahead('bench');
    if (parcel !== null && parcel.stoppedAtMs !== null) return { hop: 'bench', state: 'stuck', sinceMs: parcel.stoppedAtMs };
    return { hop: 'bench', state: 'waiting', sinceMs: parcel?.openedAtMs ?? placedAtMs };
  };
  const carrier = (): Hop => {
    if (!hasLeft) return ahead('carrier');
    const loadedAtMs = parcel?.loadedAtMs ?? null;
    if (loadedAtMs !== null) return { hop: 'carrier', state: 'done', sinceMs: loadedAtMs };
    return blockedSinceMs === null ? { hop: 'carrier', state: 'waiting', sinceMs: dispatchedAtMs } : { hop: 'carrier', state: 'stuck', sinceMs: blockedSinceMs };
  };
  const buyer = (): Hop => {
    if (!hasLeft) return ahead('buyer');
    if (message === null) return { hop: 'buyer', state: 'elsewhere', sinceMs: null };
    if (message.state === 'confirmed') return { hop: 'buyer', state: 'done', sinceMs: message.confirmedAtMs };
    // The gate holds the message back.
    if (message.state !== 'parked' && blockedSinceMs !== null) return { hop: 'buyer', state: 'stuck', sinceMs: blockedSinceMs };
    return { hop: 'buyer', state: message.state === 'parked' ? 'stuck' : 'waiting', sinceMs: message.sinceMs };
  };
  return [{ hop: 'shop', state: 'done', sinceMs: placedAtMs }, station(), bench(), carrier(), buyer()];
}
