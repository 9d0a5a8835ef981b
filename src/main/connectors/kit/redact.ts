import type { WireReply, WireRequest } from './wire.ts';

export const REDACTED = '[redacted]';

/**
 * Field and header names whose value never reaches a log or the journal: secrets, and whatever names or locates a person.
 * Compared in lower case without separators, so `buyerName`, `buyer_name` and `Buyer-Name` are one word.
 * The country code stays: it says nothing about one person and is needed to read a carrier's refusal.
 */
const SECRET_FIELDS = new Set([
  'authorization', 'proxyauthorization', 'cookie', 'setcookie', 'accesstoken', 'refreshtoken', 'clientsecret', 'clientid',
  'xamzaccesstoken', 'xamzsecuritytoken', 'apikey', 'xapikey', 'xshopifyaccesstoken', 'password', 'token', 'idtoken', 'restricteddatatoken',
  // TikTok Shop
  'appsecret', 'sign', 'shopcipher', 'cipher', 'authcode', 'xttsaccesstoken',
  // WooCommerce
  'consumerkey', 'consumersecret', 'orderkey', 'xwcwebhooksignature',
  // Trendyol
  'apisecret',
]);
const PERSONAL_FIELDS = new Set([
  'name', 'buyername', 'buyeremail', 'buyercompanyname', 'buyerpurchaseordernumber', 'companyname', 'legalname', 'firstname', 'lastname',
  'addressline1', 'addressline2', 'addressline3', 'street', 'streetname', 'streetnumber', 'complement', 'neighborhood', 'city',
  'districtorcounty', 'stateorregion', 'municipality', 'postalcode', 'postcode', 'zip', 'phone', 'phonenumber', 'email', 'emailaddress',
  'giftmessage', 'addressinstruction', 'dropofflocation', 'taxregistrationnumber', 'customizedurl',
  // Shopify
  'province', 'provincecode', 'personalvalue', 'staffnote',
  // eBay
  'fullname', 'username', 'county', 'stateorprovince', 'taxpayerid', 'buyercheckoutnotes', 'giftdetails',
  // TikTok Shop
  'fulladdress', 'addressdetail', 'addressline4', 'addressname', 'posttown', 'firstnamelocalscript', 'lastnamelocalscript', 'buyermessage', 'cpf', 'cpfname', 'userid', 'buyeruserid',
  // WooCommerce
  'address1', 'address2', 'company', 'customernote', 'customeripaddress', 'customeruseragent',
  // Trendyol
  'customerfirstname', 'customerlastname', 'district', 'statename', 'tcidentitynumber', 'identitynumber', 'taxnumber', 'taxoffice',
  // ShipStation
  'street1', 'street2', 'street3', 'customerusername', 'customeremail', 'customername', 'recipientname', 'customernotes', 'internalnotes', 'citylocality', 'notesfrombuyer', 'notesforgift', 'shiptoname',
]);

const fieldWord = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
const isHidden = (name: string): boolean => SECRET_FIELDS.has(fieldWord(name)) || PERSONAL_FIELDS.has(fieldWord(name));

/**
 * Patterns for running text: Amazon's and eBay's tokens, bearer tokens, e-mail addresses, and phone numbers that are written as such
 * (a leading plus, or groups with separators). Bare digit runs and "(00)" stay: they are order, line and tracking numbers.
 */
const TEXT_PATTERNS: readonly RegExp[] = [
  /\b(?:Atza|Atzr|Atc)\|[^\s"'&,}]+/g,
  /\bamzn1\.oa2-[a-z]+\.[A-Za-z0-9.]+/g,
  // Shopify's tokens and secrets.
  /\bshp[a-z]{2,3}_[A-Za-z0-9_-]+/g,
  // A secret in an address: where a reply sends to, or what a message quotes.
  /(?<=[?&\s"'](?:access_token|refresh_token|id_token|auth_token|token|client_secret|app_secret|consumer_key|consumer_secret|api_?key|password|sign|signature|hmac|oauth_signature)=)[^\s"'&<>#]+/gi,
  // eBay's tokens and codes, also as they stand in a form.
  /\bv(?:\^|%5E)1\.1(?:#|%23)[^\s"'&,}]+/gi,
  /\bBearer\s+[A-Za-z0-9._~+/=-]+/gi,
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  /\+\d[\d ()/.-]{6,}\d/g,
  /\(0[1-9]\d{0,4}\)[ \d/-]{5,}\d/g,
  /\b0\d{2,5}[ /]\d[\d /-]{3,}\d\b/g,
];

export function redactText(text: string): string {
  return TEXT_PATTERNS.reduce((shown, pattern) => shown.replace(pattern, REDACTED), text);
}

export function redactValue(value: unknown, inField = ''): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, inField));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, isHidden(field) && !isCarrier(field, inField) ? hide(inner) : redactValue(inner, field)]));
}

/** Shopify calls the carrier a company: who reads why a number was refused must see which carrier was named. */
const isCarrier = (field: string, inField: string): boolean => fieldWord(field) === 'company' && fieldWord(inField) === 'trackinginfo';

/** An empty field stays visibly empty: "Amazon sent no name" is a fact that an incident may turn on. */
function hide(value: unknown): unknown {
  if (value === null || value === '') return value;
  return REDACTED;
}

/**
 * A body as text: JSON by field, forms by field, all else by pattern. A body that claims to be JSON and is not (cut off in
 * mid-answer) cannot be trusted to hide anything by field, so only its length is kept.
 */
export function redactBody(body: string): string {
  const start = body.trimStart().charAt(0);
  if (start === '{' || start === '[') {
    const parsed = parseJson(body);
    return parsed === undefined ? `[unreadable JSON, ${body.length} characters]` : JSON.stringify(redactValue(parsed));
  }
  if (/^[\w.-]+=[^&\s]*(?:&[\w.-]+=[^&\s]*)*$/.test(body)) return redactForm(body);
  return redactText(body);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function redactForm(body: string): string {
  // Whoever has the code of a sign-in before it is redeemed has the account; elsewhere "code" is a word that must stay readable.
  const holdsCode = /(?:^|&)grant_type=authorization_code(?:&|$)/.test(body);
  return body
    .split('&')
    .map((pair) => {
      const [field = '', value = ''] = pair.split('=', 2);
      return `${field}=${isHidden(field) || (holdsCode && field === 'code') || redactText(decoded(value)) !== decoded(value) ? REDACTED : value}`;
    })
    .join('&');
}

export function redactFields(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, isHidden(name) ? REDACTED : redactText(value)]));
}

/** Order and package numbers stay; an address or a token between the slashes, percent-encoded as it is, does not. */
function redactPath(path: string): string {
  const [place = '', query] = path.split('?', 2);
  const steps = place.split('/').map((step) => {
    const plain = decoded(step);
    return redactText(plain) === plain ? step : REDACTED;
  });
  const pairs = query?.split('&').map((pair) => {
    const [field = '', value = ''] = pair.split('=', 2);
    return `${field}=${isHidden(field) || redactText(decoded(value)) !== decoded(value) ? REDACTED : value}`;
  });
  return steps.join('/') + (pairs === undefined ? '' : `?${pairs.join('&')}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error: unknown) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

export function redactRequest(request: WireRequest): WireRequest {
  return {
    ...request,
    path: redactPath(request.path),
    query: redactFields(request.query),
    headers: redactFields(request.headers),
    body: request.body === null ? null : redactBody(request.body),
  };
}

export function redactReply(reply: WireReply): WireReply {
  return { status: reply.status, headers: redactFields(reply.headers), bodyText: redactBody(reply.bodyText) };
}
