import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LoadingView } from '../../src/shared/contract/views.ts';
import type { ManifestPaper } from '../../src/shared/domain/loading/manifest-paper.ts';
import { encodeLane } from '../../src/shared/domain/scan/commands.ts';
import type { Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import { manifestRows } from '../../src/main/application/loading/manifest-paper.ts';
import { aCheckedOrder, aDraft, aLineDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { openTestStation, type TestStation, type TestStationOptions } from '../support/station.ts';

const mug = '9521234543213';
const dhl = encodeLane('DHL');
const dpd = encodeLane('DPD');
const twoCarriers = { carrierRules: [{ whenServiceContains: 'EXPRESS', carrier: 'DPD', carrierService: 'Express' }] } as const satisfies TestStationOptions['store'];

let test: TestStation;
async function open(options: TestStationOptions = {}): Promise<void> {
  test = await openTestStation({ ...options, store: { ...twoCarriers, carrierRules: [...twoCarriers.carrierRules], ...options.store } });
}
afterEach(() => test.close());

/** Packs an order of one mug up to its label. */
async function label(channelOrderId: string, shippingService = 'STANDARD'): Promise<Parcel> {
  await test.given(aDraft({ channelOrderId, shippingService }));
  expect(test.scan(channelOrderId).outcome).toBe('order-opened');
  expect(test.scan(mug).outcome).toBe('parcel-complete');
  await test.clock.settle();
  const parcel = test.parcelOnBench();
  if (parcel?.label == null) throw new Error(`order ${channelOrderId} got no label`);
  return parcel;
}

/** The same box, closed: its label was scanned. Answers the number on it. */
async function dispatch(channelOrderId: string, shippingService?: string): Promise<string> {
  const { label: printed } = await label(channelOrderId, shippingService);
  if (printed === null) throw new Error('no label');
  expect(test.scan(`00${printed.sscc}`).outcome).toBe('dispatched');
  await test.clock.settle();
  return `00${printed.sscc}`;
}

const journal = () => test.station.context.journal;
const parcelOf = (number: string): Parcel => {
  const parcel = journal().parcels.findByTrackingNumber(number.slice(2))[0];
  if (parcel === undefined) throw new Error(`no parcel ${number}`);
  return parcel;
};
const lane = (): LoadingView => {
  const { screen } = test.bench();
  if (screen.kind !== 'loading') throw new Error(`the bench shows ${screen.kind}`);
  return screen.loading;
};
/** Whoever has just closed the box is told at once, full screen. */
function stopsInHand(code: string): void {
  expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { point: 'loading', blocks: [{ code }] } });
  test.command('ok');
}
const acts = (subject: string): string[] => journal().audit.listBySubject(subject, 20).map(({ act }) => act);

describe('a carrier’s lane', () => {
  beforeEach(() => open());

  it('is opened by its code, and each label that is scanned is on the manifest at once', async () => {
    const [first, second] = [await dispatch('100-1'), await dispatch('100-2')];
    expect(test.scan(dhl)).toMatchObject({ outcome: 'lane-opened', detail: { carrier: 'DHL', loaded: 0, waiting: 2, manifest: 1 } });
    expect(lane()).toMatchObject({ carrier: 'DHL', manifestNumber: 1, loaded: 0, waiting: 2, recent: [], held: [] });
    expect(test.scan(first)).toMatchObject({ outcome: 'loaded', detail: { order: '100-1', carrier: 'DHL', loaded: 1, waiting: 1 }, block: null });
    expect(test.scan(second)).toMatchObject({ outcome: 'loaded', detail: { order: '100-2', loaded: 2, waiting: 0 } });
    expect(lane()).toMatchObject({ loaded: 2, waiting: 0, recent: [{ channelOrderId: '100-2', trackingNumber: second.slice(2) }, { channelOrderId: '100-1' }] });
    expect(journal().manifests.ofParcel(parcelOf(first).id)).toMatchObject({ number: 1, carrier: 'DHL', closedAtMs: null });
    expect(acts(parcelOf(first).id)).toContain('loaded');
  });

  it('asks the channels once for everything that changed, and each order again when its box is loaded', async () => {
    const number = await dispatch('100-1');
    const listings = vi.spyOn(test.account, 'listOrders');
    test.scan(dhl);
    await test.clock.settle();
    test.scan(dhl);
    test.scan(dpd);
    test.scan(dhl);
    await test.clock.settle();
    expect(listings).toHaveBeenCalledTimes(1);
    const readsBefore = test.account.reads.length;
    test.scan(number);
    await test.clock.settle();
    expect(test.account.reads.slice(readsBefore)).toEqual(['100-1']);
  });

  it('waits until the parcel on the bench is finished or put aside', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    expect(test.scan(dhl)).toMatchObject({ outcome: 'not-now', detail: { reason: 'parcel-open', order: '100-1' } });
    expect(test.bench().screen.kind).toBe('packing');
    test.command('abort');
    expect(test.scan(dhl).outcome).toBe('lane-opened');
  });

  it('of a carrier nobody uses is not opened', () => {
    expect(test.scan(encodeLane('Pony Express'))).toMatchObject({ outcome: 'unknown-lane', detail: { lane: 'PONYEXPRESS' } });
    expect(test.bench().screen.kind).toBe('ready');
  });

  it('of a carrier that only a waiting parcel still knows is opened all the same', async () => {
    await dispatch('100-1');
    const { context } = test.station;
    const settings = context.settings();
    void test.station.handlers.saveSettings({ ...settings, stores: settings.stores.map((store) => ({ ...store, carrier: 'GLS' })) });
    expect(test.scan(dhl)).toMatchObject({ outcome: 'lane-opened', detail: { carrier: 'DHL', waiting: 1 } });
  });

  it('does not wait for what was dispatched weeks ago and left by another door, and still loads it where it is scanned', async () => {
    const number = await dispatch('100-1');
    test.clock.setWallClock(test.clock.nowMs() + minutes(15 * 24 * 60));
    expect(test.scan(dhl)).toMatchObject({ outcome: 'lane-opened', detail: { waiting: 0 } });
    expect(test.scan(number)).toMatchObject({ outcome: 'loaded', detail: { loaded: 1, waiting: 0 } });
  });

  it('gives way to another lane, and both manifests go on where they were', async () => {
    const [first, second, express] = [await dispatch('100-1'), await dispatch('100-2'), await dispatch('100-3', 'EXPRESS')];
    test.scan(dhl);
    test.scan(first);
    expect(test.scan(dpd)).toMatchObject({ outcome: 'lane-opened', detail: { carrier: 'DPD', loaded: 0, waiting: 1, manifest: 2 } });
    test.scan(express);
    expect(test.scan(dhl)).toMatchObject({ outcome: 'lane-opened', detail: { carrier: 'DHL', loaded: 1, waiting: 1, manifest: 1 } });
    expect(test.scan(second)).toMatchObject({ outcome: 'loaded', detail: { loaded: 2 } });
  });

  it('is left with ABORT and stays open', async () => {
    const [first, second] = [await dispatch('100-1'), await dispatch('100-2')];
    test.scan(dhl);
    test.scan(first);
    test.command('abort');
    expect(test.bench().screen.kind).toBe('ready');
    expect(test.scan(dhl)).toMatchObject({ detail: { loaded: 1, manifest: 1 } });
    expect(test.scan(second).outcome).toBe('loaded');
  });
});

describe('what does not belong on the truck', () => {
  beforeEach(() => open());

  it('a box of another carrier is sent to its own lane', async () => {
    const express = await dispatch('100-3', 'EXPRESS');
    test.scan(dhl);
    expect(test.scan(express)).toMatchObject({ outcome: 'wrong-lane', detail: { order: '100-3', carrier: 'DPD' } });
    expect(journal().manifests.ofParcel(parcelOf(express).id)).toBeNull();
  });

  it('a box that is on it already is not loaded twice, on whatever manifest it is', async () => {
    const number = await dispatch('100-1');
    test.scan(dhl);
    test.scan(number);
    expect(test.scan(number)).toMatchObject({ outcome: 'already-loaded', detail: { order: '100-1', manifest: 1, carrier: 'DHL' } });
    expect(lane().loaded).toBe(1);
    test.command('finish');
    await dispatch('100-2');
    test.scan(dhl);
    expect(test.scan(number)).toMatchObject({ outcome: 'already-loaded', detail: { manifest: 1 } });
  });

  it('a box whose label was never scanned on it is not finished', async () => {
    const parcel = await label('100-1');
    test.command('abort');
    test.scan(dhl);
    expect(test.scan(`00${parcel.label?.sscc ?? ''}`)).toMatchObject({ outcome: 'not-dispatched', detail: { order: '100-1' } });
    expect(journal().parcels.load(parcel.id)?.state).toBe('labelled');
  });

  it('papers and goods are no labels', async () => {
    await dispatch('100-1');
    test.scan(dhl);
    expect(test.scan('100-1')).toMatchObject({ outcome: 'not-now', detail: { reason: 'label-wanted' } });
    expect(test.scan(mug)).toMatchObject({ outcome: 'not-now', detail: { reason: 'label-wanted' } });
    expect(test.scan('NOBODY-KNOWS').outcome).toBe('unknown-code');
    expect(test.scan('395011015300000012').outcome).toBe('unreadable');
    expect(lane().loaded).toBe(0);
  });

  it('a carrier’s number that is in use again means the box that waits in this lane', async () => {
    const numbers: string[] = [];
    for (const [order, service] of [['100-1', 'STANDARD'], ['100-2', 'EXPRESS'], ['100-3', 'STANDARD']] as const) {
      const parcel = await label(order, service);
      if (parcel.label === null) throw new Error('no label');
      journal().parcels.saveLabel(parcel.id, { ...parcel.label, trackingMode: 'range', trackingNumber: 'JJD000390001' });
      numbers.push(`00${parcel.label.sscc}`);
      expect(test.scan('JJD000390001').outcome).toBe('dispatched');
      await test.clock.settle();
    }
    test.scan(dhl);
    test.scan(numbers[2] ?? '');
    expect(test.scan('JJD000390001')).toMatchObject({ outcome: 'loaded', detail: { order: '100-1' } });
    test.scan(dpd);
    expect(test.scan('JJD000390001')).toMatchObject({ outcome: 'loaded', detail: { order: '100-2' } });
  });
});

describe('an order that must not leave', () => {
  beforeEach(() => open());

  it('cancelled after its dispatch is refused at the lane, full screen, and the lane goes on after OK', async () => {
    const [first, second] = [await dispatch('100-1'), await dispatch('100-2')];
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    test.scan(dhl);
    await test.clock.settle();
    expect(lane().held).toMatchObject([{ channelOrderId: '100-1', block: { code: 'CANCELLED' } }]);
    expect(test.scan(first)).toMatchObject({ outcome: 'blocked', sound: 'stop', detail: { order: '100-1', code: 'CANCELLED' }, block: { code: 'CANCELLED' } });
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { channelOrderId: '100-1', point: 'loading', labelPrinted: true, blocks: [{ code: 'CANCELLED', strength: 'hard' }] } });
    expect(parcelOf(first)).toMatchObject({ state: 'stopped', label: { isVoid: true } });
    expect(test.scan(second).outcome).toBe('ignored-while-stopped');
    test.command('ok');
    expect(test.scan(second)).toMatchObject({ outcome: 'loaded', detail: { loaded: 1 } });
    expect(test.scan(first).outcome).toBe('blocked');
    expect(journal().manifests.ofParcel(parcelOf(first).id)).toBeNull();
  });

  it('is stopped in whatever lane it turns up', async () => {
    const express = await dispatch('100-3', 'EXPRESS');
    test.account.change('100-3', { state: 'cancelled', cancellation: cancelledBy() });
    await test.station.listNow();
    stopsInHand('CANCELLED');
    test.command('abort');
    test.scan(dhl);
    expect(test.scan(express)).toMatchObject({ outcome: 'blocked', detail: { code: 'CANCELLED' } });
  });

  it('asked back by its buyer waits for a lead, and is loaded once the lead let it pass', async () => {
    const number = await dispatch('100-1');
    test.account.change('100-1', { cancellation: requestedBy() });
    await test.station.listNow();
    stopsInHand('CANCEL_REQUESTED');
    test.scan(dhl);
    expect(test.scan(number)).toMatchObject({ outcome: 'blocked', detail: { code: 'CANCEL_REQUESTED' }, block: { strength: 'ask-lead' } });
    expect(parcelOf(number)).toMatchObject({ label: { isVoid: false }, stoppedAtMs: null });
    test.command('ok');
    const standing = journal().standings.load(parcelOf(number).orderId);
    if (standing === null) throw new Error('no standing');
    journal().standings.saveRelease({ orderId: standing.orderId, code: 'CANCEL_REQUESTED', releasedBy: 'Lea', reason: 'The buyer wants it after all', releasedAtMs: test.clock.nowMs(), forUpdatedAtMs: standing.updatedAtMs });
    expect(test.scan(number).outcome).toBe('loaded');
  });

  it('lost one of its units after dispatch: the box is opened again, not loaded', async () => {
    await test.given(aDraft({ channelOrderId: '100-1', lines: [aLineDraft({ quantity: 2 })] }));
    test.scan('100-1');
    test.scan(mug);
    test.scan(mug);
    await test.clock.settle();
    const number = `00${test.parcelOnBench()?.label?.sscc ?? ''}`;
    test.scan(number);
    test.account.change('100-1', { lines: [aLineDraft({ quantity: 2, quantityCancelled: 1, cancellation: cancelledBy() })] });
    await test.station.listNow();
    stopsInHand('CONTENTS_CHANGED');
    test.scan(dhl);
    expect(test.scan(number)).toMatchObject({ outcome: 'blocked', detail: { code: 'CONTENTS_CHANGED' } });
    expect(parcelOf(number)).toMatchObject({ state: 'stopped', label: { isVoid: true } });
  });

  it('whose cancellation the journal knows by another path ends at the lane itself, once', async () => {
    const number = await dispatch('100-1');
    const parcel = parcelOf(number);
    const standing = journal().standings.load(parcel.orderId);
    if (standing === null) throw new Error('no standing');
    journal().standings.save({ ...standing, state: 'cancelled', cancellation: cancelledBy() });
    test.scan(dhl);
    expect(test.scan(number)).toMatchObject({ outcome: 'blocked', detail: { code: 'CANCELLED' } });
    expect(parcelOf(number)).toMatchObject({ state: 'stopped', label: { isVoid: true } });
    expect(journal().standings.listBlocked(10)).toMatchObject([{ channelOrderId: '100-1', times: 1 }]);
    expect(acts(parcel.orderId).filter((act) => act === 'gate-stopped')).toHaveLength(1);
  });

  it('interrupts the bench when the answer comes after the scan, and is struck out on the paper', async () => {
    const [first, second] = [await dispatch('100-1'), await dispatch('100-2')];
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    test.account.setLatency(800);
    test.scan(dhl);
    expect(test.scan(first).outcome).toBe('loaded');
    expect(test.bench().screen.kind).toBe('loading');
    await test.clock.advance(800);
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { channelOrderId: '100-1', point: 'loading', blocks: [{ code: 'CANCELLED' }] } });
    expect(journal().tasks.listOpen(10)).toMatchObject([{ kind: 'intercept', channelOrderId: '100-1' }]);
    test.command('ok');
    expect(lane().held).toMatchObject([{ channelOrderId: '100-1', block: { code: 'CANCELLED' } }]);
    expect(test.scan(first).outcome).toBe('already-loaded');
    // That the channel touched the order once more is no news.
    test.account.change('100-1', { shippingService: 'NONE' });
    const listed = test.station.listNow();
    await test.clock.advance(800);
    await listed;
    expect(test.bench().screen.kind).toBe('loading');
    test.scan(second);
    test.command('finish');
    await test.clock.settle();
    const paper = JSON.parse([...test.exported.values()][0] ?? '{}') as ManifestPaper;
    expect(paper.rows.map((row) => [row.channelOrderId, row.isStruckOut])).toEqual([['100-1', true], ['100-2', false]]);
  });

  it('cancelled after the lane was closed is a task, and changes nothing on the paper that was signed', async () => {
    const number = await dispatch('100-1');
    test.scan(dhl);
    test.scan(number);
    const { manifestId } = lane();
    test.command('finish');
    await test.clock.advance(minutes(1));
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    await test.station.listNow();
    await test.clock.settle();
    expect(journal().tasks.listOpen(10)).toMatchObject([{ kind: 'intercept', channelOrderId: '100-1' }]);
    expect(test.bench().screen.kind).toBe('ready');
    await test.station.handlers.printManifest({ manifestId });
    expect([...test.exported.values()][1]).toBe([...test.exported.values()][0]);
  });
});

describe('a journal that was restored from its backup', () => {
  it('is older than the order store: what was cancelled since is not loaded, also without a network', async () => {
    await open();
    const number = await dispatch('100-1');
    test.account.setOnline(false);
    await test.clock.advance(minutes(1));
    // The standing of the journal stays as it was when the copy was taken.
    test.station.context.orders.saveOrders([aCheckedOrder('shop', { channelOrderId: '100-1', state: 'cancelled', cancellation: cancelledBy() }, test.clock.nowMs())]);
    test.scan(dhl);
    expect(test.scan(number)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCELLED' } });
    expect(journal().manifests.ofParcel(parcelOf(number).id)).toBeNull();
  });
});

describe('loading without a network', () => {
  it('says how old the cancel check is, and writes it down', async () => {
    await open();
    const number = await dispatch('100-1');
    test.account.setOnline(false);
    await test.clock.advance(minutes(95));
    test.scan(dhl);
    const verdict = test.scan(number);
    expect(verdict).toMatchObject({ outcome: 'loaded', detail: { order: '100-1', source: 'Shop' } });
    expect(verdict.detail['ageMinutes']).toBeGreaterThanOrEqual(94);
    const [entry] = journal().audit.listBySubject(parcelOf(number).id, 1);
    expect(JSON.parse(entry?.detail ?? '{}')).toMatchObject({ ageMinutes: verdict.detail['ageMinutes'] });
  });

  it('says nothing about a check that is fresh', async () => {
    await open();
    const number = await dispatch('100-1');
    test.scan(dhl);
    expect(test.scan(number).detail).not.toHaveProperty('ageMinutes');
  });

  it('stops in a store that lets nothing pass unchecked, and loads after the channel answered', async () => {
    await open({ store: { policy: { freshMinutes: 15, limitMinutes: 60, whenStale: 'hard' } } });
    const number = await dispatch('100-1');
    test.account.setOnline(false);
    await test.clock.advance(minutes(95));
    test.scan(dhl);
    expect(test.scan(number)).toMatchObject({ outcome: 'blocked', detail: { code: 'STALE_DATA' } });
    expect(parcelOf(number)).toMatchObject({ label: { isVoid: false }, stoppedAtMs: null });
    test.command('ok');
    test.account.setOnline(true);
    await test.clock.advance(minutes(5));
    expect(test.scan(number).outcome).toBe('loaded');
  });
});

describe('a manifest', () => {
  beforeEach(() => open());

  it('survives a restart in the middle of loading: same manifest, same count', async () => {
    const [first, second] = [await dispatch('100-1'), await dispatch('100-2')];
    test.scan(dhl);
    test.scan(first);
    const before = lane();
    await test.restart();
    expect(lane()).toEqual(before);
    expect(test.scan(second)).toMatchObject({ outcome: 'loaded', detail: { loaded: 2, waiting: 0 } });
    expect(test.scan(first).outcome).toBe('already-loaded');
  });

  it('is closed by FINISH, drawn and kept, and the bench packs again', async () => {
    const numbers = [await dispatch('100-1'), await dispatch('100-2')];
    test.scan(dhl);
    for (const number of numbers) test.scan(number);
    expect(test.command('finish')).toMatchObject({ outcome: 'manifest-closed', detail: { carrier: 'DHL', number: 1, parcels: 2 } });
    expect(test.bench().screen.kind).toBe('ready');
    await test.clock.settle();
    const [[fileName, content] = ['', '{}']] = [...test.exported];
    expect(fileName).toBe('PRACTICE-manifest-MF000001-DHL.pdf');
    const paper = JSON.parse(content) as ManifestPaper;
    expect(paper).toMatchObject({ number: 1, carrier: 'DHL', closedBy: 'Alex', timeZone: 'Europe/Berlin', practice: true, benchName: 'Bench 1' });
    expect(paper.rows.map((row) => [row.position, row.channelOrderId, row.sscc, row.carrierService, row.countryCode, row.loadedBy])).toEqual(
      numbers.map((number, index) => [index + 1, `100-${String(index + 1)}`, number.slice(2), 'Paket', 'DE', 'Alex']),
    );
    expect(content).not.toContain('Ada Example');
    const manifest = journal().manifests.list(1)[0];
    if (manifest === undefined) throw new Error('no manifest');
    expect(manifestRows(test.station.context, manifest)).toEqual(paper.rows);
    expect(await test.station.handlers.loadManifests({})).toMatchObject({ manifests: [{ number: 1, carrier: 'DHL', parcels: 2, closedBy: 'Alex', paper: { state: 'no-printer', reason: null } }] });
    expect(acts(manifest.id)).toEqual(['manifest-drawn', 'manifest-closed', 'lane-opened']);
  });

  it('without a parcel is not closed; the next visit goes on with it', async () => {
    test.scan(dhl);
    expect(test.command('finish')).toMatchObject({ outcome: 'manifest-empty', detail: { carrier: 'DHL' } });
    expect(test.bench().screen.kind).toBe('ready');
    const number = await dispatch('100-1');
    expect(test.scan(dhl)).toMatchObject({ outcome: 'lane-opened', detail: { manifest: 1 } });
    test.scan(number);
    expect(test.command('finish')).toMatchObject({ outcome: 'manifest-closed', detail: { number: 1, parcels: 1 } });
  });

  it('that is closed takes no more: the next truck has its own', async () => {
    const first = await dispatch('100-1');
    test.scan(dhl);
    test.scan(first);
    test.command('finish');
    const second = await dispatch('100-2');
    expect(test.scan(dhl)).toMatchObject({ detail: { manifest: 2, loaded: 0, waiting: 1 } });
    test.scan(second);
    expect(journal().manifests.list(2).map(({ number, parcels, closedAtMs }) => [number, parcels.length, closedAtMs === null])).toEqual([[2, 1, true], [1, 1, false]]);
  });

  it('closed in the moment of a power cut is drawn at the next start, once', async () => {
    const number = await dispatch('100-1');
    test.scan(dhl);
    test.scan(number);
    test.command('finish');
    await test.restart();
    await test.clock.settle();
    expect([...test.exported.keys()]).toEqual(['PRACTICE-manifest-MF000001-DHL.pdf']);
    await test.restart();
    await test.clock.settle();
    expect(test.exported.size).toBe(1);
  });

  it('is drawn again on demand, beside the first; an open one is not', async () => {
    const number = await dispatch('100-1');
    test.scan(dhl);
    const manifestId = lane().manifestId;
    expect(await test.station.handlers.printManifest({ manifestId })).toMatchObject({ code: 'refused' });
    test.scan(number);
    test.command('finish');
    await test.clock.settle();
    expect(await test.station.handlers.printManifest({ manifestId })).toMatchObject({ rows: 1, filePath: expect.stringMatching(/\.pdf$/) as string });
    expect(test.exported.size).toBe(2);
    expect(await test.station.handlers.printManifest({ manifestId: 'nobody' })).toMatchObject({ code: 'not-found' });
  });
});

describe('the paper of a manifest', () => {
  async function closeOne(): Promise<void> {
    const number = await dispatch('100-1');
    test.scan(dhl);
    test.scan(number);
    test.command('finish');
    await test.clock.settle();
  }
  const paper = async () => {
    const view = await test.station.handlers.loadManifests({});
    return 'manifests' in view ? view.manifests[0]?.paper : null;
  };

  it('comes out of the office printer where one is set up', async () => {
    await open({ settings: { paperPrinter: { queue: 'OFFICE' } } });
    await closeOne();
    expect(test.printed.at(-1)).toBe('PRACTICE-manifest-MF000001-DHL');
    expect(await paper()).toMatchObject({ state: 'sent', reason: null });
  });

  it('that does not come out holds nothing up, and says why', async () => {
    await open({ settings: { paperPrinter: { queue: 'OFFICE' } } });
    const number = await dispatch('100-1');
    test.printerAnswers({ kind: 'not-ready', reason: 'OFFICE is stopped.' });
    test.scan(dhl);
    test.scan(number);
    expect(test.command('finish').outcome).toBe('manifest-closed');
    await test.clock.settle();
    expect(await paper()).toMatchObject({ state: 'not-ready', reason: 'OFFICE is stopped.' });
    expect(test.exported.size).toBe(1);
    await test.given(aDraft({ channelOrderId: '100-2' }));
    expect(test.scan('100-2').outcome).toBe('order-opened');
  });
});

describe('who loads', () => {
  it('stands on the manifest by name', async () => {
    await open({ people: true });
    const number = await dispatch('100-1');
    test.scan(dhl);
    test.scan(number);
    const { person } = test.bench().header;
    expect(journal().manifests.ofParcel(parcelOf(number).id)).toMatchObject({ openedBy: person?.name, loadedBy: person?.name });
  });
});
