import type { StockDesk, StockLevel } from '../../src/main/application/ports/marketplace.ts';
import type { Outcome, Problem } from '../../src/shared/domain/writeback/outcome.ts';

/** The stock side of a channel in memory. */
export interface FakeStock extends StockDesk {
  /** What the channel shows now, by SKU. */
  readonly shown: Map<string, number>;
  /** Every call that came, in order: the levels of a publishing, or the SKUs of a reading. */
  readonly calls: ({ readonly kind: 'publish'; readonly levels: readonly StockLevel[] } | { readonly kind: 'read'; readonly skus: readonly string[] })[];
  /** The next calls end like this; then they are taken again. */
  next(...outcomes: readonly Outcome<never>[]): void;
  /** SKUs that it refuses, with the reason. */
  refuse(sku: string, problem: Omit<Problem, 'field'>): void;
  /** What was published, in order. */
  published(): readonly StockLevel[];
}

export function createFakeStock(skus: readonly string[], mostPerCall = 50): FakeStock {
  const shown = new Map(skus.map((sku) => [sku, 0]));
  const calls: FakeStock['calls'] = [];
  const planned: Outcome<never>[] = [];
  const refusals = new Map<string, Omit<Problem, 'field'>>();
  return {
    mostPerCall,
    shown,
    calls,
    next: (...outcomes) => void planned.push(...outcomes),
    refuse: (sku, problem) => void refusals.set(sku, problem),
    published: () => calls.flatMap((call) => (call.kind === 'publish' ? call.levels : [])),
    publish(levels) {
      if (levels.length > mostPerCall) return Promise.reject(new Error(`${levels.length} levels at once`));
      calls.push({ kind: 'publish', levels });
      const outcome = planned.shift();
      if (outcome !== undefined) return Promise.resolve(outcome);
      const refused: Problem[] = [];
      for (const { sku, available } of levels) {
        const refusal = refusals.get(sku);
        if (refusal !== undefined) refused.push({ ...refusal, field: sku });
        else if (!shown.has(sku)) refused.push({ code: 'unrecognised', message: 'no goods with this SKU', field: sku });
        else shown.set(sku, available);
      }
      return Promise.resolve({ kind: 'done', value: { refused } });
    },
    read(asked) {
      calls.push({ kind: 'read', skus: asked });
      const outcome = planned.shift();
      return Promise.resolve(outcome ?? { kind: 'done', value: asked.flatMap((sku) => (shown.has(sku) ? [{ sku, available: shown.get(sku) ?? 0 }] : [])) });
    },
  };
}
