import type { Person, PersonId } from '../../shared/domain/people/person.ts';

export interface PracticePerson extends Pick<Person, 'id' | 'name' | 'roles' | 'badgeId'> {
  /** Known to everybody. It can be set on no station (`isTrivialPin`), and ends with the practice store. */
  readonly pin: string | null;
}

const practicePin = '2580';

/** Who works in the practice house. The badge numbers never change: sheets that were printed stay good. */
export const practicePeople: readonly PracticePerson[] = [
  { id: 'practice-pat' as PersonId, name: 'Pat Packer', roles: ['packer'], badgeId: 'PRACTPAT22', pin: null },
  { id: 'practice-lea' as PersonId, name: 'Lea Lead', roles: ['lead', 'packer'], badgeId: 'PRACTLEA22', pin: practicePin },
  { id: 'practice-sam' as PersonId, name: 'Sam Service', roles: ['customer-service'], badgeId: 'PRACTSAM22', pin: practicePin },
  { id: 'practice-ada' as PersonId, name: 'Ada Admin', roles: ['admin'], badgeId: 'PRACTADA22', pin: practicePin },
];

/** Stands at the bench when it is opened for the first time: the first scan of a new station works. */
export const firstAtThePracticeBench: PersonId = 'practice-pat' as PersonId;

const ids: ReadonlySet<PersonId> = new Set(practicePeople.map(({ id }) => id));

export const isPracticePerson = (id: PersonId): boolean => ids.has(id);
