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
/** Of several orders in one box it is done when all are: until then it says how many. */
export function WriteBackMark({ state, box }: { readonly state: Shown; readonly box?: Pick<DispatchedView, 'orders' | 'confirmed'> }): JSX.Element {
  const { t } = useTranslation();
  return (
    <span className={`mark mark--${state}`} title={t(`writeBack.meaning.${state}`)}>
      <Icon name={icons[state]} />
      {box === undefined || box.orders < 2 || state === 'none' ? t(`writeBack.state.${state}`) : t('writeBack.box', { confirmed: box.confirmed, orders: box.orders })}
    </span>
  );
}
