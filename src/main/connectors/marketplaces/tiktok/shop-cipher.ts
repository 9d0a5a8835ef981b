import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { Shop } from './read.ts';
import type { TikTokSettings } from './settings.ts';

interface ShopCipherOptions {
  readonly settings: Pick<TikTokSettings, 'shopCipher'>;
  readShops(): Promise<Outcome<readonly Shop[]>>;
}

/**
 * One sign-in may hold several shops; every call names one by its cipher. Where nobody filled it in and there is one shop, that is it. It is asked for
 * at each start and not stored: a stored one would outlive the choice that a person makes later.
 */
export interface ShopCipher {
  find(): Promise<Outcome<string>>;
  known(): string | null;
}

export function createShopCipher({ settings, readShops }: ShopCipherOptions): ShopCipher {
  let cipher = settings.shopCipher ?? null;
  let underWay: Promise<Outcome<string>> | null = null;

  async function ask(): Promise<Outcome<string>> {
    try {
      const outcome = await readShops();
      if (outcome.kind !== 'done') return outcome;
      const [only, ...others] = outcome.value;
      if (only === undefined || others.length > 0) {
        const named = outcome.value.map(({ name, region, cipher: own }) => `${name} (${region}): ${own}`).join(', ') || 'none';
        return { kind: 'rejected', problems: [{ code: 'bad-settings', field: 'shopCipher', message: `the shop must be chosen; this sign-in holds: ${named}` }] };
      }
      cipher = only.cipher;
      return { kind: 'done', value: only.cipher };
    } finally {
      underWay = null;
    }
  }

  return {
    known: () => cipher,
    find() {
      if (cipher !== null) return Promise.resolve({ kind: 'done', value: cipher });
      underWay ??= ask();
      return underWay;
    },
  };
}
