import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hours, minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());
const outcomes = (texts: readonly string[]): readonly string[] => texts.map((text) => test.scan(text).outcome);

describe('a wall clock that was a day ahead and is set right', () => {
  beforeEach(async () => {
    test.clock.setWallClock(test.clock.nowMs() + hours(24));
    await test.given(aDraft());
    test.scan('100-1');
    await test.clock.settle();
    test.command('abort');
    test.clock.setWallClock(test.clock.nowMs() - hours(24));
  });

  it('leaves the order stale while nobody can be asked', async () => {
    test.account.setOnline(false);
    await test.clock.advance(seconds(20));
    expect(test.scan('100-1').detail).toMatchObject({ code: 'STALE_DATA' });
  });

  it('believes the next answer instead of waiting for the wrong time to come round', async () => {
    test.scan('100-1');
    await test.clock.settle();
    expect(test.scan(mug).outcome).toBe('parcel-complete');
  });

  it('takes news from the next answer also where the channel’s time of change stands still', async () => {
    test.scan('100-1');
    test.account.change('100-1', { channelHold: 'fraud check', updatedAtMs: aDraft().updatedAtMs });
    await test.clock.advance(seconds(6));
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'ON_HOLD' }] } });
  });
});

describe('a bench whose clock is slow', () => {
  it('packs on its own checks although the channel’s listings seem to come from the future', async () => {
    await test.given(aDraft());
    test.station.context.journal.channels.saveCompleteUntil(shop, test.clock.nowMs() + minutes(10));
    test.scan('100-1');
    await test.clock.settle();
    expect(test.scan(mug).outcome).toBe('parcel-complete');
  });
});

describe('a clock that is set back between two prints', () => {
  it('shows the later print, not the one with the later time', async () => {
    await test.given(aDraft());
    test.printerAnswers({ kind: 'not-ready', reason: 'out of paper' });
    outcomes(['100-1', mug]);
    await test.clock.settle();
    test.clock.setWallClock(test.clock.nowMs() - hours(1));
    test.printerAnswers({ kind: 'sent', reference: 'job-2' });
    test.command('reprint');
    await test.clock.settle();
    expect(test.bench().screen).toMatchObject({ kind: 'scan-label', parcel: { label: { state: 'sent' } } });
  });
});
