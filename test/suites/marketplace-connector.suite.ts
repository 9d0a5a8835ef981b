import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountOperation, ChannelOrder, MarketplaceAccount } from '../../src/main/application/ports/marketplace.ts';
import type { Exchange } from '../../src/main/connectors/kit/http-sender.ts';
import type { MarketplaceConnector } from '../../src/main/connectors/kit/marketplace-connector.ts';
import type { Outcome } from '../../src/shared/domain/writeback/outcome.ts';
import { kindOfRejection, problemCodes } from '../../src/shared/domain/writeback/problems.ts';
import { sight, withoutSiblings } from '../../src/shared/domain/writeback/proof.ts';
import type { DispatchNotice } from '../../src/shared/domain/writeback/write-back.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { until } from '../support/until.ts';

/** What can go wrong at the other end, in words that fit any channel. */
export type ChannelFault = 'server-error' | 'accepts-then-server-error' | 'accepts-then-line-dies' | 'line-dies-before' | 'half-an-answer' | 'no-answer' | 'throttled' | 'token-refused';

/** A channel to test against: a fake that speaks the vendor's wire, and one account opened at it. */
export interface MarketplaceWorld {
  readonly account: MarketplaceAccount;
  readonly clock: ManualClock;
  readonly exchanges: readonly Exchange[];
  readonly orders: {
    readonly shippable: string;
    readonly cancelled: string;
    readonly cancelRequested: string;
    readonly cancelledAfterFirstRead: string;
    /** Well-formed, and unknown to the channel. */
    readonly unknown: string;
  };
  /** How an order is called on the wire, where its id here is put together from several names. Default: its id. */
  nameOnTheWire?(channelOrderId: string): string;
  /** How many orders the channel holds. */
  readonly orderCount: number;
  /** Words that must never reach a recorded exchange: tokens, secrets, buyers. */
  readonly secrets: readonly string[];
  /** The next request of this kind meets this fault. */
  breakNext(operation: AccountOperation, fault: ChannelFault): void;
  setNetwork(up: boolean): Promise<void>;
  expireTokens(): void;
  /** Requests of this kind that have arrived at the channel, answered or not. */
  arrived(operation: AccountOperation): number;
  /** How often the channel accepted a confirmation of this order. */
  accepted(channelOrderId: string): number;
  /** Lets the channel show what it accepted. */
  passLag(): Promise<void>;
  /** Milliseconds after which a request without an answer is given up. */
  readonly answerTimeoutMs: number;
  close(): Promise<void>;
}

function done<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'done') throw new Error(`expected an answer, got ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** A channel may say of the same confirmation again that it has it already: that costs a call like any other. */
const isAnswered = (outcome: Outcome<unknown>): boolean => outcome.kind === 'done' || (outcome.kind === 'rejected' && kindOfRejection(outcome.problems) === 'already-shipped');

function noticeFor({ draft }: ChannelOrder, account: MarketplaceAccount): DispatchNotice {
  const word = account.carrierFor('DHL');
  if (word === null) throw new Error('the connector has no word for DHL');
  return {
    channelOrderId: draft.channelOrderId,
    ...(draft.marketplaceId === undefined ? {} : { marketplaceId: draft.marketplaceId }),
    packageReference: '1',
    ...word,
    trackingNumber: '003401234567890129',
    shippedAtMs: Date.UTC(2026, 10, 21, 9),
    lines: draft.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity - line.quantityCancelled })).filter((line) => line.quantity > 0),
  };
}

const unitsOf = ({ lines }: ChannelOrder['draft']): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** The promises every marketplace connector keeps. A connector joins by giving a world to be tested in. */
export function describeMarketplaceConnector(connector: MarketplaceConnector, openWorld: () => Promise<MarketplaceWorld>): void {
  describe(`every marketplace connector, here ${connector.title}`, () => {
    let world: MarketplaceWorld;
    beforeEach(async () => {
      world = await openWorld();
    });
    afterEach(() => world.close());

    const readOrder = async (channelOrderId: string): Promise<ChannelOrder> => {
      const order = done(await world.account.readOrder(channelOrderId));
      if (order === null) throw new Error(`the channel does not know ${channelOrderId}`);
      return order;
    };
    const shippableNotice = async (): Promise<DispatchNotice> => noticeFor(await readOrder(world.orders.shippable), world.account);
    const listing = { updatedAfterMs: 0 };
    const calls: Readonly<Record<AccountOperation, () => Promise<Outcome<unknown>>>> = {
      'list-orders': () => world.account.listOrders(listing),
      'read-order': () => world.account.readOrder(world.orders.shippable),
      'confirm-dispatch': async () => world.account.confirmDispatch(await shippableNotice()),
    };
    const reads: readonly AccountOperation[] = ['list-orders', 'read-order'];
    const all: readonly AccountOperation[] = [...reads, 'confirm-dispatch'];

    it('says which documents it was written from and when they were read', () => {
      expect(connector.specs.length).toBeGreaterThan(0);
      for (const spec of connector.specs) expect(spec.readOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    });

    async function listAll(): Promise<{ readonly orders: readonly ChannelOrder[]; readonly completeUntilMs: number | null }> {
      const orders: ChannelOrder[] = [];
      let page = done(await world.account.listOrders(listing));
      for (;;) {
        expect(page.unreadable).toEqual([]);
        orders.push(...page.orders);
        if (page.nextPageToken === null) return { orders, completeUntilMs: page.completeUntilMs };
        page = done(await world.account.listOrders({ ...listing, pageToken: page.nextPageToken }));
      }
    }

    it('lists every order once, over all pages, up to an instant that it names', async () => {
      const { orders, completeUntilMs } = await listAll();
      const seen = orders.map((order) => order.draft.channelOrderId);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(world.orderCount);
      expect(completeUntilMs).not.toBeNull();
      expect(completeUntilMs ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(world.clock.nowMs());
    });

    it('tells the same of an order in the list and alone', async () => {
      const listed = (await listAll()).orders.find((order) => order.draft.channelOrderId === world.orders.shippable);
      expect(listed).toEqual(await readOrder(world.orders.shippable));
    });

    it('knows a cancelled order from an open one', async () => {
      expect((await readOrder(world.orders.cancelled)).draft).toMatchObject({ state: 'cancelled', cancellation: { kind: 'cancelled' } });
      expect((await readOrder(world.orders.shippable)).draft).toMatchObject({ state: 'open', cancellation: { kind: 'none' } });
    });

    const tellsWishes = connector.traits.cancelRequests !== 'not-told';
    it.skipIf(!tellsWishes)(`keeps asked-to-cancel apart from cancelled${tellsWishes ? '' : ' (skipped: this channel does not tell of a buyer’s wish)'}`, async () => {
      expect((await readOrder(world.orders.cancelRequested)).draft).toMatchObject({ state: 'open', cancellation: { kind: 'requested', by: 'buyer' } });
    });

    it('sees a cancellation that came between two reads', async () => {
      expect((await readOrder(world.orders.cancelledAfterFirstRead)).draft.cancellation.kind).toBe('none');
      expect((await readOrder(world.orders.cancelledAfterFirstRead)).draft.cancellation.kind).toBe('cancelled');
    });

    it('says plainly that the channel does not know an order', async () => {
      expect(await world.account.readOrder(world.orders.unknown)).toEqual({ kind: 'done', value: null });
    });

    it('accepted is not yet shown, and shown is our own number', async () => {
      const notice = await shippableNotice();
      expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'done' });
      expect((await readOrder(world.orders.shippable)).seenDispatches).toEqual([]);
      await world.passLag();
      const shown = await readOrder(world.orders.shippable);
      expect(shown.seenDispatches).toMatchObject([{ trackingNumber: notice.trackingNumber }]);
      expect(sight(notice, shown.seenDispatches)).toEqual({ kind: 'same' });
      // Where a correction goes by our reference, the channel must have kept it.
      if (connector.traits.correction === 'same-reference') expect(shown.seenDispatches).toMatchObject([{ packageReference: '1' }]);
      expect(shown.draft.state).toBe('shipped');
    });

    it('the same confirmation twice makes no second package', async () => {
      const notice = await shippableNotice();
      await world.account.confirmDispatch(notice);
      await world.account.confirmDispatch(notice);
      await world.passLag();
      expect((await readOrder(world.orders.shippable)).seenDispatches).toHaveLength(1);
    });

    it('a confirmation of a cancelled order is rejected with a reason', async () => {
      const notice = { ...noticeFor(await readOrder(world.orders.cancelled), world.account), lines: (await readOrder(world.orders.cancelled)).draft.lines.map((line) => ({ lineId: line.lineId, quantity: 1 })) };
      expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'rejected', problems: [{ code: expect.any(String) as string, message: expect.any(String) as string }] });
      expect(world.accepted(world.orders.cancelled)).toBe(0);
    });

    it.each(reads)('a server error on %s is unavailable: asking again does no harm', async (operation) => {
      world.breakNext(operation, 'server-error');
      expect((await calls[operation]()).kind).toBe('unavailable');
      expect(world.arrived(operation)).toBe(1);
    });

    it.each(reads)('half an answer to %s is unavailable, never half an order', async (operation) => {
      world.breakNext(operation, 'half-an-answer');
      expect((await calls[operation]()).kind).toBe('unavailable');
    });

    it.each(['server-error', 'accepts-then-server-error', 'accepts-then-line-dies', 'line-dies-before'] as const)('%s on a confirmation is uncertain, sent once, and settled by looking', async (fault) => {
      const notice = await shippableNotice();
      world.breakNext('confirm-dispatch', fault);
      expect((await world.account.confirmDispatch(notice)).kind).toBe('uncertain');
      expect(world.arrived('confirm-dispatch')).toBe(1);
      await world.passLag();
      const isStored = fault === 'accepts-then-server-error' || fault === 'accepts-then-line-dies';
      expect(world.accepted(world.orders.shippable)).toBe(isStored ? 1 : 0);
      expect((await readOrder(world.orders.shippable)).seenDispatches).toHaveLength(isStored ? 1 : 0);
    });

    it('no answer in time to a confirmation is uncertain, and it is not sent again', async () => {
      const notice = await shippableNotice();
      world.breakNext('confirm-dispatch', 'no-answer');
      const sending = world.account.confirmDispatch(notice);
      await until(() => world.arrived('confirm-dispatch') === 1, 'the confirmation arrived');
      await world.clock.advance(world.answerTimeoutMs);
      expect((await sending).kind).toBe('uncertain');
      expect(world.arrived('confirm-dispatch')).toBe(1);
    });

    it.each(all)('without a network %s is unavailable and nothing arrives', async (operation) => {
      const notice = await shippableNotice();
      const before = world.arrived(operation);
      await world.setNetwork(false);
      const outcome = operation === 'confirm-dispatch' ? await world.account.confirmDispatch(notice) : await calls[operation]();
      expect(outcome.kind).toBe('unavailable');
      expect(world.arrived(operation)).toBe(before);
      expect(await world.account.probe()).toMatchObject({ reachable: false });
      await world.setNetwork(true);
      expect(await world.account.probe()).toEqual({ reachable: true });
      expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('done');
    });

    it.each(all)('a refusal for haste on %s empties the budget and says how long to wait', async (operation) => {
      world.breakNext(operation, 'throttled');
      const outcome = await calls[operation]();
      expect(outcome).toMatchObject({ kind: 'rate-limited' });
      const waitMs = outcome.kind === 'rate-limited' ? outcome.retryAfterMs : 0;
      expect(waitMs).toBeGreaterThan(0);
      expect(world.account.callsLeft(operation)).toBe(0);
      expect(world.account.waitMs(operation)).toBe(waitMs);
      await world.clock.advance(waitMs);
      expect(world.account.waitMs(operation)).toBe(0);
    });

    it.each(all)('beyond its own budget %s sends nothing and says how long to wait', async (operation) => {
      const notice = await shippableNotice();
      const call = operation === 'confirm-dispatch' ? () => world.account.confirmDispatch(notice) : calls[operation];
      expect((await call()).kind).toBe('done');
      while (world.account.callsLeft(operation) > 0) expect(isAnswered(await call())).toBe(true);
      const before = world.arrived(operation);
      expect(await call()).toMatchObject({ kind: 'rate-limited', retryAfterMs: world.account.waitMs(operation) });
      expect(world.arrived(operation)).toBe(before);
    });

    it('renews an expired token once, without the caller noticing', async () => {
      await readOrder(world.orders.shippable);
      world.expireTokens();
      expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('done');
    });

    it.each(all)('a token refused twice ends %s as a matter for a person', async (operation) => {
      world.breakNext(operation, 'token-refused');
      world.breakNext(operation, 'token-refused');
      expect(await calls[operation]()).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth' }] });
      expect(world.accepted(world.orders.shippable)).toBe(0);
    });

    const hasList = connector.carrierWords.length > 0;
    it.skipIf(!hasList)(`tells a usual carrier by a word of the list that a person chooses from${hasList ? '' : ' (skipped: the channel has no list of words)'}`, () => {
      const told = ['UPS', 'DHL'].map((carrier) => world.account.carrierFor(carrier)?.carrierCode);
      expect(told.some((word) => word !== undefined && connector.carrierWords.includes(word))).toBe(true);
      expect(new Set(connector.carrierWords).size).toBe(connector.carrierWords.length);
    });

    it('has no word for a carrier nobody mapped', () => {
      expect(world.account.carrierFor('a carrier that does not exist')).toBeNull();
    });

    it('refuses in words that every screen has a sentence for', async () => {
      const cancelled = await readOrder(world.orders.cancelled);
      const outcome = await world.account.confirmDispatch({ ...noticeFor(cancelled, world.account), lines: cancelled.draft.lines.map(({ lineId }) => ({ lineId, quantity: 1 })) });
      expect(outcome.kind === 'rejected' ? outcome.problems.filter(({ code }) => !(problemCodes as readonly string[]).includes(code)) : outcome).toEqual([]);
    });

    it('tells which orders must wait: for their payment, or because the channel holds them', async () => {
      const { orders } = await listAll();
      expect(orders.filter(({ draft }) => draft.state === 'open' && (draft.payment !== 'paid' || draft.channelHold !== null)).length).toBeGreaterThan(0);
      expect((await readOrder(world.orders.shippable)).draft).toMatchObject({ payment: 'paid', channelHold: null });
    });

    const { severalParcels, lineQuantities, correction, stock, notifications } = connector.traits;
    const inParts = severalParcels && lineQuantities;
    it.skipIf(!inParts)(`takes two parcels of one order, each with its own number and units${inParts ? '' : ' (skipped: one number stands for the whole order here)'}`, async () => {
      const { first, second } = await halves();
      expect([await world.account.confirmDispatch(first), await world.account.confirmDispatch(second)]).toMatchObject([{ kind: 'done' }, { kind: 'done' }]);
      await world.passLag();
      const { seenDispatches } = await readOrder(first.channelOrderId);
      for (const notice of [first, second]) expect(sight(notice, withoutSiblings(seenDispatches, notice, [notice === first ? second : first])).kind).toBe('same');
    });

    /** Some order that is free to leave, in two parts of which the first has one unit. */
    async function halves(): Promise<{ readonly first: DispatchNotice; readonly second: DispatchNotice }> {
      const isFree = ({ draft, seenDispatches }: ChannelOrder): boolean =>
        draft.state === 'open' && draft.payment === 'paid' && draft.channelHold === null && draft.cancellation.kind === 'none' && seenDispatches.length === 0 && unitsOf(draft) > 1 && draft.lines.every(({ quantityCancelled, cancellation }) => quantityCancelled === 0 && cancellation.kind === 'none');
      const free = (await listAll()).orders.find((order) => isFree(order) && order.draft.channelOrderId !== world.orders.cancelledAfterFirstRead);
      if (free === undefined) throw new Error('the world has no order of two units that is free to leave');
      const whole = noticeFor(free, world.account);
      const [line, ...others] = whole.lines;
      if (line === undefined) throw new Error('the order has no line');
      const rest = [...(line.quantity > 1 ? [{ ...line, quantity: line.quantity - 1 }] : []), ...others];
      return { first: { ...whole, lines: [{ ...line, quantity: 1 }] }, second: { ...whole, packageReference: '2', trackingNumber: '003401234567890136', lines: rest } };
    }

    const corrects = correction !== 'no';
    it.skipIf(!corrects)(`shows a corrected number in the place of the one before${corrects ? '' : ' (skipped: what was told cannot be changed through this interface)'}`, async () => {
      const notice = await shippableNotice();
      await world.account.confirmDispatch(notice);
      await world.passLag();
      const corrected: DispatchNotice = { ...notice, trackingNumber: '003401234567890143', replaces: { trackingNumber: notice.trackingNumber } };
      expect(await world.account.confirmDispatch(corrected)).toMatchObject({ kind: 'done' });
      await world.passLag();
      const { seenDispatches } = await readOrder(world.orders.shippable);
      expect(seenDispatches.map(({ trackingNumber }) => trackingNumber)).toEqual([corrected.trackingNumber]);
    });

    it.skipIf(corrects)(`lets no correction leave that the channel could only refuse or double${corrects ? ' (skipped: this channel takes corrections)' : ''}`, async () => {
      const notice = await shippableNotice();
      await world.account.confirmDispatch(notice);
      await world.passLag();
      const before = world.accepted(world.orders.shippable);
      const corrected = { ...notice, trackingNumber: '003401234567890143', replaces: { trackingNumber: notice.trackingNumber } };
      expect(await world.account.confirmDispatch(corrected)).toMatchObject({ kind: 'rejected' });
      expect(world.accepted(world.orders.shippable)).toBe(before);
    });

    it.skipIf(!stock)(`has a budget for telling stock${stock ? '' : ' (skipped: stock is not told to this channel)'}`, () => {
      expect(connector.limits['publish-stock']?.ratePerSecond).toBeGreaterThan(0);
    });

    it.skipIf(stock)(`has no desk for stock${stock ? ' (skipped: this channel takes stock)' : ''}`, () => {
      expect(world.account.stock).toBeNull();
      expect(connector.limits['publish-stock']).toBeUndefined();
    });

    it.skipIf(!notifications)(`believes no message without a proof${notifications ? '' : ' (skipped: this channel sends nothing by itself)'}`, () => {
      const strange = { headers: {}, body: '{}', url: 'https://hub.example/in' };
      for (const secret of ['', 'not the secret']) expect(connector.verifyNotification?.(strange, secret).kind).toBe('forged');
    });

    const { signIn } = connector;
    it.skipIf(signIn === null)(`sends a person to the vendor’s own page and takes no other way back${signIn === null ? ' (skipped: this channel has keys and no page for signing in)' : ''}`, () => {
      const fields = Object.fromEntries(connector.fields.map(({ name, choices, example }) => [name, choices?.[0] ?? example ?? `the ${name}`]));
      const url = new URL(signIn?.authorizeUrl(fields, 'state-1', 'https://localhost/packgate') ?? '');
      expect(url.protocol).toBe('https:');
      expect(url.href).toContain('state-1');
      for (const { name } of connector.fields.filter(({ kind }) => kind === 'secret')) expect(url.href).not.toContain(fields[name]);
      for (const back of ['https://localhost/packgate?code=c&state=another', 'https://localhost/packgate?state=state-1', 'nonsense']) expect(signIn?.readCallback(back, 'state-1', fields)).toBeNull();
    });

    it('records its exchanges without secrets and without people', async () => {
      await world.account.listOrders(listing);
      await readOrder(world.orders.cancelled);
      await world.account.confirmDispatch(await shippableNotice());
      expect(world.exchanges.length).toBeGreaterThan(3);
      const recorded = JSON.stringify(world.exchanges);
      for (const secret of world.secrets) expect(recorded).not.toContain(secret);
      expect(recorded).toContain(world.nameOnTheWire?.(world.orders.shippable) ?? world.orders.shippable);
    });
  });
}
