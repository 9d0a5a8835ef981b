/** One line of the bench table. `median`, `p99` and the gate share the unit. */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly p99?: number;
  /** What `ratio` compares with, measured in the same run. */
  readonly baseline?: string;
  readonly ratio?: number;
  /** The promise, in words. */
  readonly gate?: string;
  readonly pass?: boolean;
  readonly note?: string;
}

/** The value below which a share of the samples lies (nearest rank). */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new Error('a quantile of no samples');
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}
