import { useRef, useState, type DragEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreSettings } from '../../../../shared/contract/settings.ts';
import type { ImportResultView } from '../../../../shared/contract/views.ts';
import { minutes } from '../../../../shared/domain/units/instant.ts';
import { Icon } from '../../components/icons.tsx';
import { numberText, spanText } from '../../i18n/clock-text.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { importReason } from '../../i18n/station-words.ts';
import { useStation } from '../../stores/store.ts';
import { ChoiceField, Part } from './fields.tsx';
import { inSentence } from './visible-text.ts';

export interface ImportPartProps {
  /** Saved shops of the kind that takes files; no other can. */
  readonly shops: readonly StoreSettings[];
  /** One was added to the form and is not saved yet. */
  readonly hasNewShop: boolean;
  readonly hasPractice: boolean;
  /** A new shop is a setting; reading a file into one that is there is not. */
  readonly mayAddShop: boolean;
  readonly onAddShop: () => void;
}

export function ImportPart({ shops, hasNewShop, hasPractice, mayAddShop, onAddShop }: ImportPartProps): JSX.Element {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const shop = shops.find((one) => one.storeId === chosen) ?? shops[0] ?? null;
  return (
    <Part id="import" title={t('setup.import.title')}>
      {shop === null ? (
        <NoShop hasNewShop={hasNewShop} hasPractice={hasPractice} mayAddShop={mayAddShop} onAddShop={onAddShop} />
      ) : (
        <>
          <ChoiceField label={t('setup.import.store')} path="" value={shop.storeId} choices={shops.map((one) => ({ value: one.storeId, label: one.name }))} onChange={setChosen} />
          <FilePlace shop={shop} />
        </>
      )}
      <ImportOutcome />
    </Part>
  );
}

function NoShop({ hasNewShop, hasPractice, mayAddShop, onAddShop }: Omit<ImportPartProps, 'shops'>): JSX.Element {
  const { t } = useTranslation();
  if (hasNewShop) return <p className="field--wide">{t('setup.import.saveShop')}</p>;
  return (
    <>
      <p className="field--wide">
        {t('setup.import.intro')} {hasPractice && t('setup.import.introPractice')}
      </p>
      <div className="field--wide">
        <button type="button" className="button button--row" disabled={!mayAddShop} onClick={onAddShop}>
          {t('setup.import.addShop')}
        </button>
      </div>
    </>
  );
}

/** A file may be dropped here, and never has to be: the button does the same. */
function FilePlace({ shop }: { readonly shop: StoreSettings }): JSX.Element {
  const { t } = useTranslation();
  const { storeId, policy } = shop;
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
      <p className="field__hint">
        {t('setup.import.formats')} {t('setup.import.age', { limit: spanText(t, minutes(policy.limitMinutes)), then: inSentence(t(`setup.stores.stale.${policy.whenStale}`)) })}
      </p>
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
  const [first] = problems;
  // Line 0 or none: the file as a whole was refused, and one sentence says more than an empty table.
  if (result.orders === 0 && problems.length === 1 && first !== undefined && first.line === 0) {
    return (
      <p className="field--wide field__problem" role="alert">
        {t('setup.import.refused', { file: fileName, reason: importReason(t, first.reason) })}
      </p>
    );
  }
  return (
    <div className="field--wide import" role="status">
      <p className="import__sum">
        {t('setup.import.result', { file: fileName, orders: number(result.orders), inserted: number(result.inserted), updated: number(result.updated), unchanged: number(result.unchanged) })}
      </p>
      {format !== null && <p className="field__hint">{t('setup.import.format', { format, encoding: encoding ?? '' })}</p>}
      {result.notes.map((note) => (
        <p key={note} className="import__note">
          <Icon name="note" />
          {importReason(t, note)}
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
                  <td>{problem.line === 0 ? '' : number(problem.line)}</td>
                  <td>{problem.column}</td>
                  <td>{problem.value}</td>
                  <td>{importReason(t, problem.reason)}</td>
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
