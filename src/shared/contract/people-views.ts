import type { Act, Role } from '../domain/people/role.ts';
import type { BarcodeView } from './views.ts';

export interface PersonView {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: 'en' | 'de' | null;
  readonly hasPin: boolean;
  readonly isActive: boolean;
  /** To be printed on the badge; only for somebody who may manage people. */
  readonly badge: BarcodeView | null;
}

export interface PeopleView {
  /** Nobody is set up: every act is open to whoever stands here. */
  readonly isOpenHouse: boolean;
  readonly people: readonly PersonView[];
  /** What each role may do: the very table the station asks. */
  readonly roleTable: Readonly<Record<Role, readonly Act[]>>;
}
