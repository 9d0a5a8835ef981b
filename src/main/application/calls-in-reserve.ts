import type { BudgetedCall, MarketplaceAccount } from './ports/marketplace.ts';

/**
 * Calls to keep back for something more pressing. Vendors differ by a hundredfold in what they allow: a reserve larger than a third of
 * what a budget can ever hold would keep everything back for ever.
 */
export function callsInReserve(account: Pick<MarketplaceAccount, 'budgets'>, call: BudgetedCall, wanted: number): number {
  const budget = account.budgets().find(({ calls }) => calls.includes(call));
  if (budget === undefined) return wanted;
  const most = Math.floor(budget.burst / (budget.costs[call] ?? 1));
  return Math.min(wanted, Math.floor(most / 3));
}
