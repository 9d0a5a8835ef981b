import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeaderView } from '../../../shared/contract/views.ts';
import { useStation } from '../stores/store.ts';
import { Icon } from './icons.tsx';

/** Who acts here, and the press that hides the bench. While nobody is set up it is the name from Setup and nothing to press. */
export function PersonCell({ header }: { readonly header: HeaderView }): JSX.Element {
  const { t } = useTranslation();
  const lockBench = useStation((store) => store.lockBench);
  const { person, isOpenHouse, isLocked, benchName, packer } = header;
  const role = person?.roles.map((name) => t(`role.${name}`)).join(', ');
  const name = isOpenHouse ? (packer === '' ? t('strip.noPacker') : packer) : (person?.name ?? t('signIn.nobody'));
  return (
    <>
      <dl className="strip__cell strip__cell--person">
        <Icon name={isLocked ? 'lock' : 'person'} />
        <dt>{role === undefined ? benchName : t('strip.personAt', { bench: benchName, role })}</dt>
        <dd>{name}</dd>
      </dl>
      {person !== null && !isLocked && (
        <button type="button" className="strip__lock" aria-label={t('signIn.lock')} title={t('signIn.lockHint')} onClick={() => void lockBench()}>
          <Icon name="lock" />
          <span>{t('signIn.lock')}</span>
        </button>
      )}
    </>
  );
}
