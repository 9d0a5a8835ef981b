import type { Cancellation } from './cancellation.ts';

interface WithCancellations {
  readonly cancellation: Cancellation;
  readonly lines: readonly { readonly lineId: string; readonly cancellation: Cancellation }[];
}

/**
 * `seenAtMs` of a cancellation is when it was first seen: a source that names no time gives the moment of each reading, and
 * reading the same thing twice must not look like news.
 */
export function keepFirstSeen<T extends WithCancellations>(known: WithCancellations, fresh: T): T {
  const lines = fresh.lines.map((line) => {
    const before = known.lines.find((candidate) => candidate.lineId === line.lineId);
    const cancellation = before === undefined ? line.cancellation : firstSeen(before.cancellation, line.cancellation);
    return cancellation === line.cancellation ? line : { ...line, cancellation };
  });
  return { ...fresh, cancellation: firstSeen(known.cancellation, fresh.cancellation), lines };
}

function firstSeen(known: Cancellation, fresh: Cancellation): Cancellation {
  if (known.kind === 'none' || fresh.kind === 'none') return fresh;
  const isSame = known.kind === fresh.kind && known.by === fresh.by && known.reason === fresh.reason;
  return isSame && known.seenAtMs < fresh.seenAtMs ? { ...fresh, seenAtMs: known.seenAtMs } : fresh;
}
