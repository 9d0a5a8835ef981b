import { findApplicationIdentifier } from './application-identifiers.ts';

/** An element as read: which AI, its title, its data. */
export interface Gs1Element {
  readonly ai: string;
  readonly title: string;
  readonly data: string;
}

/**
 * What is wrong between elements that are each right. Not a refusal: the rules hold for all symbols on one item together,
 * and a carton often carries its lot in a second bar code. Label encoders (ours too) must not print any of these.
 */
export type AssociationProblem =
  | { readonly kind: 'missing-companion'; readonly ai: string; readonly needsOneOf: readonly string[] }
  | { readonly kind: 'excluded-pair'; readonly ai: string; readonly excludes: string }
  | { readonly kind: 'conflicting-repeat'; readonly ai: string };

/** `310n` fits 3100 to 3109. */
function fits(pattern: string, ai: string): boolean {
  return pattern.length === ai.length && [...pattern].every((sign, index) => sign === 'n' || sign === ai.charAt(index));
}

export function findAssociationProblems(elements: readonly Gs1Element[]): readonly AssociationProblem[] {
  const problems: AssociationProblem[] = [];
  const dataByAi = new Map<string, string>();
  for (const { ai, data } of elements) {
    const earlier = dataByAi.get(ai);
    if (earlier === undefined) dataByAi.set(ai, data);
    else if (earlier !== data) problems.push({ kind: 'conflicting-repeat', ai });
  }
  const present = [...dataByAi.keys()];
  for (const ai of present) {
    const definition = findApplicationIdentifier(ai);
    if (definition === null) continue;
    const hasCompanion = definition.needsOneOf.some((combination) =>
      combination.split('+').every((pattern) => present.some((other) => fits(pattern, other))),
    );
    if (definition.needsOneOf.length > 0 && !hasCompanion) {
      problems.push({ kind: 'missing-companion', ai, needsOneOf: definition.needsOneOf });
    }
    for (const excluded of present) {
      if (excluded !== ai && definition.excludes.some((pattern) => fits(pattern, excluded))) {
        problems.push({ kind: 'excluded-pair', ai, excludes: excluded });
      }
    }
  }
  return problems;
}
