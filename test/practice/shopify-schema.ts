import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, getNamedType, getVariableValues, isAbstractType, isEnumType, isLeafType, isListType, isNonNullType, isObjectType, Kind, OperationTypeNode, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, IntrospectionQuery, OperationDefinitionNode, SelectionSetNode } from 'graphql';

/** Shopify's own schema, where a developer has it beside the repository; it is not part of it. */
const FILE = fileURLToPath(new URL('../../../shared/specs/shopify/admin_2026-10.json.gz', import.meta.url));

export const hasShopifySchema = existsSync(FILE);
export const schemaTitle = (title: string): string => (hasShopifySchema ? title : `${title} (skipped: Shopify's schema is not beside this repository)`);

type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };
type Variables = Readonly<Record<string, unknown>>;

export interface ShopifySchema {
  /** Null where the document and its variables are what the schema allows; else what is wrong. */
  judgeRequest(document: string, variables: Variables): string | null;
  /** Null where the data holds just what the document asks for, in the types of the schema. */
  judgeData(document: string, variables: Variables, data: unknown): string | null;
}

export function loadShopifySchema(): ShopifySchema {
  const introspection = JSON.parse(gunzipSync(readFileSync(FILE)).toString('utf8')) as { readonly data?: IntrospectionQuery } & Partial<IntrospectionQuery>;
  const schema = buildClientSchema((introspection.data ?? introspection) as IntrospectionQuery);

  return {
    judgeRequest(text, variables) {
      const document = parse(text);
      const errors = validate(schema, document);
      if (errors.length > 0) return errors.map(({ message }) => message).join('; ');
      const coerced = getVariableValues(schema, operationOf(document).variableDefinitions ?? [], variables);
      if (coerced.errors !== undefined) return coerced.errors.map(({ message }) => message).join('; ');
      const declared = new Set((operationOf(document).variableDefinitions ?? []).map(({ variable }) => variable.name.value));
      const unknown = Object.keys(variables).filter((name) => !declared.has(name));
      return unknown.length === 0 ? null : `variables that the document does not declare: ${unknown.join(', ')}`;
    },
    judgeData(text, variables, data) {
      const document = parse(text);
      const operation = operationOf(document);
      const root = operation.operation === OperationTypeNode.MUTATION ? schema.getMutationType() : schema.getQueryType();
      return root == null ? 'the schema has no root' : judgeObject(schema, document, variables, root, operation.selectionSet, data as Json, 'data');
    },
  };
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the document holds no operation');
  return operation;
}

interface AskedField {
  readonly key: string;
  readonly name: string;
  readonly selections: SelectionSetNode | undefined;
}

function fieldsOf(document: DocumentNode, set: SelectionSetNode, variables: Variables): AskedField[] {
  return set.selections.flatMap((selection): AskedField[] => {
    const include = selection.directives?.find(({ name }) => name.value === 'include')?.arguments?.[0]?.value;
    if (include?.kind === Kind.VARIABLE && variables[include.name.value] !== true) return [];
    if (selection.kind === Kind.FIELD) return [{ key: selection.alias?.value ?? selection.name.value, name: selection.name.value, selections: selection.selectionSet }];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(document, selection.selectionSet, variables);
    const fragment = document.definitions.find((definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value);
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fieldsOf(document, fragment.selectionSet, variables) : [];
  });
}

function judgeObject(schema: GraphQLSchema, document: DocumentNode, variables: Variables, type: GraphQLObjectType, set: SelectionSetNode, value: Json, path: string): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path} is no object`;
  const object = value as { readonly [field: string]: Json };
  const asked = fieldsOf(document, set, variables);
  const extra = Object.keys(object).filter((key) => !asked.some((field) => field.key === key));
  if (extra.length > 0) return `${path} holds ${extra.join(', ')}, which nobody asked for`;
  for (const { key, name, selections } of asked) {
    const field = type.getFields()[name];
    if (field === undefined) return `${path}.${name} is not in the schema`;
    if (!(key in object)) return `${path}.${key} is missing`;
    const wrong = judgeValue(schema, document, variables, field.type, selections, object[key] ?? null, `${path}.${key}`);
    if (wrong !== null) return wrong;
  }
  return null;
}

function judgeValue(schema: GraphQLSchema, document: DocumentNode, variables: Variables, type: GraphQLOutputType, selections: SelectionSetNode | undefined, value: Json, path: string): string | null {
  if (isNonNullType(type)) return value === null ? `${path} must not be null` : judgeValue(schema, document, variables, type.ofType as GraphQLOutputType, selections, value, path);
  if (value === null) return null;
  if (isListType(type)) {
    const items = listOf(value);
    if (items === null) return `${path} is no list`;
    for (const [index, item] of items.entries()) {
      const wrong = judgeValue(schema, document, variables, type.ofType, selections, item, `${path}[${index}]`);
      if (wrong !== null) return wrong;
    }
    return null;
  }
  if (isLeafType(type)) return judgeLeaf(type, value, path);
  const named = getNamedType(type);
  if (isAbstractType(named) || !isObjectType(named) || selections === undefined) return `${path} is of a kind that this judge does not know`;
  return judgeObject(schema, document, variables, named, selections, value, path);
}

const listOf = (value: Json): readonly Json[] | null => (Array.isArray(value) ? (value as readonly Json[]) : null);

/** A client's schema knows no formats of the vendor's own scalars: those that matter here are checked by hand. */
function judgeLeaf(type: GraphQLOutputType, value: Json, path: string): string | null {
  if (isEnumType(type)) return type.getValues().some(({ name }) => name === value) ? null : `${path} is ${JSON.stringify(value)}, which is not one of ${type.name}`;
  switch (String(type)) {
    case 'Int':
      return Number.isInteger(value) ? null : `${path} is no whole number`;
    case 'Boolean':
      return typeof value === 'boolean' ? null : `${path} is neither true nor false`;
    case 'ID':
      return typeof value === 'string' && /^gid:\/\/shopify\/[A-Za-z]+\/\d+$/.test(value) ? null : `${path} is no id of Shopify's`;
    case 'DateTime':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) && value.endsWith('Z') ? null : `${path} is no instant`;
    case 'Decimal':
      return typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? null : `${path} is no decimal number`;
    case 'URL':
      return typeof value === 'string' && URL.canParse(value) ? null : `${path} is no address`;
    default:
      return typeof value === 'string' ? null : `${path} is no text`;
  }
}
