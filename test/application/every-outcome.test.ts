import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SsccRangeExhaustedError } from '../../src/main/application/ports/journal.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const orderId = orderIdOf(shop, '100-1');
let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
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
    journal().scans.store({ id: 'torn', benchId: test.station.context.benchId, deviceId: 'test', method: 'wedge', text: mug, scannedAtMs: test.clock.nowMs() });
    await test.restart();
    expect(test.bench().lastVerdict).toMatchObject({ scanId: 'torn', outcome: 'not-counted-restart' });
    expect(test.parcelOnBench()?.lines[0]?.packed).toBe(0);
  });

  it.each(['ok', 'undo', 'abort', 'reprint', 'help'] as const)('%s on a free bench does nothing and says so', (command) => {
    expect(test.command(command).outcome).toBe('command-not-here');
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
