import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';

/**
 * Amazon's own documents, where a developer has them beside the repository; they are not part of it. They are Swagger 2.0, whose
 * definitions are JSON schema in all that is used here.
 */
const FOLDER = fileURLToPath(new URL('../../../shared/specs/amazon/', import.meta.url));
const FILES = { orders: 'orders_2026-01-01.json', ordersV0: 'ordersV0.json', listings: 'listingsItems_2021-08-01.json' } as const;

export const hasAmazonSpecs = Object.values(FILES).every((file) => existsSync(FOLDER + file));
export const specTitle = (title: string): string => (hasAmazonSpecs ? title : `${title} (skipped: Amazon's documents are not beside this repository)`);

type Json = null | boolean | number | string | Json[] | { [field: string]: Json };
type JsonObject = { [field: string]: Json };

const asObject = (value: Json | undefined): JsonObject => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('Amazon’s document has another shape than expected');
  return value;
};

function nameOf(parameter: JsonObject): string {
  const { name } = parameter;
  if (typeof name !== 'string') throw new Error('a parameter of Amazon’s document has no name');
  return name;
}

export interface AmazonSwagger {
  /** Null where the answer is what the document says for this operation and status; else what is wrong. */
  judgeAnswer(path: string, method: 'get' | 'post' | 'patch', status: number, body: string): string | null;
  judgeRequest(path: string, method: 'get' | 'post' | 'patch', query: URLSearchParams, body: string): string | null;
}

// The package is CommonJS: depending on who loads it, the function is the module or its default.
const addFormats = typeof addFormatsModule === 'function' ? addFormatsModule : (addFormatsModule as { default: (ajv: Ajv) => Ajv }).default;

export function loadAmazonSwagger(which: keyof typeof FILES): AmazonSwagger {
  const document = JSON.parse(readFileSync(FOLDER + FILES[which], 'utf8')) as JsonObject;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  // A field that Amazon's document does not know is an invention of ours, so every object is closed before it is used.
  ajv.addSchema(close({ definitions: document['definitions'] ?? {} }) as object, 'amazon');

  const operationOf = (path: string, method: string): JsonObject => asObject(asObject(asObject(document['paths'])[path])[method]);
  const parametersOf = (path: string, method: string): JsonObject[] => ((operationOf(path, method)['parameters'] ?? []) as Json[]).map(asObject);

  function judge(schema: Json, value: unknown): string | null {
    const ref = asObject(schema)['$ref'];
    const validate = ajv.compile(typeof ref === 'string' ? { $ref: `amazon${ref}` } : (close(schema) as object));
    return validate(value) ? null : ajv.errorsText(validate.errors);
  }

  return {
    judgeAnswer(path, method, status, body) {
      const responses = asObject(operationOf(path, method)['responses']);
      const response = responses[String(status)];
      if (response === undefined) return `status ${status} is not in the document`;
      const schema = asObject(response)['schema'];
      if (schema === undefined) return body === '' ? null : 'the document has no body here';
      return judge(schema, JSON.parse(body));
    },
    judgeRequest(path, method, query, body) {
      const parameters = parametersOf(path, method);
      const known = new Set(parameters.filter((parameter) => parameter['in'] === 'query').map((parameter) => parameter['name']));
      const unknown = [...query.keys()].filter((name) => !known.has(name));
      if (unknown.length > 0) return `unknown parameters ${unknown.join(', ')}`;
      for (const parameter of parameters) {
        const wrong = parameter['in'] === 'query' ? judgeQuery(parameter, query, judge) : parameter['in'] === 'body' ? judge(parameter['schema'] ?? {}, JSON.parse(body)) : null;
        if (wrong !== null) return `${nameOf(parameter)}: ${wrong}`;
      }
      return null;
    },
  };
}

function judgeQuery(parameter: JsonObject, query: URLSearchParams, judge: (schema: Json, value: unknown) => string | null): string | null {
  const text = query.get(nameOf(parameter));
  if (text === null) return parameter['required'] === true ? 'is missing' : null;
  const { type, format, items, maxItems } = parameter;
  const value = type === 'array' ? text.split(',') : type === 'integer' ? Number(text) : text;
  return judge({ type: type ?? 'string', ...(format === undefined ? {} : { format }), ...(items === undefined ? {} : { items }), ...(maxItems === undefined ? {} : { maxItems: Number(maxItems) }) }, value);
}

function close(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(close);
  if (typeof schema !== 'object' || schema === null) return schema;
  const closed = Object.fromEntries(Object.entries(schema).filter(([field]) => field !== 'x-example' && field !== 'example').map(([field, inner]) => [field, close(inner)]));
  return 'properties' in closed && closed['additionalProperties'] === undefined && typeof closed['properties'] === 'object' && closed['type'] === 'object' ? { ...closed, additionalProperties: false } : closed;
}
