import { describe, expect, it } from 'vitest';
import { redactBody, redactText } from '../../../src/main/connectors/kit/redact.ts';
import { wireOrder } from './fixtures.ts';

describe('what is stored of an exchange with eBay', () => {
  it('names no person and no place, and keeps ids, goods and states', () => {
    const body = JSON.stringify(wireOrder({ buyer: { username: 'ida_v', taxIdentifier: { taxpayerId: 'VSSDIA80A41H501X', taxIdentifierType: 'CODICE_FISCALE' } }, buyerCheckoutNotes: 'Ring at Kühn' }));
    const stored = redactBody(body);
    for (const secret of ['Ida Voss', 'ida_v', 'Am Markt', 'Celle', 'Niedersachsen', '29221', '05141', 'x9@', 'VSSDIA', 'Kühn']) expect(stored).not.toContain(secret);
    for (const fact of ['12-34567-89012', '10012345678901', 'MUG-350-BLU', 'NONE_REQUESTED', '"countryCode":"DE"', '2026-11-23T22:59:59.000Z']) expect(stored).toContain(fact);
  });

  it.each([
    ['a token in running text', 'token v^1.1#i^1#p^3#r^1 refused', 'token [redacted] refused'],
    ['a code as it stands in a form', 'v%5E1.1%23i%5E1%23code', '[redacted]'],
    ['a version, which stays', 'Sell Fulfillment v1.20.7', 'Sell Fulfillment v1.20.7'],
  ])('%s', (_what, text, shown) => {
    expect(redactText(text)).toBe(shown);
  });
});
