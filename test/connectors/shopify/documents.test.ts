import { Kind, parse } from 'graphql';
import type { DocumentNode, SelectionSetNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DOCUMENTS } from '../../../src/main/connectors/marketplaces/shopify/documents.ts';
import type { DocumentName } from '../../../src/main/connectors/marketplaces/shopify/documents.ts';
import { CALL_POINTS, POINTS, SIZES } from '../../../src/main/connectors/marketplaces/shopify/limits.ts';

/** The documented sum: an object 1, a connection 2 and its nodes, a list its size. Source: as in limits.ts. Counted apart from the practice site. */
function pointsOf(text: string, variables: Readonly<Record<string, unknown>>): number {
  const document: DocumentNode = parse(text);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the document begins with no operation');
  const sum = (set: SelectionSetNode): number =>
    set.selections.reduce((points, selection) => {
      const include = selection.directives?.find(({ name }) => name.value === 'include')?.arguments?.[0]?.value;
      if (include?.kind === Kind.VARIABLE && variables[include.name.value] !== true) return points;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = document.definitions.find((definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value);
        return points + (fragment?.kind === Kind.FRAGMENT_DEFINITION ? sum(fragment.selectionSet) : Number.NaN);
      }
      if (selection.kind !== Kind.FIELD || selection.selectionSet === undefined || selection.name.value === 'pageInfo') return points;
      const first = selection.arguments?.find(({ name }) => name.value === 'first')?.value;
      const size = first?.kind === Kind.INT ? Number(first.value) : first?.kind === Kind.VARIABLE ? Number(variables[first.name.value]) : null;
      const nodes = selection.selectionSet.selections.find((inner) => inner.kind === Kind.FIELD && inner.name.value === 'nodes');
      if (size === null) return points + 1 + sum(selection.selectionSet);
      const inner = nodes?.kind === Kind.FIELD && nodes.selectionSet !== undefined ? nodes.selectionSet : null;
      return points + (inner === null ? size * (1 + sum(selection.selectionSet)) : 2 + size * (1 + sum(inner)));
    }, 0);
  return sum(operation.selectionSet);
}

const { orders, ...page } = SIZES.page;
const VARIABLES: readonly (readonly [Exclude<keyof typeof POINTS, 'mutation'> & DocumentName, Readonly<Record<string, unknown>>])[] = [
  ['listOrders', { first: orders, ...page, whole: false }],
  ['readOrder', { ...SIZES.whole, whole: true }],
  ['readRest', { ...SIZES.rest, moreLines: true, moreWork: true, moreParcels: true }],
  ['readFulfillable', SIZES.plan],
  ['readMoreFulfillable', SIZES.planRest],
  ['readWorkLines', { lines: SIZES.rest.lines }],
  ['readFulfillment', { lines: SIZES.parcel.lines }],
  ['testConnection', {}],
  ['findItems', { first: 50 }],
];

describe('what Shopify’s documents cost', () => {
  it.each(VARIABLES)('%s asks for just what the table of limits says', (name, variables) => {
    expect(pointsOf(DOCUMENTS[name], variables)).toBe(POINTS[name]);
  });

  it('no query comes to the 1,000 points that one may cost, and no call of the port to a full bucket', () => {
    expect(Math.max(...Object.values(POINTS))).toBeLessThan(1_000);
    expect(Math.max(...Object.values(CALL_POINTS))).toBeLessThan(1_000);
  });
});
