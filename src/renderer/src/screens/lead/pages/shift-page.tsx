import { useEffect, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../../../../shared/contract/lead-views.ts';
import { timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { ExportButton, FileOutcome, Loading, Page, useExport } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { ChecklistStep, OpenStep, SignStep } from './shift-steps.tsx';
import { StoresStep } from './shift-stores.tsx';
import './pages.css';

const steps = ['stores', 'open', 'checklist', 'sign'] as const;
type Step = (typeof steps)[number];

/** The end of a shift in four looks: what left here and there, what stays open, the day's list, the signature. */
export function ShiftPage(): JSX.Element {
  const { t } = useTranslation();
  const shift = useStation((store) => store.shift);
  const loadShift = useStation((store) => store.loadShift);
  const loadChecklists = useStation((store) => store.loadChecklists);
  const [step, setStep] = useState<Step>('stores');
  const nowMs = useNow();
  const file = useExport();
  useEffect(() => {
    void loadShift();
    void loadChecklists();
  }, [loadShift, loadChecklists]);
  if (shift === null) return <Loading />;
  const at = steps.indexOf(step);
  const next = steps[at + 1];
  return (
    <Page
      title={t('lead.page.shift')}
      note={t('lead.shift.since', { time: timeText(t, shift.fromMs, nowMs) })}
      actions={
        <>
          <FileOutcome outcome={file.outcome} />
          <ExportButton save={file.save} what={{ what: 'shifts' }} />
        </>
      }
    >
      <ol className="steps">
        {steps.map((name, index) => (
          <li key={name}>
            <button type="button" className="steps__one" aria-current={name === step ? 'step' : undefined} onClick={() => setStep(name)}>
              <span className="steps__number">{index + 1}</span>
              <span>
                <b>{t(`lead.shift.step.${name}`)}</b>
                <StepState step={name} shift={shift} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      <div className="step">
        {step === 'stores' && <StoresStep shift={shift} />}
        {step === 'open' && <OpenStep shift={shift} />}
        {step === 'checklist' && <ChecklistStep />}
        {step === 'sign' && <SignStep shift={shift} />}
        {next !== undefined && (
          <p className="step__next">
            <button type="button" className="button" onClick={() => setStep(next)}>
              {t('lead.shift.next', { step: t(`lead.shift.step.${next}`) })}
            </button>
          </p>
        )}
      </div>
    </Page>
  );
}

function StepState({ step, shift }: { readonly step: Step; readonly shift: ShiftView }): JSX.Element {
  const { t } = useTranslation();
  const daily = useStation(({ checklists }) => checklists?.daily ?? null);
  const [words, isBad] = stateOf();
  return <span className={isBad ? 'bad' : 'soft'}>{words}</span>;

  function stateOf(): readonly [words: string, isBad: boolean] {
    switch (step) {
      case 'stores':
        return shift.unexplained > 0 ? [t('lead.shift.unexplained', { count: shift.unexplained }), true] : [t('lead.shift.agrees'), false];
      case 'open':
        return [t('lead.shift.openShort', { rows: shift.openRows, parcels: shift.notLoaded }), shift.openRows + shift.notLoaded > 0];
      case 'checklist': {
        if (daily === null) return ['', false];
        const open = daily.items.filter((item) => item.tick === null).length;
        return daily.signed !== null ? [t('lead.checklist.signedShort'), false] : [t('lead.checklist.open', { count: open }), open > 0];
      }
      case 'sign':
        return [shift.last === null ? t('lead.shift.never') : t('lead.shift.lastTime', { result: t(shift.last.isClean ? 'lead.shift.lastClean' : 'lead.shift.lastOpen') }), false];
    }
  }
}
