import type { Clock } from '../application/ports/clock.ts';
import type { ChannelId } from '../../shared/domain/order/order.ts';
import type { PracticeWorld } from './shop/world.ts';

/** An answer before it goes out. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: no body at all, as with 204. A string goes out as it is, everything else as JSON. */
  readonly body: unknown;
}

export interface DeskRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Which of the vendor's calls a request is. `operation` is the vendor's own name of it, as the connector's operations have it. */
export interface Route {
  readonly operation: string;
  readonly channelOrderId: string | null;
}

/** The half of a practice marketplace that speaks one vendor's wire: from a request to an answer, without sockets. */
export interface ChannelDesk {
  route(request: DeskRequest): Route;
  /** `mustSave`: the marketplace's memory changed, and the answer may only leave once that is stored. */
  answer(request: DeskRequest, route: Route): { readonly answer: Answer; readonly mustSave: boolean };
  /** The answer in this vendor's words where a fault rule asks for a refusal without any work done. */
  refuse(why: 'status' | 'token-expired', status: number): Answer;
  expireTokens(): void;
}

export interface Budget {
  readonly ratePerSecond: number;
  readonly burst: number;
}

export interface DeskParts {
  readonly world: PracticeWorld;
  readonly clock: Clock;
  /** By operation, in place of the published ones. */
  readonly budgets: Readonly<Record<string, Budget>>;
  /** How far listings lag behind. Milliseconds. */
  readonly listLagMs: number;
}

/** One vendor's practice marketplace, as the practice site opens it. */
export interface PracticeChannel {
  readonly id: ChannelId;
  /** How far listings lag behind where nothing else is said. Milliseconds. */
  readonly listLagMs: number;
  createDesk(parts: DeskParts): ChannelDesk;
  /** Ids in the vendor's own shape; absent: Amazon's. `digits(n)` answers n random digits. */
  readonly mintOrderId?: (digits: (count: number) => string) => string;
  readonly mintLineId?: (digits: (count: number) => string) => string;
  /** What the connector needs to open an account here: its own settings shape, with credentials that work nowhere else. */
  settingsAt(baseUrl: string): Readonly<Record<string, unknown>>;
}

/**
 * The marketplace's own count, kept apart from the station's on purpose: a mistake in the station's bucket must show here as
 * refusals. Written as the time at which the bucket would be full again, so that no fractions of tokens pile up.
 * Takes `cost` calls, or none: false where they are not there.
 */
export function createServerBucket({ ratePerSecond, burst }: Budget, monotonicMs: () => number): (cost?: number) => boolean {
  const msPerCall = 1000 / ratePerSecond;
  let fullAtMs = Number.NEGATIVE_INFINITY;
  return (cost = 1) => {
    const nowMs = monotonicMs();
    const wouldBeFullAtMs = Math.max(fullAtMs, nowMs) + cost * msPerCall;
    // A millionth of a call forgives rounding, nothing more.
    if (wouldBeFullAtMs - nowMs > (burst + 1e-6) * msPerCall) return false;
    fullAtMs = wouldBeFullAtMs;
    return true;
  };
}
