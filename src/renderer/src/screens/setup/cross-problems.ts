import type { ReplyError } from '../../../../shared/contract/reply.ts';
import type { Draft, FieldProblem } from './draft.ts';
import { ownables, wholeOf } from './store-draft.ts';

const problem = (key: string, values: FieldProblem['values'] = {}): FieldProblem => ({ key, values });

/** What no single field can know: the station refuses the same, and here each is said at its place. */
export function crossProblems({ stores }: Pick<Draft, 'stores'>): readonly (readonly [path: string, problem: FieldProblem])[] {
  const hasReal = stores.some((store) => store.connection.kind !== 'practice');
  return stores.flatMap((store, index) => {
    const at = `stores.${String(index)}`;
    const found: [string, FieldProblem][] = [];
    if (hasReal && store.connection.kind === 'practice') found.push([`${at}.connection.kind`, problem('practiceBeside')]);
    if (stores.findIndex((other) => other.storeId === store.storeId) < index) found.push([`${at}.storeId`, problem('sameId')]);
    if (wholeOf(store.policy.limitMinutes) < wholeOf(store.policy.freshMinutes)) found.push([`${at}.policy.limitMinutes`, problem('limitBelowFresh')]);
    const { owners } = store;
    if (owners !== null) {
      for (const what of ownables) if (owners.systems[owners[what]] === undefined) found.push([`${at}.owners.${what}`, problem(`owner-${what}`)]);
      owners.systems.forEach((system, position) => {
        if (owners.systems.findIndex((other) => sameName(other, system)) < position) found.push([`${at}.owners.${String(position)}.system`, problem('sameSystem')]);
      });
    }
    return found;
  });
}

const sameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Where in the form a refusal of the station belongs; null: nowhere in particular. The parts `stores` and `people` show what names no field. */
export function placeOfRefusal({ code, details }: ReplyError, { stores }: Pick<Draft, 'stores'>): { readonly path: string; readonly problem: FieldProblem | null } | null {
  if (code !== 'refused' || typeof details !== 'object' || details === null || !('section' in details)) return null;
  const { section, problem: kind, storeId, what } = details as { readonly section: unknown; readonly problem?: unknown; readonly storeId?: unknown; readonly what?: unknown };
  const index = stores.findIndex((store) => store.storeId === storeId);
  const ownable = ownables.find((one) => one === what);
  if (kind === 'owners' && ownable !== undefined && index >= 0) return { path: `stores.${String(index)}.owners.${ownable}`, problem: problem(`owner-${ownable}`) };
  if (kind === 'combine' && index >= 0) return { path: `stores.${String(index)}.combine`, problem: problem('combine') };
  return section === 'stores' || section === 'people' ? { path: section, problem: null } : null;
}
