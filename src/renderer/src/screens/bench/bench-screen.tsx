import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BenchView } from '../../../../shared/contract/views.ts';
import { unreachable } from '../../../../shared/domain/units/unreachable.ts';
import { VerdictBar } from '../../components/verdict-bar.tsx';
import { useStation } from '../../stores/store.ts';
import { Actions, type ActionName } from './actions.tsx';
import { LabelProblemBody, ScanLabelBody } from './label-bodies.tsx';
import { PackingBody, TakeOutBody } from './packing-bodies.tsx';
import { ReadyBody, SetupNeededBody } from './ready-bodies.tsx';
import { Instruction } from './instruction.tsx';
import { RecentParcels } from './recent-parcels.tsx';
import { StopScreen } from './stop-screen.tsx';
import './bench.css';

/** One instruction in the middle, the last scan below, and nothing that has to be clicked. */
export function BenchScreen(): JSX.Element {
  const { t } = useTranslation();
  const bench = useStation((store) => store.bench);
  const state = useStation((store) => store.stationState);
  if (bench === null) {
    return (
      <div className="bench">
        <section className="bench__centre">
          <Instruction text={t('bench.instruction.connecting')} />
          <p className="bench__hint">{state.kind === 'starting' ? t('station.starting') : ''}</p>
        </section>
      </div>
    );
  }
  if (bench.screen.kind === 'stopped') return <StopScreen stop={bench.screen.stop} />;
  return (
    <div className="bench" data-bench={bench.screen.kind}>
      <Centre screen={bench.screen} />
      <section className="bench__bottom">
        <VerdictBar />
        <RecentParcels parcels={bench.recentlyDispatched} scansToday={bench.scansToday} />
        <Actions names={actionsOf(bench.screen)} main={bench.screen.kind === 'label-problem' ? 'reprint' : null} />
      </section>
    </div>
  );
}

function Centre({ screen }: { readonly screen: Exclude<BenchView['screen'], { kind: 'stopped' }> }): JSX.Element {
  const { t } = useTranslation();
  const instruction = t(`bench.instruction.${screen.kind}`, screen.kind === 'take-out' ? { units: screen.units } : {});
  return (
    <section className={`bench__centre bench__centre--${screen.kind}`}>
      <div role="status" aria-live="polite" aria-atomic="true">
        <Instruction text={instruction} />
      </div>
      <Body screen={screen} />
    </section>
  );
}

function Body({ screen }: { readonly screen: Exclude<BenchView['screen'], { kind: 'stopped' }> }): JSX.Element {
  switch (screen.kind) {
    case 'ready':
      return <ReadyBody />;
    case 'setup-needed':
      return <SetupNeededBody missing={screen.missing} />;
    case 'packing':
      return <PackingBody parcel={screen.parcel} nextLine={screen.nextLine} />;
    case 'take-out':
      return <TakeOutBody parcel={screen.parcel} line={screen.line} />;
    case 'scan-label':
      return <ScanLabelBody parcel={screen.parcel} />;
    case 'label-problem':
      return <LabelProblemBody parcel={screen.parcel} reason={screen.reason} />;
    default:
      return unreachable(screen);
  }
}

/** The big buttons of a step. Each does what its command code does, for a bench whose code sheet is lost. */
function actionsOf(screen: BenchView['screen']): readonly ActionName[] {
  switch (screen.kind) {
    case 'packing':
      return ['undo', 'abort'];
    case 'take-out':
      return ['abort'];
    case 'scan-label':
      return ['reprint', 'abort'];
    case 'label-problem':
      return ['reprint', 'abort'];
    case 'ready':
    case 'setup-needed':
    case 'stopped':
      return [];
    default:
      return unreachable(screen);
  }
}
