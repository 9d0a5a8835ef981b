import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderPage } from '../../src/main/application/ports/marketplace.ts';
import type { Outcome } from '../../src/shared/domain/writeback/outcome.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft, cancelledBy } from '../support/builders.ts';
import type { FakeAccount } from '../support/fake-account.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';
import { composeStation, type ComposedStation } from './compose-station.ts';

const mug = '9521234543213';
let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

type List = FakeAccount['listOrders'];
const replace = (part: Partial<FakeAccount>): void => void Object.assign(test.account, part);
const known = (channelOrderId: string) => test.station.context.orders.loadOrder(orderIdOf(shop, channelOrderId));
const completeUntil = () => test.station.context.journal.channels.loadCompleteUntil(shop);

describe('a listing of several pages', () => {
  /** Three pages of one order each. `refuse` answers in place of a page where it says something. */
  function pages(refuse: (page: number, call: number) => Outcome<OrderPage> | null): readonly number[] {
    const asked: number[] = [];
    const list: List = (listing) => {
      const page = 'pageToken' in listing ? Number(listing.pageToken) : 1;
      asked.push(page);
      const refusal = refuse(page, asked.length);
      if (refusal !== null) return Promise.resolve(refusal);
      const draft = aDraft({ channelOrderId: `page-${page}` });
      return Promise.resolve({ kind: 'done', value: { orders: [{ draft, seenDispatches: [] }], unreadable: [], nextPageToken: page === 3 ? null : String(page + 1), completeUntilMs: test.clock.nowMs() } });
    };
    replace({ listOrders: list });
    return asked;
  }

  it('goes on at the page where the budget ran out, so that a big store is read to its end', async () => {
    const before = completeUntil();
    await test.clock.advance(1);
    const asked = pages((_page, call) => (call === 2 || call === 3 ? { kind: 'rate-limited', retryAfterMs: 1000 } : null));
    await test.station.listNow();
    await test.station.listNow();
    expect(completeUntil()).toBe(before);
    await test.station.listNow();
    expect(asked).toEqual([1, 2, 2, 2, 3]);
    expect(known('page-3')).not.toBeNull();
    expect(completeUntil()).toBe(test.clock.nowMs());
  });

  it('keeps as complete what was complete when its first page was read', async () => {
    pages((_page, call) => (call === 2 ? { kind: 'rate-limited', retryAfterMs: 1000 } : null));
    await test.clock.advance(1);
    const firstPageAtMs = test.clock.nowMs();
    await test.station.listNow();
    expect(known('page-3')).toBeNull();
    await test.clock.advance(minutes(1));
    expect(known('page-3')).not.toBeNull();
    expect(completeUntil()).toBe(firstPageAtMs);
  });

  it('starts again at the first page when the channel does not take its page token any more', async () => {
    const asked = pages((page, call) => (page === 2 && call === 2 ? { kind: 'rejected', problems: [{ code: 'page-token-refused', message: 'Invalid token' }] } : null));
    await test.station.listNow();
    await test.station.listNow();
    expect(asked).toEqual([1, 2, 1, 2, 3]);
  });

  it('goes on there after the station was switched off, and then lists what changed meanwhile', async () => {
    const before = completeUntil();
    await test.clock.advance(1);
    pages((_page, call) => (call === 3 ? { kind: 'rate-limited', retryAfterMs: 1000 } : null));
    await test.station.listNow();
    const asked = pages(() => null);
    await test.restart();
    await test.clock.advance(seconds(5));
    expect(asked).toEqual([3, 1, 2, 3]);
    expect(known('page-3')).not.toBeNull();
    expect(completeUntil()).toBeGreaterThan(before ?? 0);
    const again = pages(() => null);
    await test.restart();
    await test.station.listNow();
    expect(again[0]).toBe(1);
  });

  it('keeps its place while the account is turned away', async () => {
    const asked = pages((page, call) => (page === 2 && call === 2 ? { kind: 'rejected', problems: [{ code: 'auth', message: 'revoked' }] } : null));
    await test.station.listNow();
    await test.station.listNow();
    expect(asked).toEqual([1, 2, 2, 3]);
  });

  it('is listed again after the network was gone in the middle of it', async () => {
    const asked = pages((page, call) => {
      if (page !== 2 || call !== 2) return null;
      test.account.setOnline(false);
      return { kind: 'unavailable', cause: 'ECONNRESET' };
    });
    await test.station.listNow();
    await test.clock.advance(seconds(10));
    test.account.setOnline(true);
    await test.clock.advance(seconds(10));
    expect(asked.slice(0, 5)).toEqual([1, 2, 2, 3, 1]);
  });
});

describe('an order that changed and could not be read', () => {
  const unreadable = (channelOrderId: string): List => () =>
    Promise.resolve({ kind: 'done', value: { orders: [], unreadable: [{ channelOrderId, reason: 'orderItems: required' }], nextPageToken: null, completeUntilMs: test.clock.nowMs() } });

  it('does not look freshly checked because everything else was read', async () => {
    await test.given(aDraft());
    const list = test.account.listOrders;
    replace({ listOrders: unreadable('100-1'), readOrder: () => Promise.resolve({ kind: 'rejected', problems: [{ code: 'unreadable', message: 'orderItems: required' }] }) });
    await test.station.listNow();
    test.scan('100-1');
    await test.clock.settle();
    expect(test.scan(mug).detail).toMatchObject({ code: 'STALE_DATA' });
    await test.restart();
    test.command('ok');
    test.scan('100-1');
    await test.clock.settle();
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'STALE_DATA' }] } });
    replace({ listOrders: list });
    await test.station.listNow();
    expect(test.bench().screen.kind).toBe('scan-label');
  });

  it('does not look fresh either when the live question could not be read', async () => {
    await test.given(aDraft());
    replace({ readOrder: () => Promise.resolve({ kind: 'rejected', problems: [{ code: 'unreadable', message: 'orderItems: required' }] }) });
    test.scan('100-1');
    await test.clock.settle();
    expect(test.scan(mug).detail).toMatchObject({ code: 'STALE_DATA' });
  });

  it('leaves all other orders as fresh as they are', async () => {
    await test.given(aDraft());
    replace({ listOrders: unreadable('other') });
    await test.station.listNow();
    test.scan('100-1');
    expect(test.scan(mug).outcome).toBe('parcel-complete');
  });
});

describe('a budget that is spent', () => {
  it('does not end the listings when the wait turns out longer than was said', async () => {
    replace({ waitMs: () => 5 });
    await test.clock.advance(minutes(2));
    replace({ waitMs: () => 0 });
    test.account.put(aDraft({ channelOrderId: 'late' }));
    await test.clock.advance(minutes(4));
    expect(known('late')).not.toBeNull();
  });
});

describe('a service that answers and can do nothing', () => {
  it('is not asked for everything every few seconds', async () => {
    let listed = 0;
    replace({
      listOrders: () => {
        listed += 1;
        return Promise.resolve({ kind: 'unavailable', cause: 'Amazon answered 503' });
      },
    });
    await test.station.listNow();
    await test.clock.advance(minutes(5));
    expect(listed).toBeLessThanOrEqual(7);
    expect(test.bench().header.services[0]?.reachable).toBe(true);
  });

  it('is seen as gone with the second probe, a second later, not after a quarter of a minute', async () => {
    await test.given(aDraft());
    test.account.setOnline(false);
    test.scan('100-1');
    await test.clock.advance(seconds(1));
    expect(test.bench().header.services[0]).toMatchObject({ reachable: false, cause: 'ECONNREFUSED' });
  });
});

describe('a fault in the middle', () => {
  let composed: ComposedStation;
  beforeEach(async () => {
    await test.given(aDraft());
    await test.station.stop();
    composed = composeStation(test, {});
    composed.station.start();
    await test.clock.settle();
  });
  afterEach(() => composed.station.stop());
  const scan = (text: string, scanId: string) => composed.station.scan({ scanId, text, method: 'wedge', deviceId: 'test', scannedAtMs: test.clock.nowMs() });

  it('of a listing is logged, and the next listing is on time', async () => {
    const list = test.account.listOrders;
    replace({ listOrders: () => Promise.reject(new Error('the connector has a bug')) });
    await test.clock.advance(minutes(1) + 1);
    expect(composed.log).toContainEqual({ level: 'error', event: 'order-watch-fault' });
    replace({ listOrders: list });
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    await test.clock.advance(minutes(1) + 1);
    expect(known('100-1')?.order.state).toBe('cancelled');
  });

  it('of a live question leaves no question open, so that old data do not pass as being asked for', async () => {
    replace({ readOrder: () => Promise.reject(new Error('the connector has a bug')) });
    expect(scan('100-1', 'a').outcome).toBe('order-opened');
    await test.clock.settle();
    expect(composed.log).toContainEqual({ level: 'error', event: 'order-watch-fault' });
    expect(composed.station.context.afterwards.isCheckPending(orderIdOf(shop, '100-1'))).toBe(false);
  });

  it('of the journal while an answer is taken over does not end the station', async () => {
    const { journal } = test.station.context;
    const { save } = journal.standings;
    scan('100-1', 'a');
    Object.assign(journal.standings, { save: () => { throw new Error('disk trouble'); } });
    await test.clock.advance(seconds(6));
    Object.assign(journal.standings, { save });
    expect(composed.log).toContainEqual({ level: 'error', event: 'order-watch-fault' });
    // What was said may have been a cancellation: it is asked again first.
    await test.clock.advance(seconds(2));
    expect(scan(mug, 'b').outcome).toBe('parcel-complete');
  });

  it('of a probe counts as no answer, and probing goes on', async () => {
    const { probe } = test.account;
    replace({ probe: () => Promise.reject(new Error('the connector has a bug')) });
    await test.clock.advance(seconds(16));
    const service = () => (composed.station.handlers.loadBench({}) as { header: { services: readonly { reachable: boolean | null }[] } }).header.services[0];
    expect(service()?.reachable).toBe(false);
    replace({ probe });
    await test.clock.advance(seconds(4));
    expect(service()?.reachable).toBe(true);
  });
});

describe('a store that was removed and set up again', () => {
  it('is probed and listed again', async () => {
    await test.station.stop();
    const open = [test.account];
    const composed = composeStation(test, { accounts: { problemsOf: () => [], all: () => open, of: (storeId) => open.find((account) => account.storeId === storeId) ?? null, follow: () => undefined } });
    composed.station.start();
    await test.clock.settle();
    open.length = 0;
    await test.clock.advance(minutes(3));
    test.account.put(aDraft({ channelOrderId: 'new' }));
    open.push(test.account);
    void composed.station.handlers.saveSettings(composed.station.context.settings());
    await test.clock.settle();
    expect(known('new')).not.toBeNull();
    test.account.put(aDraft({ channelOrderId: 'newer' }));
    await test.clock.advance(minutes(2));
    expect(known('newer')).not.toBeNull();
    await composed.station.stop();
  });
});

describe('an order that was cancelled while the network was gone and its box was closed', () => {
  async function closedOffline(): Promise<void> {
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    await test.clock.settle();
    test.account.setOnline(false);
    await test.clock.advance(seconds(30));
    expect(test.scan(`00${test.parcelOnBench()?.label?.sscc ?? ''}`).outcome).toBe('dispatched');
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
  }

  async function backOnline(): Promise<void> {
    test.account.setOnline(true);
    await test.clock.advance(minutes(1));
  }

  it('is asked about before its channel is told, however long the listing takes', async () => {
    await closedOffline();
    replace({ listOrders: () => new Promise(() => undefined) });
    await backOnline();
    expect(test.account.confirmed).toEqual([]);
    expect(test.station.context.journal.writeBacks.listByOrder(orderIdOf(shop, '100-1'))).toMatchObject([{ state: 'parked', parkReason: 'order-cancelled' }]);
  });

  it('waits for the listing where no single question is left', async () => {
    await closedOffline();
    const { listOrders } = test.account;
    replace({ callsLeft: (operation) => (operation === 'read-order' ? 0 : 30), listOrders: (listing) => test.clock.sleep(seconds(5)).then(() => listOrders(listing)) });
    await backOnline();
    expect(test.account.confirmed).toEqual([]);
  });
});

describe('orders that come in no more', () => {
  const gaps = () => test.bench().header.notListed;
  const refused: Outcome<OrderPage> = { kind: 'rejected', problems: [{ code: 'auth', message: 'invalid_grant' }] };
  const listAs = (outcome: () => Outcome<OrderPage>): void => replace({ listOrders: () => Promise.resolve(outcome()) });
  const page = (): Outcome<OrderPage> => ({ kind: 'done', value: { orders: [], unreadable: [], nextPageToken: null, completeUntilMs: test.clock.nowMs() } });

  it('stand above every screen with why and how old they are, are asked for all the same, and are gone with the first answer', async () => {
    const knownUntilMs = completeUntil();
    let asked = 0;
    listAs(() => ((asked += 1), refused));
    await test.clock.advance(minutes(10));
    expect(gaps()).toEqual([{ name: 'Shop', code: 'auth', knownUntilMs }]);
    expect(asked).toBeGreaterThan(5);
    listAs(page);
    await test.clock.advance(minutes(3));
    expect(gaps()).toEqual([]);
  });

  it('are told as the shop’s limit says where nothing was refused and no listing came to its end', async () => {
    listAs(() => ({ kind: 'rate-limited', retryAfterMs: 1000 }));
    await test.clock.advance(minutes(59));
    expect(gaps()).toEqual([]);
    await test.clock.advance(minutes(3));
    expect(gaps()).toMatchObject([{ name: 'Shop', code: 'late' }]);
  });

  it('because a connector fails is told as the station’s own fault', async () => {
    replace({ listOrders: () => Promise.reject(new Error('a bug')) });
    // A test station ends with what it would write into its log.
    await expect(test.station.listNow()).rejects.toThrow('a bug');
    expect(gaps()).toMatchObject([{ code: 'fault' }]);
  });

  it('a page token that is refused is no reason: the listing begins anew', async () => {
    listAs(() => ({ kind: 'rejected', problems: [{ code: 'page-token-refused', message: 'Invalid token' }] }));
    await test.station.listNow();
    expect(gaps()).toEqual([]);
  });

  it('of a shop without a network are told by the strip alone', async () => {
    test.account.setOnline(false);
    await test.clock.advance(minutes(90));
    expect(gaps()).toEqual([]);
  });

  it('are shown where connections are shown, as refused, and asked for at once when the connection was mended', async () => {
    listAs(() => refused);
    await test.station.listNow();
    const store = async (): Promise<unknown> => {
      const answer = await test.station.handlers.loadConnections({});
      return 'stores' in answer ? answer.stores[0] : answer;
    };
    expect(await store()).toMatchObject({ state: 'refused', listing: { code: 'auth', message: 'invalid_grant', sinceMs: test.clock.nowMs() } });
    listAs(page);
    await test.station.handlers.testConnection({ storeId: 'shop' });
    await test.clock.settle();
    expect(await store()).toMatchObject({ state: 'connected', listing: null });
  });

  it('are known from a trial that was refused, before the next listing is', async () => {
    replace({ testConnection: () => Promise.resolve(refused as Outcome<never>) });
    expect(await test.station.handlers.testConnection({ storeId: 'shop' })).toMatchObject({ kind: 'failed' });
    expect(gaps()).toMatchObject([{ code: 'auth' }]);
  });

  it('are asked for at once when the settings were mended', async () => {
    listAs(() => refused);
    await test.station.listNow();
    listAs(page);
    const settings = await test.station.handlers.loadSettings({});
    if (!('stores' in settings)) throw new Error('no settings');
    await test.station.handlers.saveSettings(settings);
    await test.clock.settle();
    expect(gaps()).toEqual([]);
  });
});
