import { useRef, useState, type DragEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreSettings } from '../../../../shared/contract/settings.ts';
import type { ImportResultView } from '../../../../shared/contract/views.ts';
import { Icon } from '../../components/icons.tsx';
import { numberText } from '../../i18n/clock-text.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { useStation } from '../../stores/store.ts';
import { ChoiceField, Part } from './fields.tsx';

export function ImportPart({ stores }: { readonly stores: readonly StoreSettings[] }): JSX.Element {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const storeId = chosen ?? stores[0]?.storeId ?? null;
  return (
    <Part id="import" title={t('setup.import.title')}>
      {storeId === null ? (
        <p className="field--wide">{t('setup.import.noStore')}</p>
      ) : (
        <>
          <ChoiceField label={t('setup.import.store')} path="" value={storeId} choices={stores.map((store) => ({ value: store.storeId, label: store.name }))} onChange={setChosen} />
          <FilePlace storeId={storeId} />
        </>
      )}
      <ImportOutcome />
    </Part>
  );
}

/** A file may be dropped here, and never has to be: the button does the same. */
function FilePlace({ storeId }: { readonly storeId: string }): JSX.Element {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const importFile = useStation((store) => store.importFile);
  const isRunning = useStation((store) => store.imported.kind === 'running');
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined && !isRunning) void importFile(storeId, file);
  }

  return (
    <div
      className={isOver ? 'drop drop--over field--wide' : 'drop field--wide'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button type="button" className="button button--row" disabled={isRunning} onClick={() => input.current?.click()}>
        {t('setup.import.choose')}
      </button>
      <span>{t('setup.import.drop')}</span>
      <p className="field__hint">{t('setup.import.formats')}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) void importFile(storeId, file);
          event.target.value = '';
        }}
      />
    </div>
  );
}

function ImportOutcome(): JSX.Element | null {
  const { t } = useTranslation();
  const imported = useStation((store) => store.imported);
  switch (imported.kind) {
    case 'idle':
      return null;
    case 'running':
      return (
        <p className="field--wide" role="status">
          {t('setup.import.running', { file: imported.fileName, orders: numberText(t, imported.orders) })}
        </p>
      );
    case 'failed':
      return (
        <p className="field--wide field__problem" role="alert">
          {t('setup.import.failed', { message: problemText(t, imported.error) })}
        </p>
      );
    case 'done':
      return <ImportResult result={imported.result} />;
  }
}

function ImportResult({ result }: { readonly result: ImportResultView }): JSX.Element {
  const { t } = useTranslation();
  const { fileName, format, encoding, problems, problemsTotal } = result;
  const number = (value: number): string => numberText(t, value);
  const hidden = problemsTotal - problems.length;
  return (
    <div className="field--wide import" role="status">
      <p className="import__sum">
        {t('setup.import.result', { file: fileName, orders: number(result.orders), inserted: number(result.inserted), updated: number(result.updated), unchanged: number(result.unchanged) })}
      </p>
      {format !== null && <p className="field__hint">{t('setup.import.format', { format, encoding: encoding ?? '' })}</p>}
      {result.notes.map((note) => (
        <p key={note} className="import__note">
          <Icon name="note" />
          {note}
        </p>
      ))}
      <p>{problemsTotal === 0 ? t('setup.import.noProblems') : t('setup.import.problems', { count: problemsTotal })}</p>
      {problems.length > 0 && (
        <div className="import__problems" tabIndex={0} role="region" aria-label={t('setup.import.reason')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('setup.import.line')}</th>
                <th scope="col">{t('setup.import.column')}</th>
                <th scope="col">{t('setup.import.value')}</th>
                <th scope="col">{t('setup.import.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {problems.map((problem, index) => (
                <tr key={index}>
                  <td>{number(problem.line)}</td>
                  <td>{problem.column}</td>
                  <td>{problem.value}</td>
                  <td>{problem.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hidden > 0 && <p>{t('setup.import.more', { count: hidden })}</p>}
    </div>
  );
}
