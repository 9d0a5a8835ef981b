import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BenchScreen } from '../../../../shared/contract/views.ts';
import { Icon } from '../../components/icons.tsx';
import { askToSignIn } from '../../components/proof-desk.ts';
import { timeText } from '../../i18n/clock-text.ts';
import { useStation } from '../../stores/store.ts';

type Shown<K extends BenchScreen['kind']> = Extract<BenchScreen, { kind: K }>;

export function SignInBody({ screen: { refused } }: { readonly screen: Shown<'sign-in'> }): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="door">
      <p className="door__hint">
        <Icon name="badge" />
        {refused === null ? t('bench.signIn.hint') : t('bench.signIn.refused', { name: refused })}
      </p>
      <PinButton />
    </div>
  );
}

/** Nothing of a buyer is here; who had it and how far the box is, so that the next one knows whether to go on. */
export function LockedBody({ screen: { person, sinceMs, progress } }: { readonly screen: Shown<'locked'> }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  return (
    <div className="door">
      <p className="door__hint">
        <Icon name="lock" />
        {t('bench.locked.by', { name: person, time: timeText(t, sinceMs, nowMs) })}
      </p>
      <p className="door__progress">{progress === null ? t('bench.locked.nothing') : t('bench.locked.progress', { ...progress })}</p>
      {progress !== null && <p className="door__more">{t('bench.locked.takeOver')}</p>}
      <PinButton />
    </div>
  );
}

function PinButton(): JSX.Element {
  const { t } = useTranslation();
  return (
    <button type="button" className="button door__pin" onClick={() => void askToSignIn()}>
      <Icon name="person" />
      {t('bench.signIn.usePin')}
    </button>
  );
}
