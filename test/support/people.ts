import type { Proof } from '../../src/shared/contract/calls.ts';
import type { Person, PersonId } from '../../src/shared/domain/people/person.ts';
import type { Role } from '../../src/shared/domain/people/role.ts';
import { encodeBadge } from '../../src/shared/domain/scan/commands.ts';
import type { PinHasher } from '../../src/main/application/ports/people.ts';
import type { StationContext } from '../../src/main/application/station-context.ts';

/** Hashes at once and hides nothing: tests of the bench are not about scrypt. */
export const quickPins: PinHasher = {
  hash: (pin) => Promise.resolve({ scheme: 'scrypt', cost: 2, blockSize: 1, parallelism: 1, salt: 'c2FsdA==', hash: Buffer.from(`hash of ${pin}`).toString('base64') }),
  verify: (pin, stored) => Promise.resolve(stored.hash === Buffer.from(`hash of ${pin}`).toString('base64')),
};

export const testPin = '4719';
export const wrongPin = '4718';

export interface TestPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly roles: readonly [Role, ...Role[]];
  /** What a scanner sends for the badge. */
  readonly badge: string;
  readonly byBadge: Proof;
  readonly byPin: Proof;
}

function testPerson(id: string, name: string, ...roles: [Role, ...Role[]]): TestPerson {
  const badge = encodeBadge(id.toUpperCase());
  return { id: id as PersonId, name, roles, badge, byBadge: { kind: 'badge', code: badge }, byPin: { kind: 'pin', personId: id, pin: testPin } };
}

export const pat = testPerson('pat', 'Pat Packer', 'packer');
export const lea = testPerson('lea', 'Lea Lead', 'lead', 'packer');
export const sam = testPerson('sam', 'Sam Service', 'customer-service');
export const ada = testPerson('ada', 'Ada Admin', 'admin');
/** A second packer, for boxes that change hands. */
export const pia = testPerson('pia', 'Pia Packer', 'packer');

export async function personOf({ id, name, roles }: TestPerson, createdAtMs: number): Promise<Person> {
  return { id, name, roles, language: null, badgeId: id.toUpperCase(), pin: await quickPins.hash(testPin), isActive: true, createdAtMs };
}

/** Sets up all of the above, with badge and PIN, and signs Pat in. */
export async function setUpPeople({ journal, clock, benchId }: StationContext): Promise<void> {
  for (const person of [ada, lea, pat, pia, sam]) journal.people.save(await personOf(person, clock.nowMs()));
  journal.signIns.save({ benchId, personId: pat.id, sinceMs: clock.nowMs(), isLocked: false });
}
