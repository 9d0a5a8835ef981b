import type { BenchId } from '../../../shared/domain/parcel/parcel.ts';
import type { Person, PersonId, PinHash } from '../../../shared/domain/people/person.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';

/** How often a PIN was wrong lately, so that guessing gets slower; on disk, so that a restart does not forget it. */
export interface PinTries {
  readonly personId: PersonId;
  readonly failures: number;
  readonly lastFailureAtMs: InstantMs;
}

export interface PeopleRepository {
  /** Inserts or replaces by id; never deletes. The database refuses two active people with one badge, and the end of the last active admin. */
  save(person: Person): void;
  load(id: PersonId): Person | null;
  /** Active people only. */
  findByBadge(badgeId: string): Person | null;
  list(): readonly Person[];
  /** Whether anybody is set up: from then on every act needs somebody who may do it. */
  isAnybodySetUp(): boolean;
  loadPinTries(id: PersonId): PinTries;
  savePinTries(tries: PinTries): void;
}

/** Who stands at a bench. Survives a restart; the lock does too. */
export interface BenchSignIn {
  readonly benchId: BenchId;
  readonly personId: PersonId | null;
  readonly sinceMs: InstantMs;
  readonly isLocked: boolean;
}

export interface SignInRepository {
  load(benchId: BenchId): BenchSignIn;
  save(signIn: BenchSignIn): void;
}

/** Slow on purpose, and never on the thread that judges scans. */
export interface PinHasher {
  hash(pin: string): Promise<PinHash>;
  verify(pin: string, hash: PinHash): Promise<boolean>;
}
