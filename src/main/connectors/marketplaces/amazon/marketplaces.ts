/**
 * Seller Central pages by marketplace, and what a region falls back to. Sources: "Marketplace IDs" and "Seller Central URLs" of Amazon's pages, as also
 * restated in public connector documents, read on 2026-11-21.
 */
const EUROPE = 'https://sellercentral-europe.amazon.com';
const SELLER_CENTRAL: Readonly<Record<string, string>> = {
  ATVPDKIKX0DER: 'https://sellercentral.amazon.com',
  A2EUQ1WTGCTBG2: 'https://sellercentral.amazon.ca',
  A1AM78C64UM0Y8: 'https://sellercentral.amazon.com.mx',
  A2Q3Y263D00KWC: 'https://sellercentral.amazon.com.br',
  A1PA6795UKMFR9: EUROPE,
  A1F83G8C2ARO7P: EUROPE,
  A13V1IB3VIYZZH: EUROPE,
  APJ6JRA9NG5V4: EUROPE,
  A1RKKUPIHCS9HS: EUROPE,
  A28R8C7NBKEWEA: 'https://sellercentral.amazon.ie',
  A1805IZSGTT6HS: 'https://sellercentral.amazon.nl',
  AMEN7PMS3EDWL: 'https://sellercentral.amazon.com.be',
  A2NODRKZP88ZB9: 'https://sellercentral.amazon.se',
  A1C3SOZRARQ6R3: 'https://sellercentral.amazon.pl',
  A33AVAJ2PDY3EV: 'https://sellercentral.amazon.com.tr',
  A17E79C6D8DWNP: 'https://sellercentral.amazon.sa',
  A2VIGQ35RCS4UG: 'https://sellercentral.amazon.ae',
  ARBP9OOSHTCHU: 'https://sellercentral.amazon.eg',
  AE08WJ6YKNBMC: 'https://sellercentral.amazon.co.za',
  A21TJRUUN4KGV: 'https://sellercentral.amazon.in',
  A1VC38T7YXB528: 'https://sellercentral.amazon.co.jp',
  A39IBJ37TRP1C6: 'https://sellercentral.amazon.com.au',
  A19VAU5U5O7RUS: 'https://sellercentral.amazon.sg',
};
const BY_REGION: Readonly<Record<string, string>> = { na: 'https://sellercentral.amazon.com', eu: EUROPE, fe: 'https://sellercentral.amazon.co.jp' };

/** Where a seller of these marketplaces signs in: the first one that is known decides. */
export function sellerCentralOf(marketplaceIds: readonly string[], region: string): string {
  return marketplaceIds.map((id) => SELLER_CENTRAL[id]).find((page) => page !== undefined) ?? BY_REGION[region] ?? EUROPE;
}
