import type { Answer } from '../channel.ts';

export const refuse = (status: number, code: string, message: string, headers: Answer['headers'] = {}): Answer => ({ status, headers: headers ?? {}, body: { error: { code, message } } });
export const badKey = (): Answer => refuse(401, 'bad_key', 'The key is missing or wrong.');
export const notFound = (): Answer => refuse(404, 'not_found', 'There is nothing here.');
export const tooFast = (): Answer => refuse(429, 'too_fast', 'Too many calls.', { 'retry-after': '2' });
