import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../../shared/contract/calls.ts';
import type { BenchScreen, PracticeOrderView } from '../../../../shared/contract/views.ts';
import { scanFromTray } from '../../app/wire-scans.ts';
import { Icon } from '../../components/icons.tsx';
import { useStation } from '../../stores/store.ts';
import { BarcodeButton } from './barcode-button.tsx';

/** What can happen to an order at the practice shop, while it is on the bench or not. */
const changes: readonly { readonly how: CallInput<'cancelPracticeOrder'>['how']; readonly key: string }[] = [
  { how: 'cancel', key: 'cancelNow' },
  { how: 'partial', key: 'takeOneOut' },
  { how: 'request', key: 'requestCancel' },
  { how: 'reject', key: 'refuseRequest' },
];

export function OrderSheets({ orders }: { readonly orders: readonly PracticeOrderView[] }): JSX.Element {
  const { t } = useTranslation();
  const [openOrder, setOpenOrder] = useState<string | null>(null);
  const addOrders = useStation((store) => store.addPracticeOrders);
  const atBench = useStation(({ bench }) => orderAtBench(bench?.screen));
  const shown = openOrder ?? atBench ?? orders[0]?.channelOrderId ?? null;
  return (
    <>
      <p className="tray__intro">{t('practice.intro')}</p>
      <ul className="sheets">
        {orders.map((order) => (
          <OrderSheet key={order.channelOrderId} order={order} isOpen={order.channelOrderId === shown} onToggle={() => setOpenOrder(order.channelOrderId === shown ? '' : order.channelOrderId)} />
        ))}
      </ul>
      <button type="button" className="button tray__more" onClick={() => void addOrders()}>
        {t('practice.more')}
      </button>
    </>
  );
}

function orderAtBench(screen: BenchScreen | undefined): string | null {
  if (screen === undefined) return null;
  if ('parcel' in screen) return screen.parcel.channelOrderId;
  return screen.kind === 'put-back' ? screen.channelOrderId : null;
}

function OrderSheet({ order, isOpen, onToggle }: { readonly order: PracticeOrderView; readonly isOpen: boolean; readonly onToggle: () => void }): JSX.Element {
  const { t } = useTranslation();
  const change = useStation((store) => store.cancelPracticeOrder);
  return (
    <li className="sheet" data-order={order.channelOrderId} data-story={order.story}>
      <button type="button" className="sheet__head" aria-expanded={isOpen} onClick={onToggle}>
        <strong>{t([order.story, 'practice.story.other'])}</strong>
        <span>{order.channelOrderId}</span>
        <Icon name="down" />
      </button>
      {isOpen && (
        <div className="sheet__body">
          <BarcodeButton barcode={order.barcode} caption={`${t('practice.orderBarcode')} ${order.channelOrderId}`} onScan={scanFromTray} />
          <h3>{t('practice.items')}</h3>
          {order.lines.map((line, index) => (
            <BarcodeButton key={`${line.sku}-${index}`} barcode={line.barcode} caption={`${t('practice.times', { number: line.quantity })} ${line.title}`} onScan={scanFromTray} />
          ))}
          <h3>{t('practice.atShop')}</h3>
          <p className="sheet__shown">{order.shownPackages.length === 0 ? t('practice.notShown') : t('practice.shownAtShop', { numbers: order.shownPackages.join(', ') })}</p>
          <div className="sheet__changes">
            {changes.map(({ how, key }) => (
              <button key={how} type="button" className="button" data-how={how} onClick={() => void change(order.channelOrderId, how)}>
                {t(`practice.${key}`)}
              </button>
            ))}
          </div>
        </div>
      )}
    </li>
  );
}
