import { describe, expect, it } from 'vitest';
import { statusOf } from '../../src/main/practice/shop/order-life.ts';
import { GOODS } from '../../src/main/practice/goods.ts';
import { buildPracticeOrders, PRACTICE_CARRIERS } from '../../src/main/practice/orders.ts';
import { storyKey } from '../../src/main/practice/stories.ts';
import { findCarrierWord } from '../../src/main/connectors/marketplaces/amazon/carriers.ts';

const NOW = Date.UTC(2026, 10, 21, 9);
const showing = { afterMs: 4_000, orAfterReads: null, never: false };
const build = (seed: number, wave = 0) => buildPracticeOrders({ seed, wave, nowMs: NOW, showing });

/** GS1 General Specifications 7.9, written anew so that the shop cannot check itself. */
function hasGoodCheckDigit(gtin: string): boolean {
  const digits = [...gtin].reverse().map(Number);
  return digits.reduce((sum, digit, index) => sum + digit * (index % 2 === 1 ? 3 : 1), 0) % 10 === 0;
}

describe('the practice shop', () => {
  it('has goods with scannable numbers of the range that GS1 keeps for demonstrations', () => {
    const goods = Object.values(GOODS);
    expect(goods.length).toBe(20);
    for (const { gtin } of goods) {
      expect(gtin).toMatch(/^952\d{10}$/);
      expect(hasGoodCheckDigit(gtin)).toBe(true);
    }
    for (const field of ['gtin', 'sku', 'asin'] as const) expect(new Set(goods.map((one) => one[field])).size).toBe(goods.length);
  });

  it('opens with a few dozen orders of every kind, each number of Amazon’s shape and only once', () => {
    const orders = build(1);
    expect(orders.length).toBeGreaterThanOrEqual(36);
    for (const order of orders) expect(order.channelOrderId).toMatch(/^\d{3}-\d{7}-\d{7}$/);
    expect(new Set(orders.map((order) => order.channelOrderId)).size).toBe(orders.length);
    expect(new Set(orders.flatMap((order) => order.lines.map((line) => line.lineId))).size).toBe(orders.flatMap((order) => order.lines).length);
    const kinds = new Set(orders.map((order) => order.kind));
    for (const kind of ['clean', 'multi-line', 'multi-quantity', 'cancelled', 'cancel-requested', 'cancelled-while-packing', 'partly-cancelled-line', 'payment-pending', 'already-shipped', 'unmapped-carrier', 'same-item-two-lines', 'accepted-not-shown', 'missing-tax-number', 'address-invalid', 'cancel-request-rejected']) {
      expect(kinds).toContain(kind);
    }
    expect(new Set(orders.map((order) => order.buyer.countryCode)).size).toBeGreaterThan(15);
    expect(orders.some((order) => order.lines.some((line) => line.quantity === 6))).toBe(true);
  });

  it('is the same world for the same seed and another one for another', () => {
    expect(build(1)).toEqual(build(1));
    expect(build(1).map((order) => order.channelOrderId)).not.toEqual(build(2).map((order) => order.channelOrderId));
    expect(build(1, 1)[0]?.channelOrderId).not.toBe(build(1, 0)[0]?.channelOrderId);
  });

  it.each([
    ['clean', 'UNSHIPPED'],
    ['cancelled', 'CANCELLED'],
    ['cancel-requested', 'UNSHIPPED'],
    ['partly-cancelled-line', 'UNSHIPPED'],
    ['payment-pending', 'PENDING'],
    ['pre-order', 'PENDING_AVAILABILITY'],
    ['unfulfillable', 'UNFULFILLABLE'],
    ['already-shipped', 'SHIPPED'],
    ['partly-shipped', 'PARTIALLY_SHIPPED'],
    ['missing-tax-number', 'UNSHIPPED'],
    ['address-invalid', 'UNSHIPPED'],
    ['cancel-request-rejected', 'UNSHIPPED'],
  ])('an order of the kind %s stands at %s', (kind, status) => {
    const found = build(1).filter((order) => order.kind === kind);
    expect(found.length).toBeGreaterThan(0);
    for (const order of found) expect(statusOf(order)).toBe(status);
  });

  it('has an order due in 20 minutes, orders due today and orders due tomorrow', () => {
    const minutesLeft = build(1).map((order) => (order.shipByMs - NOW) / 60_000);
    expect(minutesLeft).toContain(20);
    expect(minutesLeft.some((minutes) => minutes > 60 && minutes < 12 * 60)).toBe(true);
    expect(minutesLeft.some((minutes) => minutes > 24 * 60)).toBe(true);
  });

  it('ships all service levels with carriers Amazon knows, save the bicycle courier', () => {
    const words = PRACTICE_CARRIERS.map((rule) => [rule.whenServiceContains, findCarrierWord(rule.carrier, {})?.carrierCode ?? null]);
    expect(words).toEqual([['SAME_DAY', null], ['EXPEDITED', 'DPD'], ['STANDARD', 'DHL']]);
    const levels = new Set(build(1).map((order) => order.serviceLevel));
    expect([...levels].sort()).toEqual(['EXPEDITED', 'SAME_DAY', 'STANDARD']);
  });

  it('names its stories by language keys', () => {
    expect(storyKey('cancelled-while-packing')).toBe('practice.story.cancelledWhilePacking');
  });
});
