import type { Arguments, Directive, DocumentNode, OperationNode, Selection, Value } from './graphql-document.ts';

/** A thing of the shop: its fields are values, or functions of the arguments of the field. */
export interface Thing {
  readonly __typename: string;
  readonly [field: string]: unknown;
}
export type Given = Readonly<Record<string, unknown>>;
type Field = Extract<Selection, { readonly kind: 'field' }>;

/** An error for the whole document, as Shopify words it. */
export class DocumentError extends Error {
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null && '__typename' in value;

function resolveValue(value: Value, variables: Given): unknown {
  switch (value.kind) {
    case 'variable':
      return variables[value.name] ?? null;
    case 'plain':
      return value.value;
    case 'list':
      return value.items.map((item) => resolveValue(item, variables));
    case 'object':
      return Object.fromEntries(Object.entries(value.fields).map(([field, inner]) => [field, resolveValue(inner, variables)]));
  }
}

const resolveArgs = (args: Arguments, variables: Given): Given => Object.fromEntries(Object.entries(args).map(([name, value]) => [name, resolveValue(value, variables)]));

function isIncluded(directives: readonly Directive[], variables: Given): boolean {
  return directives.every(({ name, args }) => (name === 'include' ? resolveArgs(args, variables)['if'] === true : name === 'skip' ? resolveArgs(args, variables)['if'] !== true : true));
}

/** Fields of a selection with fragments laid open; those left out by a directive are gone. */
function fieldsOf(selections: readonly Selection[], document: DocumentNode, variables: Given): Field[] {
  return selections.filter(({ directives }) => isIncluded(directives, variables)).flatMap((selection): Field[] => {
    if (selection.kind === 'field') return [selection];
    if (selection.kind === 'inline') return fieldsOf(selection.selections, document, variables);
    const fragment = document.fragments.get(selection.name);
    if (fragment === undefined) throw new DocumentError(`Fragment ${selection.name} was used, but not defined`, 'useAndDefineFragment');
    return fieldsOf(fragment, document, variables);
  });
}

/** What a document may cost at most: objects 1, connections 2 and their nodes, lists by their size, a mutation 10. Source: as limits.ts of the connector names it, read there apart. */
export function requestedCost(operation: OperationNode, document: DocumentNode, variables: Given): number {
  const costOf = (selections: readonly Selection[]): number => fieldsOf(selections, document, variables).reduce((sum, field) => sum + costOfField(field), 0);
  function costOfField(field: Field): number {
    if (field.selections === null) return 0;
    const { first } = resolveArgs(field.args, variables);
    const inner = fieldsOf(field.selections, document, variables);
    const nodes = inner.find(({ name }) => name === 'nodes');
    if (typeof first !== 'number') return 1 + costOf(field.selections);
    return nodes?.selections == null ? first * (1 + costOf(field.selections)) : 2 + first * (1 + costOf(nodes.selections));
  }
  return operation.type === 'mutation' ? 10 * fieldsOf(operation.selections, document, variables).length : costOf(operation.selections);
}

export interface Ran {
  readonly data: Given;
  /** By the objects that were really there. */
  readonly cost: number;
}

/** Answers exactly what was asked for, and refuses a field that the thing does not have. */
export function run(operation: OperationNode, document: DocumentNode, root: Thing, variables: Given): Ran {
  let cost = 0;
  function select(thing: Thing, selections: readonly Selection[]): Given {
    const data: Record<string, unknown> = {};
    for (const field of fieldsOf(selections, document, variables)) {
      if (!(field.name in thing)) throw new DocumentError(`Field '${field.name}' doesn't exist on type '${thing.__typename}'`, 'undefinedField');
      const source = thing[field.name];
      const value: unknown = typeof source === 'function' ? (source as (args: Given, directives: readonly Directive[]) => unknown)(resolveArgs(field.args, variables), field.directives.map((one) => ({ ...one, args: plainArgs(one.args) }))) : source;
      data[field.alias] = shape(value, field);
    }
    return data;
  }
  function plainArgs(args: Arguments): Arguments {
    return Object.fromEntries(Object.entries(resolveArgs(args, variables)).map(([name, value]) => [name, { kind: 'plain', value: typeof value === 'string' ? value : null }]));
  }
  function shape(value: unknown, field: Field): unknown {
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) return value.map((item) => shape(item, field));
    if (!isThing(value)) {
      if (field.selections !== null) throw new DocumentError(`Selections can't be made on scalars (field '${field.name}')`, 'selectionMismatch');
      return value;
    }
    if (field.selections === null) throw new DocumentError(`Field must have selections (field '${field.name}' returns ${value.__typename} but has no selections)`, 'selectionMismatch');
    cost += value.__typename === 'PageInfo' ? 0 : value.__typename.endsWith('Connection') ? 2 : 1;
    return select(value, field.selections);
  }
  const data = select(root, operation.selections);
  return { data, cost: operation.type === 'mutation' ? 10 : cost };
}

/** A connection over things that are all at hand; its cursor is the place in the list unless another one is given. */
export function connection(type: string, items: readonly Thing[], cursorOf: (item: Thing, index: number) => string = (_item, index) => String(index + 1)): (args: Given) => Thing {
  return ({ first, after }) => {
    if (typeof first !== 'number' || first < 1 || first > 250) throw new DocumentError('you must provide one of first or last', 'BAD_REQUEST');
    const start = typeof after === 'string' ? items.findIndex((item, index) => cursorOf(item, index) === after) + 1 : 0;
    if (typeof after === 'string' && start === 0) throw new DocumentError('Invalid cursor for current pagination sort.', 'BAD_REQUEST');
    return page(type, items.slice(start, start + first), start + first < items.length, (item, index) => cursorOf(item, start + index));
  };
}

export function page(type: string, nodes: readonly Thing[], hasNextPage: boolean, cursorOf: (item: Thing, index: number) => string): Thing {
  const last = nodes.at(-1);
  return { __typename: `${type}Connection`, nodes, pageInfo: { __typename: 'PageInfo', hasNextPage, endCursor: last === undefined ? null : cursorOf(last, nodes.length - 1) } };
}
