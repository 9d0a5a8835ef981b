import type { Brand } from '../units/brand.ts';
import type { InstantMs } from '../units/instant.ts';
import type { Role } from './role.ts';

export type PersonId = Brand<'PersonId'>;

/** Somebody who works at the station. Nothing more about them is kept than the work needs. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly roles: readonly [Role, ...Role[]];
  /** The person's own language; null: the bench's. */
  readonly language: 'en' | 'de' | null;
  /** What the badge's code carries behind its prefix. A new badge ends the old one. */
  readonly badgeId: string;
  readonly pin: PinHash | null;
  /** False: left the house. Kept, because their name stands on what they did. */
  readonly isActive: boolean;
  readonly createdAtMs: InstantMs;
}

/** A PIN is never stored. `cost`, `blockSize` and `parallelism` are those of scrypt (RFC 7914), kept so that they can be raised. */
export interface PinHash {
  readonly scheme: 'scrypt';
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelism: number;
  /** Base64. */
  readonly salt: string;
  /** Base64. */
  readonly hash: string;
}

/** Who does something now. `personId` is null while no people are set up: then a name is only what somebody typed. */
export interface Actor {
  readonly personId: PersonId | null;
  readonly name: string;
}
