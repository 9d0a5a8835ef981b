/** Milliseconds since 1970-01-01 UTC, as the wall clock of the bench says. Every instant in the program has this unit. */
export type InstantMs = number;

export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;
