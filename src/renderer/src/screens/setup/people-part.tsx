import { useEffect, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../../shared/contract/people-views.ts';
import { useStation } from '../../stores/store.ts';
import { BadgeCard } from './badge-card.tsx';
import { Part, ProblemLine } from './fields.tsx';
import { newPerson, personDraftOf, type PersonDraft } from './person-draft.ts';
import { PersonForm } from './person-form.tsx';

type Shown = { readonly kind: 'list' } | { readonly kind: 'form'; readonly draft: PersonDraft } | { readonly kind: 'badge'; readonly personId: string };

export function PeoplePart(): JSX.Element {
  const { t } = useTranslation();
  const view = useStation((store) => store.people);
  const loadPeople = useStation((store) => store.loadPeople);
  const [shown, setShown] = useState<Shown>({ kind: 'list' });
  const [said, setSaid] = useState('');
  // Anew for each who signs in or out: badges are shown to some and not to others.
  const signedIn = useStation((store) => store.bench?.header.person?.name ?? null);
  useEffect(() => {
    void loadPeople();
  }, [loadPeople, signedIn]);
  if (view === null) return <Part id="people" title={t('setup.people.title')}>{null}</Part>;

  const isFirst = view.isOpenHouse;
  const people = [...view.people].sort((a, b) => Number(b.isActive) - Number(a.isActive) || a.name.localeCompare(b.name));
  const holder = shown.kind === 'badge' ? people.find((person) => person.personId === shown.personId) : undefined;

  /** What follows a save is the badge that was just made, if this pair of eyes may see it. */
  function saved(draft: PersonDraft): void {
    const { people: now } = useStation.getState();
    const made = draft.personId === null || draft.isNewBadge ? now?.people.find((person) => person.isActive && person.name === draft.name.trim()) : undefined;
    setShown(made === undefined ? { kind: 'list' } : { kind: 'badge', personId: made.personId });
    setSaid(t('setup.people.saved', { name: draft.name.trim() }));
  }

  function hideBadge(): void {
    setShown({ kind: 'list' });
    void loadPeople();
  }

  const edit = (draft: PersonDraft): void => {
    setShown({ kind: 'form', draft });
    setSaid('');
  };
  return (
    <Part id="people" title={t('setup.people.title')}>
      <ProblemLine path="people" />
      {isFirst && <p className="field--wide">{t('setup.people.none')}</p>}
      {people.length > 0 && <PeopleTable people={people} onEdit={(person) => edit(personDraftOf(person))} onBadge={(personId) => setShown({ kind: 'badge', personId })} />}
      {holder?.badge != null && <BadgeCard key={holder.personId} person={holder} badge={holder.badge} onClose={hideBadge} />}
      {shown.kind === 'form' ? (
        <PersonForm key={shown.draft.personId ?? 'new'} first={shown.draft} table={view.roleTable} isFirst={isFirst} onSaved={saved} onCancel={() => setShown({ kind: 'list' })} />
      ) : (
        <div className="field--wide inline">
          <button type="button" className="button button--row" onClick={() => edit(newPerson(isFirst))}>
            {t(isFirst ? 'setup.people.addFirst' : 'setup.people.add')}
          </button>
          <p role="status">{said}</p>
        </div>
      )}
      {isFirst && shown.kind !== 'form' && <p className="field--wide field__hint">{t('setup.people.first')}</p>}
    </Part>
  );
}

interface PeopleTableProps {
  readonly people: readonly PersonView[];
  readonly onEdit: (person: PersonView) => void;
  readonly onBadge: (personId: string) => void;
}

function PeopleTable({ people, onEdit, onBadge }: PeopleTableProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <table className="people field--wide">
      <thead>
        <tr>
          <th scope="col">{t('setup.people.name')}</th>
          <th scope="col">{t('setup.people.roles')}</th>
          <th scope="col">{t('setup.people.pin')}</th>
          <th scope="col">{t('setup.people.state')}</th>
          <th scope="col">
            <span className="unseen">{t('setup.people.edit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.personId} className={person.isActive ? undefined : 'people__gone'}>
            <th scope="row">{person.name}</th>
            <td>{person.roles.map((role) => t(`role.${role}`)).join(', ')}</td>
            <td>{t(person.hasPin ? 'setup.people.hasPin' : 'setup.people.noPin')}</td>
            <td>{t(person.isActive ? 'setup.people.active' : 'setup.people.inactive')}</td>
            <td className="people__acts">
              {person.badge !== null && (
                <button type="button" className="button button--row" aria-label={t('setup.people.badgeOf', { name: person.name })} onClick={() => onBadge(person.personId)}>
                  {t('setup.people.badge')}
                </button>
              )}
              <button type="button" className="button button--row" aria-label={t('setup.people.editOf', { name: person.name })} onClick={() => onEdit(person)}>
                {t('setup.people.edit')}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
