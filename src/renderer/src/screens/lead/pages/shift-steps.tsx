import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../../../../shared/contract/lead-views.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { SHORTEST_REASON, useDecision } from '../panel/decision.tsx';
import { Empty, Loading, NameField, Said, WordsField } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { ChecklistCard } from './checklist-card.tsx';

export function OpenStep({ shift: { openRows, notLoaded } }: { readonly shift: ShiftView }): JSX.Element {
  const { t } = useTranslation();
  const showLeadPage = useStation((store) => store.showLeadPage);
  return (
    <>
      <section className="compare">
        <h3>{t('lead.shift.openRows')}</h3>
        <dl className="compare__figures">
          <div className={openRows > 0 ? 'bad' : undefined}>
            <dt>{t('lead.shift.rows')}</dt>
            <dd>{numberText(t, openRows)}</dd>
          </div>
          <div className={notLoaded > 0 ? 'bad' : undefined}>
            <dt>{t('lead.shift.notLoaded')}</dt>
            <dd>{numberText(t, notLoaded)}</dd>
          </div>
        </dl>
        {openRows + notLoaded === 0 ? <Empty text={t('lead.shift.nothingOpen')} /> : <p>{t('lead.shift.handOver')}</p>}
        <p className="compare__links">
          <button type="button" className="button" onClick={() => showLeadPage('board')}>
            {t('lead.shift.toBoard')}
          </button>
          <button type="button" className="button" onClick={() => showLeadPage('manifests')}>
            {t('lead.shift.toManifests')}
          </button>
        </p>
      </section>
    </>
  );
}

export function ChecklistStep(): JSX.Element {
  const checklists = useStation((store) => store.checklists);
  return checklists === null ? <Loading /> : <ChecklistCard list={checklists.daily} />;
}

/** "Clean" is a claim about every parcel, so it is closed while one difference has no explanation, and the button says which. */
export function SignStep({ shift }: { readonly shift: ShiftView }): JSX.Element {
  const { t } = useTranslation();
  const closeShift = useStation((store) => store.closeShift);
  const decision = useDecision();
  const nowMs = useNow();
  const [note, setNote] = useState('');
  const [isDone, setDone] = useState(false);
  const { unexplained, openRows, notLoaded } = shift;

  async function close(isClean: boolean): Promise<void> {
    setDone(false);
    if (!isClean && note.trim().length < SHORTEST_REASON) {
      decision.say(t('lead.shift.needNote'));
      return;
    }
    if (!(await decision.decide('close-shift', (whom) => closeShift({ isClean, note, ...whom })))) return;
    setNote('');
    setDone(true);
  }

  return (
    <>
      <section className="compare">
        <h3>{t('lead.shift.signTitle', { from: timeText(t, shift.fromMs, nowMs), to: timeText(t, shift.nowMs, nowMs) })}</h3>
        <p>{t('lead.shift.sum', { unexplained, rows: openRows, parcels: notLoaded })}</p>
        <NameField />
        <WordsField label={t('lead.shift.note')} hint={t('lead.shift.noteHint')} maxLength={300} value={note} onChange={setNote} />
        <Said text={decision.problem} isBad />
        <Said text={isDone ? t('lead.shift.closed') : null} />
        <div className="signing">
          <button type="button" className="button" disabled={decision.isSending} onClick={() => void close(false)}>
            {t('lead.shift.closeOpen')}
          </button>
          <button type="button" className="button button--main" disabled={unexplained > 0 || decision.isSending} aria-describedby="shift-clean" onClick={() => void close(true)}>
            {unexplained > 0 ? t('lead.shift.notClean', { count: unexplained }) : t('lead.shift.closeClean')}
          </button>
        </div>
        <p id="shift-clean" className="soft">
          {t(unexplained > 0 ? 'lead.shift.whyNotClean' : 'lead.shift.cleanMeans')}
        </p>
      </section>
      <History shift={shift} />
    </>
  );
}

function History({ shift: { history, last } }: { readonly shift: ShiftView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <section className="compare">
      <h3>{t('lead.shift.history')}</h3>
      {history.length === 0 && <Empty text={t('lead.shift.never')} />}
      {last !== null && last.note !== '' && <p>{t('lead.shift.lastNote', { by: last.by, note: last.note })}</p>}
      {history.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('lead.shift.from')}</th>
              <th scope="col">{t('lead.shift.to')}</th>
              <th scope="col">{t('lead.shift.by')}</th>
              <th scope="col">{t('lead.shift.result')}</th>
            </tr>
          </thead>
          <tbody>
            {history.map((shift) => (
              <tr key={shift.id}>
                <td>{timeText(t, shift.fromMs, nowMs)}</td>
                <td>{timeText(t, shift.toMs, nowMs)}</td>
                <td>{shift.by}</td>
                <td className={shift.isClean ? undefined : 'bad'}>{t(shift.isClean ? 'lead.shift.lastClean' : 'lead.shift.lastOpen')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
