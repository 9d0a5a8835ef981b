import type { AccountOperation } from '../../../application/ports/marketplace.ts';
import type { SharedLimit } from '../../kit/account-budgets.ts';
import type { RateLimit } from '../../kit/marketplace-connector.ts';
import type { RestDescription } from './description.ts';

const CALLS: readonly AccountOperation[] = ['list-orders', 'read-order', 'confirm-dispatch'];

/** One budget for all calls, or one for each: as the service counts. */
export function limitsOf({ limits }: RestDescription): readonly SharedLimit[] {
  return 'burst' in limits ? [{ calls: CALLS, ...limits }] : CALLS.map((call) => ({ calls: [call], ...limits[call] }));
}

export function limitOf({ limits }: RestDescription, call: AccountOperation): RateLimit {
  return 'burst' in limits ? limits : limits[call];
}
