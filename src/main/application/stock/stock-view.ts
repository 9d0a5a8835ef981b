import type { StoreSettings } from '../../../shared/contract/settings.ts';
import type { ParityRowView, RefusedLevelView, StockAtStoreView, StockLineView, StockStoreView, StockView } from '../../../shared/contract/stock-views.ts';
import type { StoreId } from '../../../shared/domain/order/order.ts';
import { deltaOf, knownAtChannel, onHandNow, type StockLevelRow } from '../../../shared/domain/stock/stock-level.ts';
import type { MarketplaceAccount } from '../ports/marketplace.ts';
import type { StationContext } from '../station-context.ts';
import type { StockPublisher } from './publish-stock.ts';

const mostLines = 30;
const mostRows = 100;

export interface StockViewParts {
  readonly context: StationContext;
  readonly publisher: Pick<StockPublisher, 'statusOf'>;
  readonly account: (storeId: StoreId) => MarketplaceAccount | null;
}

/** What is on hand, what each channel was told of it, and where somebody has to look. */
export function buildStockView(parts: StockViewParts, text: string): StockView {
  const { journal, settings } = parts.context;
  const stores = settings().stores.filter(({ connection }) => connection.kind !== 'file');
  const published = stores.filter(({ stock }) => stock !== undefined).map(({ storeId }) => storeId as StoreId);
  const variances = journal.stock.listVariances(mostRows);
  return {
    stores: stores.map((store) => storeView(parts, store)),
    counts: { skus: journal.stock.countSkus(), last: journal.stock.lastSource() },
    lines: linesOf(parts.context, published, text),
    parity: journal.stock.listDifferences(published, mostRows).flatMap(({ storeId, ...level }): ParityRowView[] => {
      const [delta, known] = [deltaOf(level), knownAtChannel(level)];
      return delta === null || delta === 0 || known === null || level.differsSinceMs === null ? [] : [{ storeId, sku: level.sku, wanted: level.wanted, known, delta, sinceMs: level.differsSinceMs }];
    }),
    refused: journal.stock.listRefused(published, mostRows).flatMap(({ storeId, sku, wanted, refused }): RefusedLevelView[] => (refused === null ? [] : [{ storeId, sku, wanted, code: refused.code, message: refused.message, atMs: refused.atMs }])),
    variances: variances.map((variance) => ({ sku: variance.sku, counted: variance.counted, onHand: onHandNow(variance), missing: variance.missing, missed: variance.missed })),
    varianceCount: journal.stock.countVariances(),
  };
}

function storeView({ context, publisher, account }: StockViewParts, { storeId, name, channel, stock }: StoreSettings): StockStoreView {
  const id = storeId as StoreId;
  const { state, slowedToMs, problem } = publisher.statusOf(id);
  const { due, differing, refused, lastPublishedAtMs } = context.journal.stock.totalsOf(id);
  const budget = account(id)?.budgets().find(({ calls }) => calls.includes('publish-stock')) ?? null;
  return {
    storeId,
    name,
    channel,
    state,
    intervalSeconds: stock?.intervalSeconds ?? null,
    buffer: stock?.buffer ?? 0,
    slowedToSeconds: slowedToMs === null ? null : Math.round(slowedToMs / 1000),
    problem: problem === null ? null : { code: problem.code, message: problem.message },
    lastPublishedAtMs,
    due,
    differing,
    refused,
    budget: budget === null ? null : { calls: budget.calls, left: budget.left, burst: budget.burst, ratePerSecond: budget.ratePerSecond, isWeighed: Object.values(budget.costs).some((cost) => cost !== 1) },
  };
}

function linesOf({ journal }: StationContext, stores: readonly StoreId[], text: string): readonly StockLineView[] {
  const counts = journal.stock.findCounts(text, mostLines);
  const skus = counts.map(({ sku }) => sku);
  const levels = stores.flatMap((storeId) => journal.stock.loadLevels(storeId, skus).map((level) => ({ storeId, level })));
  return counts.map(({ sku, counted, dispatched, restocked, missing }) => ({
    sku,
    counted,
    dispatched,
    restocked,
    missing,
    onHand: onHandNow({ sku, counted, dispatched, restocked, missing }),
    stores: levels.filter(({ level }) => level.sku === sku).map(({ storeId, level }) => atStore(storeId, level)),
  }));
}

const atStore = (storeId: StoreId, level: StockLevelRow): StockAtStoreView => ({
  storeId,
  onHand: level.onHand,
  pending: level.pending,
  buffer: level.buffer,
  wanted: level.wanted,
  published: level.published?.units ?? null,
  publishedAtMs: level.published?.atMs ?? null,
  shown: level.shown?.units ?? null,
  shownAtMs: level.shown?.atMs ?? null,
  delta: deltaOf(level),
  problem: level.refused?.message ?? null,
});
