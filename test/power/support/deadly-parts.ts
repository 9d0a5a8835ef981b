import type { AccountBook } from '../../../src/main/composition/accounts.ts';
import type { Journal } from '../../../src/main/application/ports/journal.ts';
import type { MarketplaceAccount } from '../../../src/main/application/ports/marketplace.ts';
import type { Step } from './plan.ts';

/** Called at each step; does not come back where it is time to die. */
export type At = (step: Step) => void;

/** The journal as it is, with a hole between any two steps for the plug to be pulled. */
export function deadlyJournal(journal: Journal, at: At): Journal {
  let storesAnswer = false;
  return {
    ...journal,
    scans: {
      ...journal.scans,
      store(scan) {
        const stored = journal.scans.store(scan);
        at('scan stored | scan judged');
        return stored;
      },
    },
    writeBacks: {
      ...journal.writeBacks,
      insert(row) {
        journal.writeBacks.insert(row);
        at('write-back inserted | dispatch committed');
      },
      claimDue(storeId, nowMs) {
        const row = journal.writeBacks.claimDue(storeId, nowMs);
        if (row !== null) at('claim committed | request sent');
        return row;
      },
      save(row) {
        journal.writeBacks.save(row);
        if (row.state !== 'accepted') return;
        storesAnswer = true;
        at('answer written | answer committed');
      },
    },
    transaction(work) {
      const answer = journal.transaction(work);
      if (storesAnswer) {
        storesAnswer = false;
        at('answer committed | parcel goes on');
      }
      return answer;
    },
  };
}

export function deadlyAccounts(book: AccountBook, at: At): AccountBook {
  const wrapped = new WeakMap<MarketplaceAccount, MarketplaceAccount>();
  const wrap = (account: MarketplaceAccount): MarketplaceAccount => {
    const known = wrapped.get(account);
    if (known !== undefined) return known;
    const deadly: MarketplaceAccount = {
      ...account,
      async confirmDispatch(notice) {
        const answering = account.confirmDispatch(notice);
        // A few turns of the event loop later the request is on the wire, its answer not yet here.
        setTimeout(() => at('request sent | answer received'), 1);
        const outcome = await answering;
        at('answer received | answer stored');
        return outcome;
      },
      async readOrder(channelOrderId) {
        const answering = account.readOrder(channelOrderId);
        at('proof asked | proof received');
        const outcome = await answering;
        at('proof received | proof stored');
        return outcome;
      },
    };
    wrapped.set(account, deadly);
    return deadly;
  };
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
