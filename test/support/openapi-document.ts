import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { parse as parseYaml } from 'yaml';

/**
 * A vendor's OpenAPI 3 document (JSON or YAML), where a developer has it beside the repository, as the judge of our requests and of the
 * practice site's answers. A field that the document does not know is an invention of ours, so every object is closed, also where a
 * schema is put together with allOf, anyOf or oneOf.
 */
export interface OpenApiDocument {
  /** Null where the answer is what the document says for this operation and status; else what is wrong. `path` is the template. */
  judgeAnswer(path: string, method: string, status: number, body: string): string | null;
  judgeRequest(path: string, method: string, query: URLSearchParams, body: string | null, headers?: Readonly<Record<string, string>>): string | null;
  /** Judges one value by a named schema of the document, as it stands in an answer: for bodies that operations do not spell out. */
  judgeBySchema(name: string, value: unknown): string | null;
  /** The template, as it is written there, of a path as it was asked for without the query; null where the document has none. */
  findPath(method: string, pathname: string): string | null;
  /** The operation as it stands in the document, for what vendors add to it. */
  operation(path: string, method: string): Readonly<Record<string, unknown>>;
}

const FOLDER = fileURLToPath(new URL('../../../shared/specs/', import.meta.url));

/** `file`: for example "ebay/sell_fulfillment_v1_oas3.json". */
export const hasVendorDocuments = (...files: readonly string[]): boolean => files.every((file) => existsSync(FOLDER + file));
/** A title that says by name why a test was skipped. */
export const vendorDocumentTitle = (title: string, vendor: string, ...files: readonly string[]): string =>
  hasVendorDocuments(...files) ? title : `${title} (skipped: ${vendor}’s documents are not beside this repository)`;

export function loadVendorDocument(file: string): OpenApiDocument {
  const text = readFileSync(FOLDER + file, 'utf8');
  return createOpenApiDocument((file.endsWith('.json') ? JSON.parse(text) : parseYaml(text)) as JsonObject);
}

type Json = null | boolean | number | string | Json[] | { [field: string]: Json };
type JsonObject = { [field: string]: Json };
/** A field may be required in one direction only (readOnly, writeOnly). */
type Direction = 'request' | 'answer';
/** What a composition is made of stays open; the composition as a whole is closed. */
type Closing = 'closed' | 'open';

// The package is CommonJS: depending on who loads it, the function is the module or its default.
const addFormats = typeof addFormatsModule === 'function' ? addFormatsModule : (addFormatsModule as { default: (ajv: Ajv2020) => Ajv2020 }).default;

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const asObject = (value: Json | undefined, what: string): JsonObject => {
  if (!isObject(value)) throw new Error(`the document has no ${what}`);
  return value;
};
const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export function createOpenApiDocument(document: JsonObject): OpenApiDocument {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, unicodeRegExp: false });
  addFormats(ajv);
  const paths = asObject(document['paths'], 'paths');
  const schemas = isObject(document['components']) && isObject(document['components']['schemas']) ? document['components']['schemas'] : {};
  for (const direction of ['request', 'answer'] as const) {
    const all = (closing: Closing): JsonObject => Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, translate(schema, direction, closing)]));
    ajv.addSchema({ $id: direction, closed: all('closed'), open: all('open') });
  }

  /** Follows a reference to a parameter, an answer, a body or a path; schemas keep theirs. */
  function resolve(value: Json | undefined, what: string): JsonObject {
    const found = asObject(value, what);
    const ref = found['$ref'];
    if (typeof ref !== 'string') return found;
    const steps = ref.replace(/^#\//, '').split('/').map(unescapePointer);
    return resolve(steps.reduce<Json | undefined>((inner, step) => (isObject(inner) ? inner[step] : undefined), document), ref);
  }

  function readOnlyNames(properties: JsonObject, direction: Direction): Set<string> {
    const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
    return new Set(Object.entries(properties).filter(([, schema]) => isObject(schema) && resolve(schema, 'schema')[flag] === true).map(([name]) => name));
  }

  /** From a schema of OpenAPI 3.0 or 3.1 to a closed one of JSON Schema 2020-12. */
  function translate(schema: Json | undefined, direction: Direction, closing: Closing): Json {
    if (!isObject(schema)) return typeof schema === 'boolean' ? schema : true;
    const { nullable, ...rest } = schema;
    if (nullable === true) return { anyOf: [{ type: 'null' }, translate(rest, direction, closing)] };
    const within = (inner: Json): Json => translate(inner, direction, 'closed');
    const translated: JsonObject = {};
    let isComposed = false;
    for (const [keyword, value] of Object.entries(schema)) {
      // A part that closes itself would refuse what the other parts bring (ShipStation's document has that); the whole is closed below.
      if (keyword === 'additionalProperties' && value === false) continue;
      if (keyword === '$ref') translated[keyword] = refTo(textOf(value), direction, closing);
      else if (keyword === 'properties' || keyword === 'patternProperties') translated[keyword] = isObject(value) ? mapValues(value, within) : {};
      else if (keyword === 'items' || keyword === 'additionalProperties' || keyword === 'not') translated[keyword] = within(value);
      else if (keyword === 'allOf' || keyword === 'anyOf' || keyword === 'oneOf') {
        isComposed = true;
        translated[keyword] = listOf(value).map((part) => translate(part, direction, 'open'));
      } else if (VERBATIM.has(keyword)) translated[keyword] = value;
    }
    raiseBounds(translated);
    if (isObject(schema['properties'])) {
      const absent = readOnlyNames(schema['properties'], direction);
      translated['required'] = listOf(schema['required']).filter((name) => !absent.has(textOf(name)));
    }
    const says = schema['additionalProperties'];
    const mayClose = closing === 'closed' && (says === false || says === undefined) && (says === false || isObject(schema['properties']) || isComposed);
    return mayClose ? { ...translated, unevaluatedProperties: false } : translated;
  }

  function judge(schema: Json | undefined, value: unknown, direction: Direction): string | null {
    const validate = ajv.compile(asSchema(translate(schema ?? {}, direction, 'closed')));
    return validate(value) ? null : ajv.errorsText(validate.errors);
  }

  const operationOf = (path: string, method: string): JsonObject => resolve(resolve(paths[path], `path ${path}`)[method.toLowerCase()], `${method} ${path}`);
  const parametersOf = (path: string, method: string): JsonObject[] =>
    [...listOf(resolve(paths[path], `path ${path}`)['parameters']), ...listOf(operationOf(path, method)['parameters'])].map((parameter) => resolve(parameter, 'parameter'));

  function judgeContent(holder: JsonObject, body: string, direction: Direction): string | null {
    const content = isObject(holder['content']) ? holder['content'] : {};
    const media = Object.entries(content).find(([type]) => /[/+]json\b/.test(type))?.[1];
    if (media === undefined) return body === '' ? null : 'the document has no body here';
    const value = parseJson(body);
    return value === undefined ? 'the body is no JSON' : judge(asObject(media, 'media type')['schema'], value, direction);
  }

  return {
    judgeAnswer(path, method, status, body) {
      const responses = asObject(operationOf(path, method)['responses'], 'responses');
      const response = responses[String(status)] ?? responses[`${String(status).charAt(0)}XX`] ?? responses['default'];
      return response === undefined ? `status ${status} is not in the document` : judgeContent(resolve(response, 'response'), body, 'answer');
    },
    judgeRequest(path, method, query, body, headers = {}) {
      const parameters = parametersOf(path, method);
      const known = new Set(parameters.filter((parameter) => parameter['in'] === 'query').map((parameter) => textOf(parameter['name'])));
      const unknown = [...query.keys()].filter((name) => !known.has(name));
      if (unknown.length > 0) return `unknown parameters ${unknown.join(', ')}`;
      for (const parameter of parameters) {
        const name = textOf(parameter['name']);
        const wrong = parameter['in'] === 'query' ? judgeQuery(parameter, query.getAll(name)) : parameter['in'] === 'header' ? judgeHeader(parameter, headers) : null;
        if (wrong !== null) return `${name}: ${wrong}`;
      }
      const requestBody = operationOf(path, method)['requestBody'];
      if (requestBody === undefined) return body === null || body === '' ? null : 'the document has no body here';
      const holder = resolve(requestBody, 'request body');
      if (body === null || body === '') return holder['required'] === true ? 'the body is missing' : null;
      return judgeContent(holder, body, 'request');
    },
    judgeBySchema: (name, value) => judge({ $ref: `#/components/schemas/${name}` }, value, 'answer'),
    findPath(method, pathname) {
      const fits = (template: string): boolean => new RegExp(`^${template.replace(/^\/+/, '/').replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname);
      // A fixed path weighs more than one with a place for an id: /orders/list is no order called "list".
      const found = Object.keys(paths).filter((path) => fits(path) && isObject(resolve(paths[path], path)[method.toLowerCase()]));
      return found.sort((a, b) => a.split('{').length - b.split('{').length)[0] ?? null;
    },
    operation: operationOf,
  };

  function judgeQuery(parameter: JsonObject, given: readonly string[]): string | null {
    if (given.length === 0) return parameter['required'] === true ? 'is missing' : null;
    const schema = resolve(parameter['schema'] ?? {}, 'schema');
    if (typesOf(schema).includes('array')) {
      const texts = parameter['explode'] === false ? given.flatMap((text) => text.split(',')) : given;
      return judge(parameter['schema'], texts.map((text) => readText(text, resolve(schema['items'] ?? {}, 'items'))), 'request');
    }
    return given.length > 1 ? 'is given several times' : judge(parameter['schema'], readText(given[0] ?? '', schema), 'request');
  }

  function judgeHeader(parameter: JsonObject, headers: Readonly<Record<string, string>>): string | null {
    const wanted = textOf(parameter['name']).toLowerCase();
    const given = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
    if (given === undefined) return parameter['required'] === true ? 'is missing' : null;
    return judge(parameter['schema'], readText(given, resolve(parameter['schema'] ?? {}, 'schema')), 'request');
  }
}

/** Words of a schema that say the same in OpenAPI and in JSON Schema. All others are examples, texts and extensions. */
const VERBATIM = new Set([
  'type', 'enum', 'const', 'format', 'pattern', 'required', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength',
  'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties',
]);

/** In OpenAPI 3.0 "exclusive" is a flag beside the bound, later it is the bound itself. */
function raiseBounds(schema: JsonObject): void {
  for (const [flag, bound] of [['exclusiveMinimum', 'minimum'], ['exclusiveMaximum', 'maximum']] as const) {
    const given = schema[flag];
    if (typeof given !== 'boolean') continue;
    delete schema[flag];
    const limit = schema[bound];
    if (!given || limit === undefined) continue;
    schema[flag] = limit;
    delete schema[bound];
  }
}

const unescapePointer = (step: string): string => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
const mapValues = (fields: JsonObject, change: (value: Json) => Json): JsonObject => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value)]));
const asSchema = (schema: Json): JsonObject | boolean => (isObject(schema) || typeof schema === 'boolean' ? schema : true);
const typesOf = (schema: JsonObject): Json[] => (Array.isArray(schema['type']) ? schema['type'] : [schema['type'] ?? null]);

function refTo(ref: string, direction: Direction, closing: Closing): string {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(ref)?.[1];
  if (name === undefined) throw new Error(`a schema refers to ${ref}, which is no named schema`);
  return `${direction}#/${closing}/${name}`;
}

function readText(text: string, schema: JsonObject): unknown {
  const types = typesOf(schema);
  if (types.includes('integer') || types.includes('number')) return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (types.includes('boolean')) return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
