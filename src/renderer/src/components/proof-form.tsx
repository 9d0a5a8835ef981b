import { useEffect, useRef, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proof } from '../../../shared/contract/calls.ts';
import type { PersonView } from '../../../shared/contract/people-views.ts';
import type { ReplyError } from '../../../shared/contract/reply.ts';
import { Icon } from './icons.tsx';
import { PinPad, SHORTEST_PIN } from './pin-pad.tsx';
import { useBadgeEar } from './badge-ear.ts';
import { proofWords, useProofTries } from './proof-try.ts';
import './proof.css';

interface ProofFormProps {
  /** Those who may prove themselves with a PIN here. */
  readonly people: readonly PersonView[];
  /** Whose name is chosen already. */
  readonly firstPersonId: string | null;
  readonly run: (proof: Proof) => Promise<ReplyError | null>;
}

/** The second way for hands without a badge: a name from the list and its PIN. The PIN is forgotten with each try and with the form. */
export function ProofForm({ people, firstPersonId, run }: ProofFormProps): JSX.Element {
  const { t } = useTranslation();
  const [personId, setPersonId] = useState(() => (people.length === 1 ? (people[0]?.personId ?? null) : firstPersonId));
  const [pin, setPin] = useState('');
  const tries = useProofTries(run);
  const field = useRef<HTMLInputElement>(null);
  const chosen = people.find((person) => person.personId === personId) ?? null;
  const isChecking = tries.state.kind === 'checking';
  const isOff = chosen === null || isChecking || tries.waitSeconds > 0;
  const words = proofWords(t, tries);
  useBadgeEar({
    onBadge: (code) => {
      if (!isChecking) void tries.give({ kind: 'badge', code });
    },
    onOther: tries.sayNotABadge,
  });
  useEffect(() => {
    if (!isOff) field.current?.focus();
  }, [isOff, personId]);

  const enter = (): void => {
    if (chosen === null || isOff || pin.length < SHORTEST_PIN) return;
    setPin('');
    void tries.give({ kind: 'pin', personId: chosen.personId, pin });
  };

  return (
    <div className="proof-form">
      <div className="proof-form__who">
        <p className="proof-form__or">{people.length === 0 ? t('proof.noNames') : t('proof.orName')}</p>
        <ul className="proof-form__names">
          {people.map((person) => (
            <li key={person.personId}>
              <button
                type="button"
                className="button proof-form__name"
                aria-pressed={person.personId === personId}
                onClick={() => {
                  setPersonId(person.personId);
                  setPin('');
                }}
              >
                <Icon name="person" />
                <span>{person.name}</span>
              </button>
            </li>
          ))}
        </ul>
        <p className={tries.state.kind === 'checking' ? 'proof-form__said' : 'proof-form__said proof-form__said--bad'} role="alert">
          {words}
        </p>
      </div>
      {people.length > 0 && (
        <PinPad pin={pin} label={chosen === null ? t('proof.chooseFirst') : t('proof.pin', { name: chosen.name })} isOff={isOff} field={field} onChange={setPin} onEnter={enter} />
      )}
    </div>
  );
}
