import type { PeopleView, PersonView } from '../../../shared/contract/people-views.ts';
import type { Actor, Person, PersonId } from '../../../shared/domain/people/person.ts';
import type { PersonProblem } from '../../../shared/domain/people/person-change.ts';
import { mayDo, roleTable } from '../../../shared/domain/people/role.ts';
import { encodeBadge } from '../../../shared/domain/scan/commands.ts';
import { presentPerson } from '../../application/people/bench-access.ts';
import { enterBench, lockBench, signOut } from '../../application/people/judge-badge.ts';
import { savePerson } from '../../application/people/save-person.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import { barcodeModules } from '../../labels/barcode-modules.ts';
import { newBadgeId } from '../../people/badge-id.ts';
import { refuseWho } from '../guard-handlers.ts';
import type { HandlerDeps } from './deps.ts';

type PeopleCalls = 'signIn' | 'signOut' | 'lockBench' | 'stayAwake' | 'loadPeople' | 'savePerson';

export function createPeopleHandlers({ context, parts, prove, idleLock, publish, benchView }: HandlerDeps): Pick<Handlers, PeopleCalls> {
  const { people } = context.journal;

  function shown() {
    idleLock.awake();
    publish();
    return benchView();
  }

  function view(isBadgeShown: boolean): PeopleView {
    return { isOpenHouse: !people.isAnybodySetUp(), people: people.list().map((person) => personView(person, isBadgeShown)), roleTable };
  }

  /** A badge's bars are the badge: only who could give out new ones sees them. */
  function maySeeBadges(person: Person | null): boolean {
    return !people.isAnybodySetUp() || (person !== null && mayDo(person.roles, 'people'));
  }

  const personOf = ({ personId }: Actor): Person | null => (personId === null ? null : people.load(personId));

  return {
    signIn: async ({ proof }) => {
      const proved = await prove(proof);
      if (proved.kind === 'refused') return refuseWho(proved.refused);
      enterBench(context, proved.person, proof.kind);
      return shown();
    },
    signOut: () => {
      signOut(context);
      return shown();
    },
    lockBench: () => {
      lockBench(context, 'asked');
      return shown();
    },
    stayAwake: () => {
      idleLock.awake();
      return { ok: true };
    },
    loadPeople: () => view(maySeeBadges(presentPerson(context))),
    savePerson: async ({ personId, name, roles, language, pin, isNewBadge, isActive }, by) => {
      const request = { personId: personId as PersonId | null, name, roles, language, pin, isNewBadge, isActive };
      const answer = await savePerson(context, { pins: parts.pins, newBadgeId }, request, by);
      if (answer.kind === 'unknown-person') return new Refused('not-found', `No person ${personId ?? ''} is set up.`);
      if (answer.kind === 'refused') return new Refused('refused', sentenceOf[answer.problem], { section: 'people', problem: answer.problem });
      publish();
      // The first person proved nothing: they stand at the bench now.
      return view(maySeeBadges(personOf(by) ?? presentPerson(context)));
    },
  };
}

const sentenceOf: Readonly<Record<PersonProblem, string>> = {
  'first-admin': 'The first person must be an admin: somebody has to be able to set up the others.',
  'last-admin': 'This is the last admin. Make somebody else an admin first.',
  'name-taken': 'Somebody who works here has this name already. Names must differ: they are what the log shows.',
  'trivial-pin': 'This PIN is one of the first that anybody would try. Choose another.',
};

function personView({ id, name, roles, language, pin, isActive, badgeId }: Person, isBadgeShown: boolean): PersonView {
  const isShown = isBadgeShown && isActive;
  return { personId: id, name, roles, language, hasPin: pin !== null, isActive, badge: isShown ? badgeOf(encodeBadge(badgeId)) : null };
}

const badgeOf = (text: string): PersonView['badge'] => ({ text, symbology: 'code128', modules: barcodeModules('code128', text) });
