import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * TikTok's own pages, where a developer has them beside the repository; they are not part of it. They hold no schema but field tables: a field's
 * depth is the number of "^" before its name, and every field of an answer says whether it may be missing.
 */
const FOLDER = fileURLToPath(new URL('../../../shared/specs/tiktok/', import.meta.url));
const FILES = {
  searchOrders: 'get-order-list',
  getOrderDetail: 'get-order-detail',
  searchCancellations: 'search-cancellations',
  getShippingProviders: 'get-shipping-providers',
  markPackageShipped: 'mark-package-as-shipped',
  shipPackage: 'ship-package',
  updatePackageShippingInfo: 'update-package-shipping-info',
} as const;

export type TikTokOperation = keyof typeof FILES;
export const tiktokOperations = Object.keys(FILES) as readonly TikTokOperation[];

export const hasTikTokSpecs = Object.values(FILES).every((file) => existsSync(`${FOLDER}${file}.spec.json`));
export const specTitle = (title: string): string => (hasTikTokSpecs ? title : `${title} (skipped: TikTok's pages are not beside this repository)`);

interface Row {
  readonly name: string;
  readonly type: string;
  readonly required: string;
}

interface Page {
  readonly interface_path: string;
  /** 1 is POST, 2 is GET. */
  readonly method: number;
  readonly request_header_param: readonly Row[] | null;
  readonly request_path_param: readonly Row[] | null;
  readonly request_query_param: readonly Row[] | null;
  readonly request_body_param: readonly Row[] | null;
  readonly response_param: readonly Row[];
  readonly error_code_list: readonly { readonly code: string }[];
}

interface Field extends Row {
  readonly inside: readonly Field[];
}

export interface TikTokPage {
  /** Null where the request is what the page says; else what is wrong. */
  judgeRequest(request: { readonly method: string; readonly url: URL; readonly body: string }): string | null;
  judgeAnswer(body: string): string | null;
  /** Numbers that the page lists as refusals. */
  readonly errorCodes: ReadonlySet<number>;
}

export function loadTikTokPage(operation: TikTokOperation): TikTokPage {
  const { api } = JSON.parse(readFileSync(`${FOLDER}${FILES[operation]}.spec.json`, 'utf8')) as { api: Page };
  const path = new RegExp(`^${api.interface_path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
  const query = api.request_query_param ?? [];
  const asked = nest(api.request_body_param ?? []);
  const answered = nest(api.response_param);
  return {
    errorCodes: new Set(api.error_code_list.map(({ code }) => Number(code))),
    judgeRequest({ method, url, body }) {
      if (method !== (api.method === 1 ? 'POST' : 'GET')) return `the method is ${method}`;
      if (!path.test(url.pathname)) return `the path is ${url.pathname}, not ${api.interface_path}`;
      const strange = [...url.searchParams.keys()].find((name) => !query.some((row) => row.name === name));
      if (strange !== undefined) return `the query names ${strange}`;
      const missing = query.find(({ name, required }) => required === 'Y' && !url.searchParams.has(name));
      if (missing !== undefined) return `the query lacks ${missing.name}`;
      const wrong = query.find(({ name, type }) => type === 'int' && url.searchParams.has(name) && !/^\d+$/.test(url.searchParams.get(name) ?? ''));
      if (wrong !== undefined) return `${wrong.name} is no number`;
      if (asked.length === 0) return body === '' ? null : 'the page knows no body';
      return judgeObject(asked, JSON.parse(body), 'body');
    },
    judgeAnswer: (body) => judgeObject(answered, JSON.parse(body), 'answer'),
  };
}

/** Rows with their depth in the name become a tree. */
function nest(rows: readonly Row[]): readonly Field[] {
  const roots: Field[] = [];
  const open: Field[] = [];
  for (const row of rows) {
    const depth = /^\^*/.exec(row.name)?.[0].length ?? 0;
    const field: Field = { ...row, name: row.name.slice(depth), inside: [] };
    (depth === 0 ? roots : (open[depth - 1]?.inside as Field[])).push(field);
    open[depth] = field;
  }
  return roots;
}

function judgeObject(fields: readonly Field[], value: unknown, where: string): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${where} is no object`;
  const known = new Map(fields.map((field) => [field.name, field]));
  for (const [name, inner] of Object.entries(value)) {
    const field = known.get(name);
    // A field that the page does not know is an invention of ours.
    if (field === undefined) return `${where}.${name} is not on the page`;
    const wrong = judgeValue(field, field.type, inner, `${where}.${name}`);
    if (wrong !== null) return wrong;
  }
  const missing = fields.find(({ name, required }) => required === 'Y' && !(name in value));
  return missing === undefined ? null : `${where} lacks ${missing.name}`;
}

function judgeValue(field: Field, type: string, value: unknown, where: string): string | null {
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) return `${where} is no list`;
    return value.map((inner, index) => judgeValue(field, type.slice(2), inner, `${where}[${index}]`)).find((wrong) => wrong !== null) ?? null;
  }
  switch (type) {
    case 'object':
      return judgeObject(field.inside, value, where);
    case 'string':
      return typeof value === 'string' ? null : `${where} is no text`;
    case 'int':
      return Number.isSafeInteger(value) ? null : `${where} is no whole number`;
    case 'bool':
      return typeof value === 'boolean' ? null : `${where} is neither yes nor no`;
    default:
      return `the page has a type of its own for ${where}: ${type}`;
  }
}
