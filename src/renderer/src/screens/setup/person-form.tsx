import { useEffect, useId, useRef, useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeopleView } from '../../../../shared/contract/people-views.ts';
import { roles } from '../../../../shared/domain/people/role.ts';
import { useProof } from '../../components/ask-proof.tsx';
import { languages, texts } from '../../i18n/i18n.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { useStation } from '../../stores/store.ts';
import type { FieldProblem } from './draft.ts';
import { CheckField, ChoiceField, ProblemLine, Problems, TextField } from './fields.tsx';
import { findDraftProblem, personInputOf, placeOf, refusedFor, withRole, type PersonDraft, type PersonFormProblem } from './person-draft.ts';

interface PersonFormProps {
  readonly first: PersonDraft;
  readonly table: PeopleView['roleTable'];
  /** Nobody is set up yet: this one opens the door for all others, and closes it for everybody else. */
  readonly isFirst: boolean;
  readonly onSaved: (draft: PersonDraft) => void;
  readonly onCancel: () => void;
}

export function PersonForm({ first, table, isFirst, onSaved, onCancel }: PersonFormProps): JSX.Element {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(first);
  const [problem, setProblem] = useState<PersonFormProblem | null>(null);
  const [said, setSaid] = useState('');
  const [isSaving, setSaving] = useState(false);
  const savePerson = useStation((store) => store.savePerson);
  const { prove } = useProof();
  const titleId = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' });
    form.current?.querySelector('input')?.focus({ preventScroll: true });
  }, []);
  const change = (changes: Partial<PersonDraft>): void => {
    setDraft({ ...draft, ...changes });
    setProblem(null);
    setSaid('');
  };

  async function save(): Promise<void> {
    const found = findDraftProblem(draft);
    setProblem(found);
    if (found !== null) return;
    setSaving(true);
    const end = await prove('people', (proof) => savePerson({ ...personInputOf(draft), ...(proof === null ? {} : { proof }) }));
    setSaving(false);
    if (end === null) {
      onSaved(draft);
      return;
    }
    if (end === 'cancelled') return;
    const refused = refusedFor(end);
    setProblem(refused);
    setSaid(refused === null ? problemText(t, end) : '');
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isSaving) void save();
  }

  const problems: ReadonlyMap<string, FieldProblem> = new Map(problem === null ? [] : [[`person.${placeOf[problem]}`, { key: 'said', values: { message: t(`setup.people.problem.${problem}`) } }]]);
  return (
    <Problems value={problems}>
      <form ref={form} className="person field--wide" aria-labelledby={titleId} onSubmit={submit} noValidate>
        <h3 id={titleId} className="field--wide">
          {first.personId === null ? t(isFirst ? 'setup.people.addFirst' : 'setup.people.add') : t('setup.people.editOf', { name: first.name })}
        </h3>
        {isFirst && <p className="field--wide setup__note">{t('setup.people.first')}</p>}
        <TextField label={t('setup.people.name')} path="person.name" value={draft.name} onChange={(name) => change({ name })} />
        <ChoiceField
          label={t('setup.people.language')}
          path="person.language"
          value={draft.language ?? 'bench'}
          choices={[{ value: 'bench' as const, label: t('setup.people.languageOfBench') }, ...languages.map((value) => ({ value, label: texts[value].meta.name }))]}
          onChange={(language) => change({ language: language === 'bench' ? null : language })}
        />
        <fieldset className="field--wide person__roles">
          <legend>{t('setup.people.roles')}</legend>
          {roles.map((role) => (
            <CheckField
              key={role}
              label={t(`role.${role}`)}
              hint={t('setup.people.may', { acts: table[role].map((act) => t(`act.${act}`)).join(', ') })}
              isOn={draft.roles.includes(role)}
              onChange={(isHeld) => change({ roles: withRole(draft.roles, role, isHeld) })}
            />
          ))}
          <ProblemLine path="person.roles" />
        </fieldset>
        <TextField
          label={t('setup.people.newPin')}
          hint={t(first.personId === null ? 'setup.people.firstPinHint' : 'setup.people.newPinHint')}
          path="person.pin"
          type="password"
          isNumeric
          value={draft.pin}
          onChange={(pin) => change({ pin })}
        />
        {first.personId !== null && (
          <div className="person__checks">
            <CheckField label={t('setup.people.newBadge')} hint={t('setup.people.newBadgeHint')} isOn={draft.isNewBadge} onChange={(isNewBadge) => change({ isNewBadge })} />
            <CheckField label={t('setup.people.isActive')} hint={t('setup.people.isActiveHint')} isOn={draft.isActive} onChange={(isActive) => change({ isActive })} />
          </div>
        )}
        <div className="field--wide inline">
          <button type="submit" className="button button--row button--main" disabled={isSaving}>
            {t('setup.people.save')}
          </button>
          <button type="button" className="button button--row" onClick={onCancel}>
            {t('setup.people.cancel')}
          </button>
          <p className="field__problem" role="alert">
            {said}
          </p>
        </div>
      </form>
    </Problems>
  );
}
