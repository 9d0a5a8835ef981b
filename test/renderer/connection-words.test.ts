import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { marketplaceConnectors } from '../../src/main/connectors/registry.ts';
import { StandingNotices } from '../../src/renderer/src/components/standing-notices.tsx';
import { createTexts } from '../../src/renderer/src/i18n/i18n.ts';
import { budgetWords, causeWords, endWords, failuresFirst, fittingWords, mendableCauses, needsSomebody, noticeWords, notToldWords, stateIcon, stateWords, trialWords } from '../../src/renderer/src/screens/lead/connections/connection-words.ts';
import { ConnectionsPage } from '../../src/renderer/src/screens/lead/connections/connections-page.tsx';
import { FRESH_MS, keepFresh, type Later } from '../../src/renderer/src/screens/lead/connections/keep-fresh.ts';
import { checkDraft, draftOf } from '../../src/renderer/src/screens/setup/draft.ts';
import { useStation } from '../../src/renderer/src/stores/store.ts';
import type { StoreConnectionView } from '../../src/shared/contract/connection-views.ts';
import type { StationApi } from '../../src/shared/contract/events.ts';
import { stationSettings, type StationSettings } from '../../src/shared/contract/settings.ts';
import { channelIds } from '../../src/shared/domain/order/order.ts';
import { days } from '../../src/shared/domain/units/instant.ts';
import { aChannel, aConnection, someConnections } from '../support/connection-view-builders.ts';
import { someTraits } from '../support/fake-account.ts';
import { aBench, aHeader, signedIn, someSettings, viewNowMs } from '../support/view-builders.ts';

const states = Object.keys(stateIcon) as StoreConnectionView['state'][];
const calls = ['confirm-dispatch', 'read-order', 'list-orders', 'publish-stock'];
const en = createTexts('en');

describe.each(['en', 'de'] as const)('connections in %s', (language) => {
  const texts = createTexts(language);
  const { t } = texts;
  const missing = (keys: readonly string[]): readonly string[] => keys.filter((key) => !texts.exists(key, { fallbackLng: [] }));

  it.each(marketplaceConnectors.map((connector) => [connector.id, connector] as const))('every field and choice of %s has words', (_id, { fields }) => {
    expect(missing(fields.flatMap(({ name, choices = [] }) => [`setup.connection.field.${name}`, ...choices.map((choice) => `setup.connection.choice.${choice}`)]))).toEqual([]);
  });

  it('every channel, state, lane of calls and buyer notice has words', () => {
    expect(missing([...channelIds.map((id) => `setup.stores.channelName.${id}`), ...states.map((state) => `connections.state.${state}`), ...calls.map((call) => `connections.call.${call}`), ...(['always', 'never', 'flag-channel', 'flag-yes', 'flag-no'] as const).map((key) => `connections.notice.${key}`)])).toEqual([]);
  });

  it('every act of the page has a name in the log, and every refusal a sentence', () => {
    expect(missing([...['account-secret-saved', 'signed-in-at-channel', 'cause-resent'].map((act) => `lead.audit.act.${act}`), ...['no-sign-in', 'not-begun', 'no-code'].map((reason) => `lead.refused.${reason}`)])).toEqual([]);
  });

  it('each state looks and reads unlike every other', () => {
    expect(new Set(states.map((state) => stateIcon[state])).size).toBe(states.length);
    expect(new Set(states.map((state) => stateWords(t, { state, sinceMs: null }, viewNowMs))).size).toBe(states.length);
  });
});

describe('what a store says of itself', () => {
  const { t } = en;

  it.each([
    [null, 'no end known', 'plain'],
    [viewNowMs - 1, 'ended on 3 November 2026: sign in again', 'over'],
    [viewNowMs + days(29), 'ends on 2 December 2026, in 29 days', 'soon'],
    [viewNowMs + days(30), 'ends on 3 December 2026, in 30 days', 'plain'],
  ] as const)('sign-in data that ends at %s: %s', (endsAtMs, words, tone) => {
    expect(endWords(t, endsAtMs, viewNowMs)).toEqual({ words, tone });
  });

  it.each([
    [{ calls: ['confirm-dispatch'], left: 7.6, burst: 10, ratePerSecond: 2, isWeighed: false }, 3, '3 of 10 used', '2 a second'],
    [{ calls: ['list-orders'], left: 20, burst: 20, ratePerSecond: 0.0056, isWeighed: false }, 0, '0 of 20 used', 'one every 179 s'],
    [{ calls: ['read-order'], left: -2, burst: 5, ratePerSecond: 1, isWeighed: false }, 5, '5 of 5 used', '1 a second'],
    [{ calls: ['read-order'], left: 1690, burst: 2000, ratePerSecond: 100, isWeighed: true }, 310, '310 of 2,000 points used', '100 a second'],
  ])('calls used are counted whole, and never beyond the limit (%o)', (budget, used, words, pace) => {
    expect(budgetWords(t, budget)).toMatchObject({ used, words, pace });
  });

  it.each([
    ['always', null, 'Shop X, always. Nobody else should.'],
    ['never', true, "Not Shop X. The shop's own system has to."],
    ['flag', null, 'As Shop X does by itself'],
    ['flag', true, 'Shop X'],
    ['flag', false, 'Not Shop X: another system has to.'],
  ] as const)('names exactly one writer to the buyer (%s, %s)', (buyerNotice, notifyBuyer, words) => {
    expect(noticeWords(t, aChannel({ title: 'Shop X', traits: { ...someTraits, buyerNotice } }), { notifyBuyer })).toBe(words);
  });

  it('offers to send again only what a mended word, order or account can have ended', () => {
    const { stores } = someConnections();
    expect(mendableCauses(stores[0]!).map((cause) => causeWords(t, cause))).toEqual(['The shop does not know this carrier.', 'Accepted, but the shop shows nothing.']);
  });

  it('a trial that failed says what and what to do once per cause, and every word of the shop', () => {
    const trial = trialWords(t, { kind: 'failed', problems: [{ code: 'auth', message: 'invalid_grant' }, { code: 'auth', message: 'expired' }] });
    expect(trial.isGood).toBe(false);
    expect(trial.lines).toEqual(['The shop does not let this account in. Sign in again on the page Connections. Everything that waits then leaves by itself.']);
    expect(trial.quotes).toEqual(['invalid_grant', 'expired']);
  });

  it('an account that may not write is no good trial; one that was not tried says so', () => {
    expect(trialWords(t, { kind: 'works', accountName: 'A', canWrite: false, notifies: null, notes: [] })).toMatchObject({ isGood: false });
    expect(trialWords(t, { kind: 'works', accountName: null, canWrite: null, notifies: false, notes: ['n'] })).toEqual({
      isGood: true,
      lines: ['It works: orders can be read.', 'Writing was not tried: that would touch a real order.', 'The buyer gets no notice of the shop.'],
      quotes: ['n'],
    });
  });

  it('tells a shop that another system tells from one that nobody tells', () => {
    expect([notToldWords(t, { name: 'eBay', by: 'ERP' }), notToldWords(t, { name: 'eBay', by: null })]).toEqual(['eBay is told by ERP', 'eBay is NOT told']);
  });
});

describe('an open page', () => {
  it('asks at once, then five seconds after each answer, and stops with the page', async () => {
    const waiting: (() => void)[] = [];
    let [asked, takenBack] = [0, 0];
    const later: Later = (run, delayMs) => {
      expect(delayMs).toBe(FRESH_MS);
      waiting.push(run);
      return () => void (takenBack += 1);
    };
    const answers: (() => void)[] = [];
    const settle = async (): Promise<void> => {
      answers.shift()?.();
      await new Promise<void>((resolve) => setImmediate(resolve));
    };
    const stop = keepFresh(() => {
      asked += 1;
      return new Promise<void>((resolve) => void answers.push(resolve));
    }, later);
    expect([asked, waiting.length]).toEqual([1, 0]);
    await settle();
    expect(waiting.length).toBe(1);
    waiting.shift()?.();
    expect(asked).toBe(2);
    await settle();
    stop();
    expect(takenBack).toBe(1);

    const stopEarly = keepFresh(() => new Promise<void>((resolve) => void answers.push(resolve)), later);
    stopEarly();
    const before = waiting.length;
    await settle();
    expect(waiting.length).toBe(before);
  });
});

/** The renderer of a server reads the state that a store began with, and nothing else. */
const fresh = useStation.getInitialState();
const asItBegan = { ...fresh };
const someAdmin = signedIn({ name: 'Dana Weiss', roles: ['admin'] });
const admin = aBench(undefined, { header: aHeader({ ...someAdmin, isPractice: false }) });
function draw(page: () => React.JSX.Element | null, state: Partial<ReturnType<typeof useStation.getState>>): string {
  Object.assign(fresh, asItBegan, { nowMs: viewNowMs }, state);
  return renderToStaticMarkup(createElement(I18nextProvider, { i18n: en }, createElement(page)));
}
const cardOf = (html: string, storeId: string): string => html.split('<article').find((part) => part.includes(`data-store="${storeId}"`)) ?? '';

afterEach(() => {
  Object.assign(fresh, asItBegan);
  useStation.setState({ ...asItBegan }, true);
  vi.unstubAllGlobals();
});

describe('the page Connections', () => {
  it('shows each store in its state, with a red line only where it is not told from here', () => {
    const html = draw(ConnectionsPage, { bench: admin, connections: someConnections() });
    for (const { storeId, state } of someConnections().stores) expect(cardOf(html, storeId)).toContain(`data-state="${state}"`);
    expect(cardOf(html, 'shopify')).toContain('Küchenfreude is told by Sales Layer ERP');
    expect(cardOf(html, 'amazon-de')).not.toContain('card__red');
    expect(cardOf(html, 'woo')).toContain('siteUrl: this must be an https address');
  });

  it('0 gaps are green, one is not, and nothing is said where nobody could be asked', () => {
    const html = draw(ConnectionsPage, { bench: admin, connections: someConnections() });
    expect(cardOf(html, 'amazon-de')).toContain('gaps--none');
    expect(cardOf(html, 'ebay-de')).toContain('1 not mapped');
    expect(cardOf(html, 'ebay-de')).not.toContain('gaps--none');
    expect(cardOf(html, 'woo')).not.toContain('class="gaps');
  });

  it('shows used calls as a meter, and the page for signing in only where the channel has one', () => {
    const html = draw(ConnectionsPage, { bench: admin, connections: someConnections() });
    expect(cardOf(html, 'amazon-de')).toMatch(/role="meter"[^>]*aria-valuemax="10"[^>]*aria-valuenow="3"/);
    expect(cardOf(html, 'ebay-de')).toContain('Sign in at eBay');
    expect(cardOf(html, 'amazon-de')).not.toContain('Sign in at');
    expect(draw(ConnectionsPage, { bench: aBench(undefined, { header: aHeader({ ...someAdmin, isPractice: true }) }), connections: someConnections() })).not.toContain('Sign in at');
  });

  it('begins with the shops that need somebody, the worst first, and says how many', () => {
    const stores = [...someConnections().stores].reverse();
    expect(failuresFirst(stores).map(({ storeId }) => storeId)).toEqual(['ebay-de', 'woo', 'shopify', 'amazon-de', 'files']);
    const html = draw(ConnectionsPage, { bench: admin, connections: { ...someConnections(), stores } });
    expect([...html.matchAll(/data-store="([^"]*)"/g)].map(([, storeId]) => storeId)).toEqual(['ebay-de', 'woo', 'shopify', 'amazon-de', 'files']);
    expect(html).toContain('3 of 5 shops need somebody');
    expect(draw(ConnectionsPage, { bench: admin, connections: { ...someConnections(), stores: [aConnection()] } })).toContain('All shops are in order.');
  });

  it.each<[string, Partial<StoreConnectionView>, boolean]>([
    ['is connected', {}, false],
    ['was asked to wait', { state: 'resting' }, false],
    ['is fed by files', { state: 'file', shippedOwner: null }, false],
    ['has messages that are parked', { queue: { ...aConnection().queue, parked: 1 } }, true],
    ['has a carrier without a word', { unmappedCarriers: ['DPD'] }, true],
    ['is told by nobody', { shippedOwner: null }, true],
    ['is told by another system', { shippedOwner: 'ERP' }, true],
    ['does not answer', { state: 'offline' }, true],
  ])('a shop that %s', (_, changes, needs) => {
    expect(needsSomebody(aConnection(changes))).toBe(needs);
  });

  it('says of a refused carrier which word was sent and what came back, and what goes again by itself', () => {
    const card = cardOf(draw(ConnectionsPage, { bench: admin, connections: someConnections() }), 'ebay-de');
    expect(card).toContain('12 messages were refused with the word &quot;DPDLOCAL&quot;.');
    expect(card).toContain('Invalid value for shippingCarrierCode.');
    expect(card).toContain('3 go again by themselves');
  });

  it('still offers a word for a carrier that no rule chooses any more, while its messages wait', () => {
    const store = { ...someConnections().stores[0]!, carriers: [] };
    expect(cardOf(draw(ConnectionsPage, { bench: admin, connections: { ...someConnections(), stores: [store] } }), 'ebay-de')).toContain('data-carrier="DPD Local"');
  });

  it('lists every channel the station speaks to, used or not', () => {
    const html = draw(ConnectionsPage, { bench: admin, connections: someConnections() });
    const channels = html.split('class="channels"')[1] ?? '';
    expect(channels).toMatch(/TikTok Shop.*not connected/);
    expect(channels).toMatch(/eBay.*1 shop/);
  });

  it('shows nothing of a connection to somebody who may not change settings', () => {
    const html = draw(ConnectionsPage, { bench: aBench(undefined, { header: aHeader(signedIn({ roles: ['lead'] })) }), connections: someConnections() });
    expect(html).toContain('Only an admin');
    expect(html).not.toContain('eBay Deutschland');
  });
});

describe('standing badges', () => {
  it('are there while a peak runs and for every store that is not told, and nowhere else', () => {
    const header = aHeader({ isPeak: true, notTold: [{ name: 'A', by: 'ERP' }, { name: 'B', by: null }] });
    const html = draw(StandingNotices, { bench: aBench(undefined, { header }) });
    for (const words of ['PEAK', 'A is told by ERP', 'B is NOT told']) expect(html).toContain(words);
    expect(draw(StandingNotices, { bench: aBench(undefined, { header: aHeader({ isPeak: false, notTold: [] }) }) })).toBe('');
  });
});

describe('orders that come in no more', () => {
  it('are told above every screen: which shop, why, until when, and how long ago', () => {
    const header = aHeader({ notListed: [{ name: 'A', code: 'auth', knownUntilMs: viewNowMs - days(1) }, { name: 'B', code: 'unheard-of', knownUntilMs: null }, { name: 'C', code: 'late', knownUntilMs: viewNowMs }] });
    const html = draw(StandingNotices, { bench: aBench(undefined, { header }) });
    expect(html).toMatch(/A: sign-in refused\. Orders known until [^(]+\(24 hrs\)\./);
    for (const words of ['B: orders refused. No orders known yet.', 'C: no new orders.']) expect(html).toContain(words);
  });

  it('are a red line on the card: since when, what to do, and the words of the shop', () => {
    const stores = [aConnection({ storeId: 'ebay-de', state: 'refused', listing: { code: 'auth', message: 'invalid_grant', sinceMs: viewNowMs } })];
    const card = cardOf(draw(ConnectionsPage, { bench: admin, connections: { ...someConnections(), stores } }), 'ebay-de');
    for (const words of ['No order comes in since', 'The shop does not let this account in.', 'invalid_grant']) expect(card).toContain(words);
    expect(needsSomebody(stores[0]!)).toBe(true);
  });
});

describe('a word for a carrier', () => {
  it('sends with the same press what was refused for it, for both reasons, of this carrier alone', async () => {
    const asked: unknown[] = [];
    const api: Partial<StationApi> = {
      resendCause: (input) => {
        asked.push(input);
        return Promise.resolve({ ok: true, value: { sent: 2, left: 1 } });
      },
      loadConnections: () => Promise.resolve({ ok: true, value: someConnections() }),
    };
    vi.stubGlobal('window', { station: api });
    const bad = { problemCode: 'bad-carrier', rows: 3 } as const;
    const store = aConnection({ queue: { ...aConnection().queue, causes: [{ parkReason: 'needs-fix', ...bad }, { parkReason: 'rejected', ...bad }, { parkReason: 'rejected', problemCode: 'bad-number', rows: 9 }] } });
    expect(await useStation.getState().sendCarrierAgain(store, 'DPD', 'DPD is now told as DPD_DE.', { by: 'Dana' })).toEqual({ ok: true, value: { sent: 4, left: 2 } });
    const same = { storeId: 'practice', problemCode: 'bad-carrier', carrier: 'DPD', note: 'DPD is now told as DPD_DE.', by: 'Dana' };
    expect(asked).toEqual([{ ...same, parkReason: 'needs-fix' }, { ...same, parkReason: 'rejected' }]);
  });

  it('is found in the list of the shop by a part of it; a word that was chosen shows the list again', () => {
    const words = ['DHL', 'DPD', 'DPD Local'];
    expect(fittingWords(words, 'dpd')).toEqual(['DPD', 'DPD Local']);
    expect(fittingWords(words, 'DPD')).toEqual(words);
    expect(fittingWords(words, 'Kiez')).toEqual(words);
  });

  it('is saved into the settings as they are now, not as this page read them', async () => {
    const [store] = someSettings().stores;
    const now = stationSettings.parse(someSettings({ benchName: 'Renamed meanwhile', stores: [{ ...store!, carrierWords: { GLS: { carrierCode: 'GLS' } } }] }));
    const saved: StationSettings[] = [];
    const api: Partial<StationApi> = {
      loadSettings: () => Promise.resolve({ ok: true, value: now }),
      saveSettings: (settings) => {
        saved.push(stationSettings.parse(settings));
        return Promise.resolve({ ok: true, value: now });
      },
      loadConnections: () => Promise.resolve({ ok: true, value: { channels: [], stores: [aConnection()] } }),
    };
    vi.stubGlobal('window', { station: api });
    useStation.setState({ settings: someSettings() });
    expect(await useStation.getState().saveCarrierWord('practice', 'DPD', { carrierCode: 'DPD_DE' })).toBeNull();
    expect(saved[0]?.benchName).toBe('Renamed meanwhile');
    expect(saved[0]?.stores[0]?.carrierWords).toEqual({ GLS: { carrierCode: 'GLS' }, DPD: { carrierCode: 'DPD_DE' } });
    expect(useStation.getState().connections?.stores).toHaveLength(1);

    expect(await useStation.getState().saveCarrierWord('practice', 'GLS', null)).toBeNull();
    expect(saved[1]?.stores[0]?.carrierWords).toEqual({});
  });
});

describe('the buyer notice and the peak in Setup', () => {
  const withNotice = (notifyBuyer: 'channel' | 'yes' | 'no'): StationSettings => {
    const draft = draftOf(someSettings({ peak: 'on' }));
    const checked = checkDraft({ ...draft, stores: draft.stores.map((store) => ({ ...store, notifyBuyer })) });
    if (!checked.ok) throw new Error(JSON.stringify([...checked.problems]));
    return checked.settings;
  };

  it.each([['channel', undefined], ['yes', true], ['no', false]] as const)('%s is kept as %s, and read back the same', (choice, stored) => {
    const settings = withNotice(choice);
    expect(settings.stores[0]?.notifyBuyer).toBe(stored);
    expect(settings.peak).toBe('on');
    expect(draftOf(settings).stores[0]?.notifyBuyer).toBe(choice);
  });
});
