import type { Problem } from './outcome.ts';

/**
 * What a refusal means for the row:
 * `auth` the account is not let in, nothing is wrong with this parcel; `order-cancelled` it must not be told; `cancel-requested` a person
 * decides first; `already-shipped` look what the channel shows; `locked` the record is busy, the same message may go again in a moment;
 * `data` a person must correct something.
 */
export type RejectionKind = 'auth' | 'order-cancelled' | 'cancel-requested' | 'already-shipped' | 'locked' | 'data';

/**
 * The connectors' common words, each derived from a channel's own codes and texts. Every screen has a sentence, a cause and an act for
 * each; a code that is not here counts as `unrecognised` and shows the channel's own words.
 */
const kindByCode = {
  /** Key, token, role or signature. */
  auth: 'auth',
  'order-cancelled': 'order-cancelled',
  /** Amazon's NonexistentOrderItem: most often a cancelled line. */
  'order-cancelled-or-unknown-line': 'order-cancelled',
  /** The buyer asks to cancel and the channel wants that decided first. */
  'cancel-requested': 'cancel-requested',
  /** The channel already holds a package, or allows no more edits: look what it shows. */
  'already-shipped': 'already-shipped',
  'too-many-updates': 'already-shipped',
  /** Another writer holds the record, or changed it meanwhile. */
  locked: 'locked',
  'bad-carrier': 'data',
  'bad-number': 'data',
  /** The number stands for another order already, and this channel allows that to no two. */
  'number-reused': 'data',
  /** More packages than the channel allows for one order. */
  'too-many-numbers': 'data',
  'quantity-wrong': 'data',
  /** The channel no longer knows the order, the package or the line under this id. */
  'order-gone': 'data',
  /** The order is told by the channel itself (its own shipping programs). */
  'not-ours-to-tell': 'data',
  'ship-plus': 'data',
  /** A number that was told can no longer be changed through the interface. */
  'correction-closed': 'data',
  /** The shop has none of the places where a number could be written. */
  'no-target': 'data',
  /** A go-between (ShipStation) has the number, and could not tell the shop where the buyer looks. */
  'not-passed-on': 'data',
  /** The order is in a state in which nothing can be told: unpaid, on hold, not yet picked. */
  'wrong-state': 'data',
  /** We sent something that the channel's own document forbids: a bug of ours. */
  'bad-request-ours': 'data',
  'bad-settings': 'data',
  'page-token-refused': 'data',
  unreadable: 'data',
  unrecognised: 'data',
} as const satisfies Readonly<Record<string, RejectionKind>>;

export type ProblemCode = keyof typeof kindByCode;
export const problemCodes = Object.keys(kindByCode) as readonly ProblemCode[];

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(kindByCode, code);

const kindOfCode = (code: string): RejectionKind => (isProblemCode(code) ? kindByCode[code] : 'data');

/** What a refusal is about. The account comes first: while it is not let in, the channel has not judged the parcel at all. */
export function kindOfRejection(problems: readonly Problem[]): RejectionKind {
  const kinds = new Set(problems.map((problem) => kindOfCode(problem.code)));
  const weighed = ['auth', 'order-cancelled', 'cancel-requested', 'already-shipped', 'locked'] as const;
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
