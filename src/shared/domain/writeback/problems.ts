import type { Problem } from './outcome.ts';

/**
 * Problem codes with which a connector says more than "a person must look"; every other code is just that. The words are
 * the connectors' common ones, for each channel derived from its own codes and texts.
 */
const kindByCode: Readonly<Record<string, RejectionKind>> = {
  /** Key, token or role: the account is not let in; nothing is wrong with this parcel. */
  auth: 'auth',
  'order-cancelled': 'order-cancelled',
  /** Amazon's NonexistentOrderItem: most often a cancelled line. */
  'order-cancelled-or-unknown-line': 'order-cancelled',
  /** The channel already holds a package, or allows no more edits: look what it shows. */
  'already-shipped': 'already-shipped',
  'too-many-updates': 'already-shipped',
};

export type RejectionKind = 'auth' | 'order-cancelled' | 'already-shipped' | 'data';

const kindOfCode = (code: string): RejectionKind => (Object.hasOwn(kindByCode, code) ? kindByCode[code] : undefined) ?? 'data';

/** What a refusal is about. The account comes first: while it is not let in, the channel has not judged the parcel at all. */
export function kindOfRejection(problems: readonly Problem[]): RejectionKind {
  const kinds = new Set(problems.map((problem) => kindOfCode(problem.code)));
  const weighed = ['auth', 'order-cancelled', 'already-shipped'] as const;
  return weighed.find((kind) => kinds.has(kind)) ?? 'data';
}

/** Longer answers are cut: the whole exchange is kept as it came elsewhere. Characters. */
const longestAnswer = 600;

/** The channel's words as they are stored with the row: "code: message", one after the other. */
export function wordsOf(problems: readonly Problem[]): string {
  return problems.map((problem) => `${problem.code}: ${problem.message}`).join(' | ').slice(0, longestAnswer);
}

/** True where the last stored answer was "already shipped": then a look-up that finds nothing is no reason to send again. */
export function saidAlreadyShipped(lastAnswer: string | null): boolean {
  if (lastAnswer === null) return false;
  return lastAnswer.split(' | ').some((words) => kindOfCode(words.slice(0, Math.max(0, words.indexOf(': ')))) === 'already-shipped');
}
