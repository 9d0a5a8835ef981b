import type { Clock } from '../../../application/ports/clock.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { carrierKey } from './carriers.ts';
import type { Provider } from './read.ts';

/** Shops change their carriers rarely; a refusal that smells of an old list drops it at once. Milliseconds. */
const KEPT_MS = 12 * 3_600_000;

/** Provider ids by delivery option, read once and kept: the same carrier has another id in each shop and option. */
export interface Providers {
  /** The id of the provider with this name; `rejected` with the names there are, where it has none. */
  find(deliveryOptionId: string, name: string): Promise<Outcome<string>>;
  forget(deliveryOptionId: string): void;
}

export function createProviders(read: (deliveryOptionId: string) => Promise<Outcome<readonly Provider[]>>, clock: Pick<Clock, 'monotonicMs'>): Providers {
  const kept = new Map<string, { readonly providers: readonly Provider[]; readonly atMs: number }>();

  async function list(deliveryOptionId: string): Promise<Outcome<readonly Provider[]>> {
    const known = kept.get(deliveryOptionId);
    if (known !== undefined && clock.monotonicMs() - known.atMs < KEPT_MS) return { kind: 'done', value: known.providers };
    const outcome = await read(deliveryOptionId);
    if (outcome.kind === 'done') kept.set(deliveryOptionId, { providers: outcome.value, atMs: clock.monotonicMs() });
    return outcome;
  }

  return {
    async find(deliveryOptionId, name) {
      const outcome = await list(deliveryOptionId);
      if (outcome.kind !== 'done') return outcome;
      const providers = outcome.value;
      const found = providers.find((provider) => provider.name === name) ?? providers.find((provider) => carrierKey(provider.name) === carrierKey(name));
      if (found !== undefined) return { kind: 'done', value: found.id };
      // A carrier that was added at TikTok since would stay unknown for hours.
      kept.delete(deliveryOptionId);
      const allowed = providers.map((provider) => provider.name).join(', ') || 'none';
      return { kind: 'rejected', problems: [{ code: 'bad-carrier', field: 'carrierCode', message: `"${name}" is no shipping provider of delivery option ${deliveryOptionId}; allowed: ${allowed}` }] };
    },
    forget: (deliveryOptionId) => void kept.delete(deliveryOptionId),
  };
}
