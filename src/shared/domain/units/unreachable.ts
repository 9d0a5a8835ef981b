/**
 * Ends a switch over a closed set of cases. The compiler refuses a call that can still happen; if data from outside
 * gets here all the same, it is a bug and must be heard, not guessed around.
 */
export function unreachable(value: never): never {
  throw new Error(`a case was forgotten: ${JSON.stringify(value)}`);
}
