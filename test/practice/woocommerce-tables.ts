import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The tables of WooCommerce's REST API documents (endpoints, fields, parameters), where a developer has them beside the repository; they are
 * not part of it. They know orders, notes and refunds; the places for numbers and the products are documented elsewhere.
 */
const FILE = fileURLToPath(new URL('../../../shared/specs/woocommerce/wc-v3-orders-webhooks-tables.json', import.meta.url));

export const hasWooTables = existsSync(FILE);
export const wooTitle = (title: string): string => (hasWooTables ? title : `${title} (skipped: WooCommerce's documents are not beside this repository)`);

type Section = 'orders' | 'order-notes' | 'order-refunds';
type Tables = Readonly<Record<string, { readonly endpoints: readonly (readonly [string, string])[]; readonly tables: Readonly<Record<string, readonly (readonly string[])[]>> }>>;

interface Field {
  readonly type: string;
  readonly isReadOnly: boolean;
  /** The table of what is inside, for objects and lists. */
  readonly inside: string | null;
}

export interface WooTables {
  /** Null where the document knows this request of this section; else what is wrong. */
  judgeRequest(section: Section, table: string, request: { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly body: string }): string | null;
  /** Null where each field of the record is in the table and of its type. */
  judgeRecord(section: Section, table: string, record: unknown): string | null;
}

/** WordPress's own parameter, which every route of every site has. */
const WORDPRESS_PARAMETERS = new Set(['_fields']);

export function loadWooTables(): WooTables {
  const document = JSON.parse(readFileSync(FILE, 'utf8')) as Tables;

  function sectionOf(section: Section): Tables[string] {
    const found = document[section];
    if (found === undefined) throw new Error(`the document has no section ${section}`);
    return found;
  }

  function fieldsOf(section: Section, table: string): ReadonlyMap<string, Field> {
    const rows = sectionOf(section).tables[table];
    if (rows === undefined) throw new Error(`the document has no table "${table}"`);
    return new Map(
      rows.slice(1).map(([name = '', type = '', description = '']) => {
        const inside = /See \[([^\]]+)\]/.exec(description)?.[1] ?? null;
        return [name, { type, isReadOnly: /read-only/.test(description), inside: inside !== null && inside in sectionOf(section).tables ? inside : null }];
      }),
    );
  }

  const parametersOf = (section: Section): ReadonlySet<string> => new Set((sectionOf(section).tables['Available parameters'] ?? []).map(([name = '']) => name));

  function judgeRecord(section: Section, table: string, record: unknown): string | null {
    if (typeof record !== 'object' || record === null) return `${table}: not a record`;
    const fields = fieldsOf(section, table);
    for (const [name, value] of Object.entries(record)) {
      const field = fields.get(name);
      if (field === undefined) return `${table}: the document does not know ${name}`;
      const wrong = judgeValue(section, field, name, value);
      if (wrong !== null) return `${table}: ${wrong}`;
    }
    return null;
  }

  function judgeValue(section: Section, field: Field, name: string, value: unknown): string | null {
    // Plug-ins keep lists and records in meta data, whatever the table says.
    if (name === 'value') return null;
    // The refunds' table calls the slug of a tax class an integer; the orders' table and the examples of both have a text.
    const type = name === 'tax_class' ? 'string' : field.type;
    if (!isOfType(type, value)) return `${name} is no ${field.type}: ${JSON.stringify(value)}`;
    if (field.inside === null) return null;
    for (const inner of Array.isArray(value) ? value : [value]) {
      const wrong = judgeRecord(section, field.inside, inner);
      if (wrong !== null) return wrong;
    }
    return null;
  }

  return {
    judgeRecord,
    judgeRequest(section, table, { method, path, query, body }) {
      const isKnown = sectionOf(section).endpoints.some(([of, pattern]) => of === method && new RegExp(`^${pattern.replace(/&lt;\w+&gt;/g, '\\d+')}$`).test(path));
      if (!isKnown) return `the document has no ${method} ${path}`;
      const parameter = [...query.keys()].find((name) => !parametersOf(section).has(name) && !WORDPRESS_PARAMETERS.has(name));
      if (parameter !== undefined) return `the document has no parameter ${parameter}`;
      if (body === '') return null;
      const record = JSON.parse(body) as Record<string, unknown>;
      const fields = fieldsOf(section, table);
      const fixed = Object.keys(record).find((name) => fields.get(name)?.isReadOnly === true);
      return fixed === undefined ? judgeRecord(section, table, record) : `${fixed} is read-only`;
    },
  };
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'date-time':
      return value === null || (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value));
    default:
      return false;
  }
}
