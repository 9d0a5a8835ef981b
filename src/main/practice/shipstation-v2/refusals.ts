import { randomUUID } from 'node:crypto';
import type { Answer } from '../channel.ts';

/** Codes and types as in the V2 document (error_source, error_type, error_code); the words are ours. Read on 2026-11-21. */
interface Refusal {
  readonly type: 'account_status' | 'business_rules' | 'validation' | 'security' | 'system' | 'integrations';
  readonly code: string;
  readonly message: string;
}
const refuse = (status: number, { type, code, message }: Refusal, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: headers ?? {},
  body: { request_id: randomUUID(), errors: [{ error_source: 'ShipStation', error_type: type, error_code: code, message }] },
});

export const invalidField = (field: string, message: string): Answer => refuse(400, { type: 'validation', code: 'invalid_field_value', message: `${field}: ${message}` });
export const missingBody = (): Answer => refuse(400, { type: 'validation', code: 'request_body_required', message: 'The request body is required.' });
export const notLetIn = (): Answer => refuse(401, { type: 'security', code: 'unauthorized', message: 'The API key is invalid. Please see https://docs.shipstation.com/apikey' });
export const unknownShipment = (): Answer => refuse(404, { type: 'validation', code: 'invalid_identifier', message: 'The shipment could not be found.' });
export const busy = (): Answer => refuse(409, { type: 'business_rules', code: 'identifier_conflict', message: 'The shipment is being modified by another process.' });
/** Source: "Rate Limits": 429 with Retry-After in seconds. */
export const tooManyCalls = (): Answer => refuse(429, { type: 'system', code: 'rate_limit_exceeded', message: 'Too many requests. Please wait before trying again.' }, { 'retry-after': '5' });
/** The document has an empty body for 5xx. */
export const brokenServer = (status: number): Answer => ({ status, body: null });
