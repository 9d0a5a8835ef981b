import type { Budget } from '../channel.ts';

export type BudgetedOperation = 'searchOrders' | 'getOrder' | 'confirmShipment' | 'searchListingsItems' | 'patchListingsItem';

/** Source: usage plans of these operations in Amazon's models, read on 2026-11-21. */
export const PUBLISHED_BUDGETS: Readonly<Record<BudgetedOperation, Budget>> = {
  searchOrders: { ratePerSecond: 0.0056, burst: 20 },
  getOrder: { ratePerSecond: 0.5, burst: 30 },
  confirmShipment: { ratePerSecond: 2, burst: 10 },
  searchListingsItems: { ratePerSecond: 5, burst: 5 },
  patchListingsItem: { ratePerSecond: 5, burst: 5 },
};
