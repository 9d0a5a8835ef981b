import type { AccountBook } from '../../../src/main/composition/accounts.ts';
import type { Clock } from '../../../src/main/application/ports/clock.ts';
import type { Journal } from '../../../src/main/application/ports/journal.ts';
import type { ChannelOrder, MarketplaceAccount } from '../../../src/main/application/ports/marketplace.ts';

// The control of the chaos drain: the same station with the three habits taken out of it that keep it from telling twice.

/** "Accepted" is the end: nothing is proven. */
export function naiveJournal(journal: Journal, clock: Pick<Clock, 'nowMs'>): Journal {
  return {
    ...journal,
    writeBacks: {
      ...journal.writeBacks,
      save: (row) => journal.writeBacks.save(row.state === 'accepted' ? { ...row, state: 'confirmed', confirmedAtMs: clock.nowMs() } : row),
    },
  };
}

/** Each message is a package of its own, an unknown outcome counts as none, and what the channel shows is not looked at. */
export function naiveAccounts(book: AccountBook): AccountBook {
  const wrapped = new WeakMap<MarketplaceAccount, MarketplaceAccount>();
  const blind = (order: ChannelOrder): ChannelOrder => ({ draft: { ...order.draft, packages: [] }, seenDispatches: [] });
  let sent = Date.now() % 1_000_000_000;

  function wrap(account: MarketplaceAccount): MarketplaceAccount {
    const known = wrapped.get(account);
    if (known !== undefined) return known;
    const naive: MarketplaceAccount = {
      ...account,
      async confirmDispatch(notice) {
        const outcome = await account.confirmDispatch({ ...notice, packageReference: String((sent += 1)) });
        return outcome.kind === 'uncertain' ? { kind: 'unavailable', cause: outcome.cause } : outcome;
      },
      async readOrder(channelOrderId) {
        const outcome = await account.readOrder(channelOrderId);
        return outcome.kind === 'done' && outcome.value !== null ? { kind: 'done', value: blind(outcome.value) } : outcome;
      },
      async listOrders(listing) {
        const outcome = await account.listOrders(listing);
        return outcome.kind === 'done' ? { kind: 'done', value: { ...outcome.value, orders: outcome.value.orders.map(blind) } } : outcome;
      },
    };
    wrapped.set(account, naive);
    return naive;
  }

  return {
    problemsOf: (storeId) => book.problemsOf(storeId),
    all: () => book.all().map(wrap),
    of: (storeId) => {
      const account = book.of(storeId);
      return account === null ? null : wrap(account);
    },
    follow: (settings) => book.follow(settings),
  };
}
