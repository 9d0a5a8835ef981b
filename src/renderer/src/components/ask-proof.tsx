import { useEffect, useId, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { whoRefusedOf } from '../../../shared/contract/reply.ts';
import type { PersonView } from '../../../shared/contract/people-views.ts';
import type { BenchView } from '../../../shared/contract/views.ts';
import { mayDo, type Act } from '../../../shared/domain/people/role.ts';
import { useStation } from '../stores/store.ts';
import { Icon } from './icons.tsx';
import { useProofDesk, type ProofRequest } from './proof-desk.ts';
import { ProofForm } from './proof-form.tsx';

export { useProof, type ProofEnd } from './proof-desk.ts';

const nobody: readonly PersonView[] = [];

/** Active people with a PIN, who may do it; by name. Without an act: all of them. */
function usePeopleWithPin(act: Act | null): readonly PersonView[] {
  const people = useStation((store) => store.people?.people ?? nobody);
  return people.filter((person) => person.isActive && person.hasPin && (act === null || mayDo(person.roles, act))).sort((a, b) => a.name.localeCompare(b.name));
}

/** Stands over the screen and beside the practice tray, whose badges can be clicked. Mounted once. */
export function ProofDialog(): JSX.Element | null {
  const request = useProofDesk((desk) => desk.request);
  return request === null ? null : <Question request={request} />;
}

function Question({ request }: { readonly request: ProofRequest }): JSX.Element {
  const { t } = useTranslation();
  const titleId = useId();
  const loadPeople = useStation((store) => store.loadPeople);
  const signedIn = useStation((store) => store.bench?.header.person?.name ?? null);
  const isLoaded = useStation((store) => store.people !== null);
  const people = usePeopleWithPin(request.act);
  const { settle } = request;
  useEffect(() => {
    void loadPeople();
  }, [loadPeople]);
  useCloseOnNews(settle);

  return (
    <div className="proof" role="dialog" aria-modal="true" aria-labelledby={titleId}>
      <div className="proof__card">
        <header className="proof__head">
          <Icon name="badge" />
          <div>
            <h2 id={titleId}>{t('proof.scan')}</h2>
            <p>{request.act === null ? t('proof.forSignIn') : t('proof.forAct', { act: t(`act.${request.act}`) })}</p>
          </div>
          <button type="button" className="button" onClick={() => settle('cancelled')}>
            {t('proof.cancel')}
          </button>
        </header>
        {isLoaded && (
          <ProofForm
            key={request.act ?? 'sign-in'}
            people={people}
            firstPersonId={people.find((person) => person.name === signedIn)?.personId ?? null}
            run={async (proof) => {
              const error = await request.run(proof);
              const staysOpen = error !== null && (whoRefusedOf(error) !== null || error.code === 'station-unavailable');
              if (!staysOpen) settle(error);
              return error;
            }}
          />
        )}
      </div>
    </div>
  );
}

/** A stop must be seen, and a locked bench asks for somebody anyway. Only the news closes it: a lead may prove a release beside a stopped bench. */
function useCloseOnNews(settle: ProofRequest['settle']): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') settle('cancelled');
    };
    window.addEventListener('keydown', press);
    const isNews = (bench: BenchView | null): boolean => bench?.screen.kind === 'stopped' || bench?.header.isLocked === true;
    const unsubscribe = useStation.subscribe((now, before) => {
      if (isNews(now.bench) && !isNews(before.bench)) settle('cancelled');
    });
    return () => {
      window.removeEventListener('keydown', press);
      unsubscribe();
    };
  }, [settle]);
}
