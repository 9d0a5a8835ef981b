import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import { createPracticeDesk, type PracticeCancel, type PracticeDesk } from '../practice-desk.ts';
import type { HandlerDeps } from './deps.ts';

type PracticeCalls = 'loadPractice' | 'setPracticeNetwork' | 'cancelPracticeOrder' | 'addPracticeOrders';

export function createPracticeHandlers({ context, parts, connectivity }: HandlerDeps): Pick<Handlers, PracticeCalls> {
  const practice: PracticeDesk | null = parts.practice === null ? null : createPracticeDesk(parts.practice, context);
  const notPractice = (): Refused => new Refused('refused', 'This station is not connected to the practice site.');
  return {
    loadPractice: () => practice?.view() ?? notPractice(),
    setPracticeNetwork: async ({ up }) => {
      if (practice === null) return notPractice();
      await practice.setNetwork(up);
      void connectivity.probeNow();
      return practice.view();
    },
    cancelPracticeOrder: async ({ channelOrderId, how }) => {
      if (practice === null) return notPractice();
      const changed = await practice.cancel(channelOrderId, how);
      return changed ? practice.view() : new Refused('refused', nothingDone[how]);
    },
    addPracticeOrders: async () => {
      if (practice === null) return notPractice();
      await practice.addOrders();
      return practice.view();
    },
  };
}

const nothingDone: Readonly<Record<PracticeCancel, string>> = {
  cancel: 'Nothing of this order is left to cancel.',
  request: 'Nothing of this order is left to ask for, or it was asked already.',
  reject: 'Nobody asked to cancel this order.',
  partial: 'One unit is all that is left of this order: a part of it cannot be cancelled.',
};
