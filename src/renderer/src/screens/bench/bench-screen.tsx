import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BenchView, ScanOutcome } from '../../../../shared/contract/views.ts';
import { unreachable } from '../../../../shared/domain/units/unreachable.ts';
import { VerdictBar } from '../../components/verdict-bar.tsx';
import { useStation } from '../../stores/store.ts';
import { Actions, type ActionName } from './actions.tsx';
import { LabelProblemBody, ScanLabelBody } from './label-bodies.tsx';
import { LabelNextBody } from './label-next-body.tsx';
import { LoadingBody, RecentlyLoaded } from './loading-body.tsx';
import { PackingBody, TakeOutBody } from './packing-bodies.tsx';
import { LockedBody, SignInBody } from './people-bodies.tsx';
import { PutBackBody } from './put-back-body.tsx';
import { ReadyBody, SetupNeededBody } from './ready-bodies.tsx';
import { Instruction } from './instruction.tsx';
import { RecentParcels } from './recent-parcels.tsx';
import { StopScreen } from './stop-screen.tsx';
import './bench.css';
import './door.css';
import './loading.css';

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
  const { screen } = bench;
  if (screen.kind === 'stopped') return <StopScreen stop={screen.stop} />;
  if (screen.kind === 'sign-in' || screen.kind === 'locked') {
    return (
      <div className="bench" data-bench={screen.kind}>
        <Centre screen={screen} />
        <VerdictBar isSmall only={doorVerdicts} />
      </div>
    );
  }
  return (
    <div className="bench" data-bench={screen.kind}>
      <Centre screen={screen} />
      <section className="bench__bottom">
        <VerdictBar />
        {screen.kind === 'loading' ? <RecentlyLoaded loading={screen.loading} /> : <RecentParcels parcels={bench.recentlyDispatched} scansToday={bench.scansToday} />}
        <Actions names={actionsOf(screen)} main={screen.kind === 'label-problem' ? 'reprint' : null} />
      </section>
    </div>
  );
}

/** What the last scan of a packer said names goods and orders: behind the lock only news about badges is left. */
const doorVerdicts: readonly ScanOutcome[] = ['badge-first', 'unknown-badge', 'not-allowed', 'locked', 'unreadable'];

type Open = Exclude<BenchView['screen'], { kind: 'stopped' }>;

function Centre({ screen }: { readonly screen: Open }): JSX.Element {
  return (
    <section className={`bench__centre bench__centre--${screen.kind}`}>
      <div role="status" aria-live="polite" aria-atomic="true">
        <Instruction text={useInstruction(screen)} />
      </div>
      <Body screen={screen} />
    </section>
  );
}

function useInstruction(screen: Open): string {
  const { t } = useTranslation();
  const key = `bench.instruction.${screen.kind}`;
  switch (screen.kind) {
    case 'take-out':
      return t(key, { units: screen.units });
    case 'loading':
      return t(key, { carrier: screen.loading.carrier });
    case 'label-next':
      return t(key, { context: screen.what });
    default:
      return t(key);
  }
}

function Body({ screen }: { readonly screen: Open }): JSX.Element {
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
      return <LabelProblemBody parcel={screen.parcel} reason={screen.reason} block={screen.block} />;
    case 'sign-in':
      return <SignInBody screen={screen} />;
    case 'locked':
      return <LockedBody screen={screen} />;
    case 'put-back':
      return <PutBackBody screen={screen} />;
    case 'loading':
      return <LoadingBody loading={screen.loading} />;
    case 'label-next':
      return <LabelNextBody what={screen.what} />;
    default:
      return unreachable(screen);
  }
}

function actionsOf(screen: BenchView['screen']): readonly ActionName[] {
  switch (screen.kind) {
    case 'packing':
      return ['undo', 'abort'];
    case 'take-out':
    case 'put-back':
      return ['abort'];
    case 'scan-label':
    case 'label-problem':
      return ['reprint', 'abort'];
    case 'loading':
      return ['finish'];
    case 'label-next':
      return ['leave'];
    case 'ready':
    case 'setup-needed':
    case 'stopped':
    case 'sign-in':
    case 'locked':
      return [];
    default:
      return unreachable(screen);
  }
}
