import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { DispatchedView } from '../../../shared/contract/views.ts';
import { Icon, type IconName } from './icons.tsx';

type Shown = DispatchedView['writeBack'];

const icons: Readonly<Record<Shown, IconName>> = {
  due: 'clock',
  sending: 'send',
  accepted: 'half',
  uncertain: 'look',
  confirmed: 'tick',
  parked: 'pause',
  superseded: 'undo',
  none: 'circle',
};

/** The one place that may be green: `confirmed` means that the shop itself showed the number. */
export function WriteBackMark({ state }: { readonly state: Shown }): JSX.Element {
  const { t } = useTranslation();
  return (
    <span className={`mark mark--${state}`} title={t(`writeBack.meaning.${state}`)}>
      <Icon name={icons[state]} />
      {t(`writeBack.state.${state}`)}
    </span>
  );
}
