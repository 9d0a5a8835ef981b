import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SsccRangeExhaustedError } from '../../src/main/application/ports/journal.ts';
import { scanOutcomes } from '../../src/main/application/receive-scan.ts';
import type { ScanOutcome, ScanVerdictView } from '../../src/shared/contract/views.ts';
import { orderIdOf, type StoreId } from '../../src/shared/domain/order/order.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { encodeBadge, encodeLane } from '../../src/shared/domain/scan/commands.ts';
import { seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft, cancelledBy } from '../support/builders.ts';
import { pat, pia, sam, setUpPeople } from '../support/people.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const orderId = orderIdOf(shop, '100-1');
let test: TestStation;
beforeEach(async () => {
  test = await openTestStation({ traits: { sharedNumber: 'yes' }, store: { channel: 'woocommerce', combine: 'same-buyer' } });
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const label = () => `00${journal().parcels.listByOrder(orderId).at(-1)?.label?.sscc ?? 'none'}`;

describe('the answers that a day rarely brings', () => {
  it('a label that left already is told as such, on a free bench', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    test.scan(label());
    expect(test.scan(label())).toMatchObject({ outcome: 'already-dispatched', detail: { order: '100-1' } });
  });

  it('numbers that are used up keep the packed box; REPRINT labels it once there are new ones', async () => {
    await test.given(aDraft());
    const { allocate } = journal().ssccs;
    Object.assign(journal().ssccs, { allocate: () => { throw new SsccRangeExhaustedError('9521234'); } });
    test.scan('100-1');
    expect(test.scan(mug)).toMatchObject({ outcome: 'label-failed', detail: { reason: 'numbers-used-up' } });
    expect(test.bench().screen).toMatchObject({ kind: 'label-problem', parcel: { state: 'verified', unitsPacked: 1 } });
    expect([test.scan(mug).outcome, test.command('reprint').outcome, test.command('undo').outcome]).toEqual(['not-now', 'label-failed', 'command-not-here']);
    expect([test.command('abort').outcome, test.scan('100-1').outcome]).toEqual(['put-aside', 'label-failed']);
    Object.assign(journal().ssccs, { allocate });
    await test.restart();
    expect(test.command('reprint').outcome).toBe('parcel-complete');
  });

  it('a station that is not set up says what is missing', async () => {
    await test.given(aDraft());
    const settings = test.station.context.settings();
    await Promise.resolve(test.station.handlers.saveSettings({ ...settings, companyPrefix: null, shipFrom: null }));
    expect(test.scan('100-1')).toMatchObject({ outcome: 'setup-needed', detail: { missing: 'companyPrefix, shipFrom' } });
  });

  it('a prefix that is taken away while a box is open keeps the box for REPRINT', async () => {
    await test.given(aDraft());
    const settings = test.station.context.settings();
    test.scan('100-1');
    await Promise.resolve(test.station.handlers.saveSettings({ ...settings, companyPrefix: null }));
    expect(test.scan(mug)).toMatchObject({ outcome: 'label-failed', detail: { reason: 'company-prefix' } });
    await Promise.resolve(test.station.handlers.saveSettings(settings));
    expect(test.command('reprint').outcome).toBe('parcel-complete');
  });

  it('a scan that the plug was pulled on is answered after the restart, and not counted', async () => {
    await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
    test.scan('100-1');
    journal().scans.store({ id: 'torn', benchId: test.station.context.benchId, deviceId: 'test', method: 'wedge', text: mug, scannedAtMs: test.clock.nowMs(), personId: null });
    await test.restart();
    expect(test.bench().lastVerdict).toMatchObject({ scanId: 'torn', outcome: 'not-counted-restart' });
    expect(test.parcelOnBench()?.lines[0]?.packed).toBe(0);
  });

  it.each(['ok', 'undo', 'abort', 'reprint', 'short', 'finish', 'lock'] as const)('%s on a free bench does nothing and says so', (command) => {
    expect(test.command(command).outcome).toBe('command-not-here');
  });

  it('HELP opens the guide wherever the bench stands', () => {
    expect(test.command('help').outcome).toBe('help-opened');
  });
});

describe('a bench whose parcel has left or ended by another path', () => {
  it('is a free bench, as its screen says: the next scan is judged, not lost', async () => {
    await test.given(aDraft());
    await test.given(aDraft({ channelOrderId: '100-2', lines: [aLineDraft({ lineId: 'other' })] }));
    test.scan('100-1');
    test.scan(mug);
    const parcelId = test.parcelOnBench()?.id ?? null;
    test.scan(label());
    journal().benches.save({ benchId: test.station.context.benchId, parcelId, stop: null });
    expect(test.bench().screen.kind).toBe('ready');
    expect(test.scan('100-2').outcome).toBe('order-opened');
  });
});

describe('blocks of every kind', () => {
  const changes: readonly (readonly [string, Partial<OrderDraft>])[] = [
    ['UNFULFILLABLE', { state: 'unfulfillable' }],
    ['ALREADY_SHIPPED', { state: 'shipped' }],
    ['NOTHING_TO_PACK', { lines: [aLineDraft({ quantityShipped: 1 })] }],
  ];

  it.each(changes)('%s stops the order at open, and an open and a labelled box', async (code, change) => {
    await test.given(aDraft(change));
    expect(test.scan('100-1').detail['code']).toBe(code);
    for (const texts of [['open-1'], ['labelled-1', mug]]) {
      const [channelOrderId = ''] = texts;
      test.command('ok');
      await test.given(aDraft({ channelOrderId, lines: [aLineDraft({ quantity: texts.length === 1 ? 2 : 1 })] }));
      for (const text of texts) test.scan(text);
      test.account.change(channelOrderId, change);
      await test.clock.advance(seconds(6));
      const { screen } = test.bench();
      expect(screen.kind === 'stopped' ? [screen.stop.channelOrderId, screen.stop.blocks[0].code] : screen.kind).toEqual([channelOrderId, code]);
    }
  });

  it.each(['open', 'verified', 'labelled'] as const)('a stop of a %s box that may come back is acknowledged, and goes on when its cause is gone', async (state) => {
    await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
    test.scan('100-1');
    test.scan(mug);
    if (state !== 'open') {
      const { allocate } = journal().ssccs;
      if (state === 'verified') Object.assign(journal().ssccs, { allocate: () => { throw new SsccRangeExhaustedError('9521234'); } });
      test.scan(mug);
      Object.assign(journal().ssccs, { allocate });
    }
    expect(test.parcelOnBench()?.state).toBe(state);
    test.account.change('100-1', { channelHold: 'fraud check' });
    await test.clock.advance(seconds(6));
    expect(test.command('ok').outcome).toBe('acknowledged');
    expect(test.scan('100-1').outcome).toBe('blocked');
    test.command('ok');
    test.account.change('100-1', { channelHold: null });
    await test.station.listNow();
    expect(test.scan('100-1').outcome).toBe(state === 'verified' ? 'parcel-complete' : 'order-opened');
    if (state === 'open') test.scan(mug);
    expect(test.scan(label()).outcome).toBe('dispatched');
  });
});

describe('a day at the bench', () => {
  it('meets every answer there is', async () => {
    const met = new Set<ScanOutcome>();
    const say = (outcome: ScanOutcome, verdict: ScanVerdictView): void => {
      expect(verdict.outcome).toBe(outcome);
      met.add(outcome);
    };
    const settings = test.station.context.settings();
    const lamp = '9521234500018';
    const labelOf = (channelOrderId: string): string => `00${journal().parcels.listByOrder(orderIdOf(shop, channelOrderId)).at(-1)?.label?.sscc ?? 'none'}`;
    const pack = (channelOrderId: string): string => {
      say('order-opened', test.scan(channelOrderId));
      say('parcel-complete', test.scan(mug));
      return labelOf(channelOrderId);
    };
    const order = (channelOrderId: string, change: Partial<OrderDraft> = {}) => test.given(aDraft({ channelOrderId, lines: [aLineDraft({ lineId: `line-${channelOrderId}` })], ...change }));

    await order('one', { lines: [aLineDraft({ lineId: 'a', quantity: 2 }), aLineDraft({ lineId: 'b', sku: 'KETTLE', title: 'Kettle', barcodes: ['9521234500001'] })] });
    await order('two', { lines: [aLineDraft({ lineId: 'c', sku: 'LAMP', title: 'Lamp', barcodes: [lamp] })] });
    await order('three');
    await order('four');
    await order('five', { state: 'cancelled', cancellation: cancelledBy() });
    await order('six', { shippingService: 'EXPRESS' });

    await Promise.resolve(test.station.handlers.saveSettings({ ...settings, companyPrefix: null }));
    say('setup-needed', test.scan('one'));
    await Promise.resolve(test.station.handlers.saveSettings({ ...settings, stores: [...settings.stores.map((store) => ({ ...store, carrierRules: [{ whenServiceContains: 'express', carrier: 'UPS', carrierService: 'Express' }] })), ...settings.stores.map((store) => ({ ...store, storeId: 'other', name: 'Other' }))] }));
    const twice = test.station.context.orders.loadOrder(orderIdOf(shop, 'four'));
    if (twice === null) throw new Error('order four is missing');
    test.station.context.orders.saveOrders([{ ...twice, order: { ...twice.order, id: orderIdOf('other' as StoreId, 'both'), storeId: 'other' as StoreId, channelOrderId: 'both' } }, { ...twice, order: { ...twice.order, id: orderIdOf(shop, 'both'), channelOrderId: 'both' } }]);
    say('ambiguous-order', test.scan('both'));

    say('order-opened', test.scan('one'));
    say('nothing-to-undo', test.command('undo'));
    say('combine-offered', test.scan('two'));
    say('order-joined', test.scan('two'));
    say('order-left-box', test.command('undo'));
    say('item-counted', test.scan(mug));
    say('bounce', test.station.scan({ scanId: 'bounced', text: mug, method: 'wedge', deviceId: 'test', scannedAtMs: (test.bench().lastVerdict?.atMs ?? 0) + 200 }));
    say('wrong-item', test.scan(lamp));
    say('unknown-code', test.scan('nonsense'));
    say('other-order', test.scan('six'));
    say('unreadable', test.scan(']E04006381333932'));
    say('not-now', test.scan('one'));
    say('command-not-here', test.command('ok'));
    say('undone', test.command('undo'));
    test.scan(mug);
    test.scan(mug);
    say('over-scan', test.scan(mug));
    say('weighed', test.scan(']C13303000455'));
    test.account.change('one', { lines: [aLineDraft({ lineId: 'a', quantity: 2, quantityCancelled: 1, cancellation: cancelledBy() }), aLineDraft({ lineId: 'b', sku: 'KETTLE', title: 'Kettle', barcodes: ['9521234500001'] })] });
    await test.clock.advance(seconds(6));
    say('item-taken-out', test.scan(mug));
    say('short-noted', test.command('short'));

    const { allocate } = journal().ssccs;
    Object.assign(journal().ssccs, { allocate: () => { throw new SsccRangeExhaustedError('9521234'); } });
    say('order-opened', test.scan('three'));
    say('label-failed', test.scan(mug));
    Object.assign(journal().ssccs, { allocate });
    say('parcel-complete', test.command('reprint'));
    await test.clock.settle();
    say('reprinted', test.command('reprint'));
    say('put-aside', test.command('abort'));
    const three = labelOf('three');
    const four = pack('four');
    say('wrong-label', test.scan(three));
    say('dispatched', test.scan(four));
    say('already-dispatched', test.scan(four));
    const six = pack('six');
    say('dispatched', test.scan(six));

    say('label-next', test.command('reopen'));
    say('reopened', test.scan(four));
    say('parcel-complete', test.scan(mug));
    const again = labelOf('four');
    say('dispatched', test.scan(again));
    say('unknown-lane', test.scan(encodeLane('Kiez-Velo')));
    say('lane-opened', test.scan(encodeLane('DHL')));
    say('manifest-empty', test.command('finish'));
    say('lane-opened', test.scan(encodeLane('DHL')));
    say('not-dispatched', test.scan(three));
    say('wrong-lane', test.scan(six));
    say('loaded', test.scan(again));
    say('already-loaded', test.scan(again));
    say('manifest-closed', test.command('finish'));
    test.command('reopen');
    say('not-reopened-loaded', test.scan(again));
    test.command('return');
    say('return-noted', test.scan(again));
    say('put-back-done', test.scan(mug));

    say('blocked', test.scan('five'));
    say('ignored-while-stopped', test.scan(mug));
    say('help-opened', test.command('help'));
    say('acknowledged', test.command('ok'));
    await order('seven', { lines: [aLineDraft({ lineId: 'g', quantity: 3 })] });
    test.scan('seven');
    test.scan(mug);
    test.scan(mug);
    test.account.change('seven', { state: 'cancelled', cancellation: cancelledBy() });
    await test.clock.advance(seconds(6));
    test.command('ok');
    say('put-back', test.scan(mug));
    test.scan(mug);

    await setUpPeople(test.station.context);
    await order('eight', { lines: [aLineDraft({ lineId: 'h', quantity: 2 })] });
    test.scan('eight');
    say('taken-over', test.scan(pia.badge));
    say('locked', test.command('lock'));
    say('badge-first', test.scan(mug));
    say('unlocked', test.scan(pia.badge));
    say('unknown-badge', test.scan(encodeBadge('NOBODY')));
    test.command('abort');
    say('signed-in', test.scan(pat.badge));
    say('not-allowed', test.scan(sam.badge));
    journal().scans.store({ id: 'torn', benchId: test.station.context.benchId, deviceId: 'test', method: 'wedge', text: mug, scannedAtMs: test.clock.nowMs(), personId: null });
    await test.restart();
    const torn = journal().scans.load('torn')?.verdict?.outcome;
    if (torn === 'not-counted-restart') met.add(torn);

    expect(scanOutcomes.filter((outcome) => !met.has(outcome))).toEqual([]);
  });
});
