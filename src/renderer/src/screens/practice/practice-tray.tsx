import { useState, type JSX, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PracticeView } from '../../../../shared/contract/views.ts';
import { scanFromTray } from '../../app/wire-scans.ts';
import { Icon } from '../../components/icons.tsx';
import { useStation } from '../../stores/store.ts';
import { BarcodeButton } from './barcode-button.tsx';
import { OrderSheets } from './order-sheets.tsx';
import './practice.css';

const tabs = ['orders', 'commands', 'lanes', 'badges', 'labels'] as const;
type Tab = (typeof tabs)[number];

/** A scanner, a stack of order sheets and a shelf for a bench that has none of them. Only ever beside the practice shop. */
export function PracticeTray(): JSX.Element {
  const { t } = useTranslation();
  const practice = useStation((store) => store.practice);
  return (
    <aside className="tray" aria-label={t('practice.title')}>
      {practice === null ? <p className="tray__intro">{t('practice.loading')}</p> : <Tray practice={practice} />}
    </aside>
  );
}

function Tray({ practice }: { readonly practice: PracticeView }): JSX.Element {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('orders');
  return (
    <>
      <NetworkSwitch isUp={practice.networkUp} />
      {practice.label !== null && (
        <section className="tray__label">
          <h2>{t('practice.label')}</h2>
          <BarcodeButton barcode={practice.label.barcode} caption={practice.label.channelOrderId} onScan={scanFromTray} />
        </section>
      )}
      <Tabs tab={tab} onChange={setTab} />
      <section role="tabpanel" aria-label={t(`practice.tab.${tab}`)} data-tab={tab}>
        <Sheet tab={tab} practice={practice} />
      </section>
    </>
  );
}

/** Left and right move along, as in every list of tabs. */
function Tabs({ tab, onChange }: { readonly tab: Tab; readonly onChange: (tab: Tab) => void }): JSX.Element {
  const { t } = useTranslation();
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = (tabs.indexOf(tab) + step + tabs.length) % tabs.length;
    onChange(tabs[at] ?? tab);
    event.currentTarget.querySelectorAll<HTMLButtonElement>('[role="tab"]')[at]?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={t('practice.tabs')} onKeyDown={move}>
      {tabs.map((name) => (
        <button key={name} type="button" role="tab" className="tabs__tab" aria-selected={name === tab} tabIndex={name === tab ? 0 : -1} data-tab-name={name} onClick={() => onChange(name)}>
          {t(`practice.tab.${name}`)}
        </button>
      ))}
    </div>
  );
}

function Sheet({ tab, practice }: { readonly tab: Tab; readonly practice: PracticeView }): JSX.Element {
  const { t } = useTranslation();
  switch (tab) {
    case 'orders':
      return <OrderSheets orders={practice.orders} />;
    case 'commands':
      return (
        <>
          {practice.commands.map(({ command, barcode }) => (
            <BarcodeButton key={command} barcode={barcode} caption={`${command.toUpperCase()}: ${t(`practice.command.${command.toLowerCase()}`, { defaultValue: '' })}`} onScan={scanFromTray} />
          ))}
        </>
      );
    case 'lanes':
      return (
        <>
          {practice.lanes.length === 0 && <p className="tray__intro">{t('practice.noLanes')}</p>}
          {practice.lanes.map(({ carrier, barcode }) => (
            <BarcodeButton key={carrier} barcode={barcode} caption={carrier} onScan={scanFromTray} />
          ))}
        </>
      );
    case 'badges':
      return <Badges badges={practice.badges} />;
    case 'labels':
      return (
        <>
          {practice.labels.length === 0 && <p className="tray__intro">{t('practice.noLabels')}</p>}
          {practice.labels.map(({ channelOrderId, carrier, state, barcode }) => (
            <BarcodeButton key={barcode.text} barcode={barcode} caption={[channelOrderId, carrier, t(`practice.labelState.${state}`)].join(' · ')} onScan={scanFromTray} />
          ))}
        </>
      );
  }
}

function Badges({ badges }: { readonly badges: PracticeView['badges'] }): JSX.Element {
  const { t } = useTranslation();
  if (badges.length === 0) return <p className="tray__intro">{t('practice.noBadges')}</p>;
  return (
    <>
      {badges.map(({ name, roles, pin, barcode }) => (
        <BarcodeButton
          key={name}
          barcode={barcode}
          caption={[name, roles.map((role) => t(`role.${role}`)).join(', '), pin === null ? t('practice.noPin') : t('practice.pin', { pin })].join(' · ')}
          onScan={scanFromTray}
        />
      ))}
    </>
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
