import type { Exchange } from '../../kit/http-sender.ts';
import { REDACTED } from '../../kit/redact.ts';
import type { WireReply, WireRequest } from '../../kit/wire.ts';
import { parseJson, parsePath } from './json-path.ts';
import type { RestSettings } from './settings.ts';

/**
 * The kit knows the field names of the vendors we know; this service calls its fields as it likes. So what the description maps to an address
 * (all but the country) is hidden by its path, and the key wherever it stands.
 */
export function hideMapped(settings: RestSettings): (exchange: Exchange) => Exchange {
  const { auth, order } = settings.description;
  const { name, company, lines, postcode, city, region, phone } = order.address;
  const paths = [name, company, ...lines, postcode, city, region, phone].flatMap((path) => (path === undefined ? [] : [namesOf(path)]));
  const secrets = [settings.secret, settings.username].filter((text) => text !== undefined && text.length > 3);
  const keyHeader = auth.kind === 'header' ? auth.name.toLowerCase() : 'authorization';

  const hideKey = (text: string): string => secrets.reduce<string>((shown, secret) => shown.replaceAll(secret ?? '', REDACTED), text);
  const hideHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, header.toLowerCase() === keyHeader ? REDACTED : hideKey(value)]));
  const hideBody = (body: string): string => {
    const parsed = parseJson(body);
    return hideKey(typeof parsed === 'object' && parsed !== null ? JSON.stringify(hidePaths(parsed, paths, [])) : body);
  };
  const hideRequest = (request: WireRequest): WireRequest => ({ ...request, path: hideKey(request.path), query: Object.fromEntries(Object.entries(request.query).map(([name, value]) => [name, hideKey(value)])), headers: hideHeaders(request.headers), body: request.body === null ? null : hideBody(request.body) });
  const hideReply = (reply: WireReply): WireReply => ({ ...reply, headers: hideHeaders(reply.headers), bodyText: hideBody(reply.bodyText) });
  return (exchange) => ({ ...exchange, request: hideRequest(exchange.request), reply: exchange.reply === null ? null : hideReply(exchange.reply) });
}

/** Places in lists do not count: the order itself stands anywhere in an answer. */
const namesOf = (path: string): readonly string[] => (parsePath(path) ?? []).filter((step) => typeof step === 'string');

function hidePaths(value: unknown, paths: readonly (readonly string[])[], at: readonly string[]): unknown {
  const isMapped = paths.some((path) => path.length > 0 && path.length <= at.length && path.every((step, index) => at[at.length - path.length + index] === step));
  if (isMapped && value !== null && value !== '') return REDACTED;
  if (Array.isArray(value)) return value.map((inner) => hidePaths(inner, paths, at));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, hidePaths(inner, paths, [...at, field])]));
}
