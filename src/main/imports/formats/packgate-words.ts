/** The words that may stand in a Packgate CSV or JSON file; they are those of the domain types. */
export const CHANNELS = ['amazon', 'shopify', 'woocommerce', 'ebay', 'packgate'] as const;
export const STATES = ['open', 'partly-shipped', 'shipped', 'cancelled', 'unfulfillable'] as const;
export const PAYMENTS = ['paid', 'pending'] as const;
export const HOLD_KINDS = ['other', 'fraud'] as const;
/** Numbers for customs; a store needs no mapping for them, where the file says channel `packgate`. */
export const TAX_NUMBERS = ['ioss', 'vat', 'eori', 'voec'] as const;
export const CANCELLATIONS = ['none', 'requested', 'cancelled', 'rejected'] as const;
export const PARTIES = ['buyer', 'seller', 'channel', 'unknown'] as const;
