import { expect, it } from 'vitest';
import { createAlertWatch } from '../../../src/main/application/lead/alerts/watch-alerts.ts';
import type { StationContext } from '../../../src/main/application/station-context.ts';
import { hours } from '../../../src/shared/domain/units/instant.ts';
import { testStartMs } from '../../support/builders.ts';
import { aJournal, dispatchParcel, orderNumber, shop } from '../../storage/temp-storage.ts';

it('an outage of hundreds of orders is told in portions, so that no scan waits for it, and each order once', () => {
  const { journal, clock } = aJournal();
  const rows = 260;
  journal.transaction(() => {
    for (let n = 1; n <= rows; n += 1) {
      const { standing, parcel, writeBack } = orderNumber(n);
      dispatchParcel(journal, parcel, standing);
      journal.writeBacks.insert({ ...writeBack, shipByMs: testStartMs + hours(1) });
    }
  });
  let ids = 0;
  const parts: Pick<StationContext, 'journal' | 'clock' | 'newId' | 'settings' | 'account'> = {
    journal,
    clock: { ...clock, nowMs: () => testStartMs + hours(2) },
    newId: () => `alert-${String((ids += 1))}`,
    settings: () => ({ stores: [{ storeId: shop, name: 'Shop' }] }) as unknown as ReturnType<StationContext['settings']>,
    account: () => null,
  };
  const faults: unknown[] = [];
  const watch = createAlertWatch({ context: parts as StationContext, reachability: () => ({ reachable: true, sinceMs: null, lastProbeAtMs: null, cause: null }), timers: { after: () => () => undefined }, onChange: () => undefined, onFault: (error) => void faults.push(error) });
  const openAfterALook = (): number => {
    watch.look();
    return journal.alerts.countOpen();
  };
  expect([openAfterALook(), openAfterALook(), openAfterALook()]).toEqual([200, rows, rows]);
  expect(faults).toEqual([]);
});
