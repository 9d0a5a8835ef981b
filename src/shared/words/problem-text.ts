import type { TFunction } from 'i18next';

/** Why a message or a trial was refused, in the reader's language. */
export interface ProblemText {
  readonly what: string;
  readonly cause: string;
  readonly act: string;
}

/** A code that no sentence knows is told as `unrecognised`: the channel's own words stand beside it in any case. */
export function problemCodeText(t: TFunction, code: string): ProblemText {
  const part = (name: keyof ProblemText): string => t([`problem.${code}.${name}`, `problem.unrecognised.${name}`]);
  return { what: part('what'), cause: part('cause'), act: part('act') };
}
