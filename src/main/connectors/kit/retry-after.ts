import type { WireReply } from './wire.ts';

/**
 * Milliseconds that the answer asks us to wait, or null where it asks for nothing readable. A date is measured against
 * the answer's own Date header, so that a wrong bench clock does no harm. Source: RFC 9110, section 10.2.3.
 */
export function readRetryAfterMs(reply: WireReply): number | null {
  const text = reply.headers['retry-after']?.trim();
  if (text === undefined || text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const untilMs = Date.parse(text);
  const sentMs = Date.parse(reply.headers['date'] ?? '');
  if (Number.isNaN(untilMs) || Number.isNaN(sentMs)) return null;
  return Math.max(0, untilMs - sentMs);
}
