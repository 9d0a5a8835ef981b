import type { ChannelView, ConnectionsView, StoreConnectionView } from '../../src/shared/contract/connection-views.ts';
import { days, minutes } from '../../src/shared/domain/units/instant.ts';
import { someTraits } from './fake-account.ts';
import { viewNowMs } from './view-builders.ts';

export const aChannel = (changes: Partial<ChannelView> = {}): ChannelView => ({
  id: 'amazon',
  title: 'Amazon',
  fields: [
    { name: 'region', kind: 'choice', choices: ['eu', 'na', 'fe'], isRequired: true, example: null },
    { name: 'clientId', kind: 'text', choices: [], isRequired: true, example: 'amzn1.application-oa2-client.…' },
    { name: 'clientSecret', kind: 'secret', choices: [], isRequired: true, example: null },
  ],
  traits: someTraits,
  carrierWords: ['DHL', 'DPD', 'DPD Local', 'GLS', 'Hermes', 'Royal Mail', 'UPS', 'Other'],
  hasSignIn: false,
  ...changes,
});

export const aConnection = (changes: Partial<StoreConnectionView> = {}): StoreConnectionView => ({
  storeId: 'practice',
  name: 'Practice Market',
  channel: 'amazon',
  state: 'connected',
  problems: [],
  sinceMs: null,
  listing: null,
  listedUntilMs: viewNowMs - minutes(2),
  lastAnswerAtMs: viewNowMs - 4000,
  budgets: [
    { calls: ['confirm-dispatch'], left: 7.6, burst: 10, ratePerSecond: 2, isWeighed: false },
    { calls: ['list-orders'], left: 19, burst: 20, ratePerSecond: 0.0056, isWeighed: false },
  ],
  credentialEndsAtMs: null,
  storedSecrets: ['clientSecret'],
  cancellationOwner: 'Practice Market',
  shippedOwner: 'Packgate',
  notifyBuyer: null,
  unmappedCarriers: [],
  carriers: [
    { carrier: 'DHL', told: { carrierCode: 'DHL' }, isOwn: false },
    { carrier: 'DPD', told: { carrierCode: 'Other', carrierName: 'DPD Express' }, isOwn: true },
  ],
  queue: { due: 3, parked: 0, accepted: 6, causes: [], refusedCarriers: [], locked: 0 },
  ...changes,
});

const ebay = aChannel({ id: 'ebay', title: 'eBay', hasSignIn: true, traits: { ...someTraits, takesOtherCarriers: false } });
const shopify = aChannel({ id: 'shopify', title: 'Shopify', hasSignIn: true, traits: { ...someTraits, buyerNotice: 'flag' } });

/** One store in each state. */
export const someConnections = (): ConnectionsView => ({
  channels: [aChannel(), ebay, shopify, aChannel({ id: 'tiktok', title: 'TikTok Shop', hasSignIn: true }), aChannel({ id: 'woocommerce', title: 'WooCommerce', traits: { ...someTraits, buyerNotice: 'never' } })],
  stores: [
    aConnection({
      storeId: 'ebay-de',
      name: 'eBay Deutschland',
      channel: 'ebay',
      state: 'refused',
      listing: { code: 'auth', message: 'invalid_grant: the provided authorization refresh token is invalid', sinceMs: viewNowMs - minutes(42) },
      credentialEndsAtMs: viewNowMs + days(12),
      unmappedCarriers: ['DPD Local'],
      carriers: [
        { carrier: 'DHL', told: { carrierCode: 'DHL' }, isOwn: false },
        { carrier: 'DPD Local', told: null, isOwn: false },
      ],
      queue: {
        due: 0,
        parked: 17,
        accepted: 2,
        causes: [
          { parkReason: 'rejected', problemCode: 'bad-carrier', rows: 12 },
          { parkReason: 'accepted-not-visible', problemCode: null, rows: 4 },
          { parkReason: 'shows-other-number', problemCode: null, rows: 1 },
        ],
        refusedCarriers: [{ carrier: 'DPD Local', sent: 'DPDLOCAL', answer: 'bad-carrier: Input error. Invalid value for shippingCarrierCode.', rows: 12 }],
        locked: 3,
      },
    }),
    aConnection({ name: 'Amazon DE', storeId: 'amazon-de' }),
    aConnection({ storeId: 'shopify', name: 'Küchenfreude', channel: 'shopify', shippedOwner: 'Sales Layer ERP', notifyBuyer: false, state: 'offline', sinceMs: viewNowMs - minutes(14), budgets: [{ calls: ['confirm-dispatch', 'read-order', 'list-orders', 'publish-stock'], left: 80, burst: 1000, ratePerSecond: 50, isWeighed: true }] }),
    aConnection({ storeId: 'woo', name: 'Teehaus', channel: 'woocommerce', state: 'not-connected', problems: ['siteUrl: this must be an https address'], lastAnswerAtMs: null, listedUntilMs: null, budgets: [], carriers: [{ carrier: 'DHL', told: null, isOwn: false }] }),
    aConnection({ storeId: 'files', name: 'Exports', channel: 'packgate', state: 'file', budgets: [], carriers: [] }),
  ],
});
