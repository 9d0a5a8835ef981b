import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { PracticeOrderView, PracticeView } from '../../../../shared/contract/views.ts';
import { scanFromTray } from '../../app/wire-scans.ts';
import { Icon } from '../../components/icons.tsx';
import { useStation } from '../../stores/store.ts';
import { BarcodeButton } from './barcode-button.tsx';
import './practice.css';

/** A scanner, a stack of order sheets and a shelf for a bench that has none of them. Only ever beside the practice shop. */
export function PracticeTray(): JSX.Element {
  const { t } = useTranslation();
  const practice = useStation((store) => store.practice);
  return (
    <aside className="tray" aria-label={t('practice.title')}>
      {practice === null ? <p className="tray__intro">{t('practice.loading')}</p> : <Sheets practice={practice} />}
    </aside>
  );
}

function Sheets({ practice }: { readonly practice: PracticeView }): JSX.Element {
  const { t } = useTranslation();
  const [openOrder, setOpenOrder] = useState<string | null>(null);
  const addOrders = useStation((store) => store.addPracticeOrders);
  const atBench = useStation(({ bench }) => orderAtBench(bench?.screen));
  const shown = openOrder ?? atBench ?? practice.orders[0]?.channelOrderId ?? null;
  return (
    <>
      <p className="tray__intro">{t('practice.intro')}</p>
      <NetworkSwitch isUp={practice.networkUp} />
      {practice.label !== null && (
        <section className="tray__label">
          <h2>{t('practice.label')}</h2>
          <BarcodeButton barcode={practice.label.barcode} caption={practice.label.channelOrderId} onScan={scanFromTray} />
        </section>
      )}
      <section>
        <h2>{t('practice.orders')}</h2>
        <ul className="sheets">
          {practice.orders.map((order) => (
            <Sheet key={order.channelOrderId} order={order} isOpen={order.channelOrderId === shown} onToggle={() => setOpenOrder(order.channelOrderId === shown ? '' : order.channelOrderId)} />
          ))}
        </ul>
        <button type="button" className="button tray__more" onClick={() => void addOrders()}>
          {t('practice.more')}
        </button>
      </section>
      <section>
        <h2>{t('practice.commands')}</h2>
        {practice.commands.map(({ command, barcode }) => (
          <BarcodeButton key={command} barcode={barcode} caption={`${command.toUpperCase()}: ${t(`practice.command.${command.toLowerCase()}`, { defaultValue: '' })}`} onScan={scanFromTray} />
        ))}
      </section>
    </>
  );
}

function orderAtBench(screen: { readonly kind: string; readonly parcel?: { readonly channelOrderId: string } } | undefined): string | null {
  return screen?.parcel?.channelOrderId ?? null;
}

function Sheet({ order, isOpen, onToggle }: { readonly order: PracticeOrderView; readonly isOpen: boolean; readonly onToggle: () => void }): JSX.Element {
  const { t } = useTranslation();
  const cancel = useStation((store) => store.cancelPracticeOrder);
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
          <p className="sheet__shown">{order.shownPackages.length === 0 ? t('practice.notShown') : t('practice.shownAtShop', { numbers: order.shownPackages.join(', ') })}</p>
          <div className="sheet__cancel">
            <button type="button" className="button" onClick={() => void cancel(order.channelOrderId, 'cancel')}>
              {t('practice.cancelNow')}
            </button>
            <button type="button" className="button" onClick={() => void cancel(order.channelOrderId, 'request')}>
              {t('practice.requestCancel')}
            </button>
          </div>
        </div>
      )}
    </li>
  );
}

function NetworkSwitch({ isUp }: { readonly isUp: boolean }): JSX.Element {
  const { t } = useTranslation();
  const setNetwork = useStation((store) => store.setPracticeNetwork);
  return (
    <button type="button" role="switch" aria-checked={isUp} className={isUp ? 'network' : 'network network--down'} onClick={() => void setNetwork(!isUp)}>
      <Icon name={isUp ? 'plug' : 'unplugged'} />
      <span>{t('practice.network')}</span>
      <strong>{t(isUp ? 'practice.networkUp' : 'practice.networkDown')}</strong>
      <span className="network__act">{t(isUp ? 'practice.unplug' : 'practice.plug')}</span>
    </button>
  );
}
