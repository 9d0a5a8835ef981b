import type { Outcome } from '../../../shared/domain/writeback/outcome.ts';
import { kindOfRejection } from '../../../shared/domain/writeback/problems.ts';
import type { DispatchNotice } from '../../../shared/domain/writeback/write-back.ts';
import { isLoopback } from './http-sender.ts';

/** Where nothing that is written can be meant: a vendor's sandbox, by its host, and the practice site. */
export function isTrialGround(endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return isLoopback(hostname) || hostname.split('.').includes('sandbox');
}

/** Well-formed, and about an order that nobody has. */
export const nobodysNotice = (channelOrderId: string, carrierCode: string, nowMs: number): DispatchNotice => ({
  channelOrderId,
  packageReference: '1',
  carrierCode,
  trackingNumber: 'PACKGATETRIAL1',
  shippedAtMs: nowMs,
  lines: [{ lineId: '1', quantity: 1 }],
});

/** Let in and not found: it may write. Not let in: it may not. Null: neither was said. */
export function canWriteBy(outcome: Outcome<unknown>): boolean | null {
  if (outcome.kind !== 'rejected') return null;
  if (kindOfRejection(outcome.problems) === 'auth') return false;
  return outcome.problems.some(({ code }) => code === 'order-gone' || code === 'order-cancelled-or-unknown-line') ? true : null;
}
