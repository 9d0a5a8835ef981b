import { randomUUID } from 'node:crypto';
import type { Answer } from '../channel.ts';

const requestId = (): string => `20261121${randomUUID().replace(/-/g, '').toUpperCase()}`;

/** TikTok says "yes" and "no" alike with HTTP 200; only the code inside tells them apart. The gateway's own refusals carry a real status. */
export const success = (data: unknown): Answer => ({ status: 200, body: { code: 0, message: 'Success', request_id: requestId(), data } });
export const refusal = (code: number, message: string, status = 200): Answer => ({ status, body: { code, message, request_id: requestId() } });
export const invalidParameters = (): Answer => refusal(21_001_001, 'Invalid parameters. Please ensure you are passing the correct request parameter(s).');
