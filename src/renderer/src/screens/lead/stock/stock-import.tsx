import { useRef, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockImportView } from '../../../../../shared/contract/stock-views.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { Said } from '../parts.tsx';
import { refusalText } from '../refusal-text.ts';
import { useNow } from '../use-now.ts';
import { useActing } from '../whom.ts';
import { refusedFileWords } from './stock-words.ts';

/** A list with SKU and on hand; what it does not name stays as it was counted. */
export function StockImport(): JSX.Element {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const acting = useActing();
  const importStock = useStation((store) => store.importStock);
  const [isBusy, setBusy] = useState(false);
  const [came, setCame] = useState<StockImportView | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function take(file: File): Promise<void> {
    setBusy(true);
    setCame(null);
    setRefusal(null);
    const end = await acting('import-orders', async (whom) => {
      const reply = await importStock(file, whom);
      if (!reply.ok) return reply.error;
      setCame(reply.value);
      return null;
    });
    setBusy(false);
    if (end !== null && end !== 'cancelled') setRefusal(refusalText(t, end));
  }

  return (
    <div className="stock__import">
      <button type="button" className="button button--main" disabled={isBusy} onClick={() => input.current?.click()}>
        {t('stock.import.choose')}
      </button>
      <span className="soft">{t('stock.import.hint')}</span>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) void take(file);
          event.target.value = '';
        }}
      />
      {refusal !== null && <Said text={refusal} isBad />}
      {came !== null && <Came came={came} />}
    </div>
  );
}

function Came({ came }: { readonly came: StockImportView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  if (came.kind === 'refused') return <Said text={refusedFileWords(t, came)} isBad />;
  const { fileName, counts, countedAtMs, problems, problemsTotal } = came;
  return (
    <div className="stock__came">
      <Said text={t('stock.import.done', { count: counts, skus: numberText(t, counts), file: fileName, time: timeText(t, countedAtMs, nowMs) })} />
      {problemsTotal > 0 && (
        <>
          <p className="bad">{t('stock.import.problems', { count: problemsTotal })}</p>
          <ul className="stock__problems" tabIndex={0} aria-label={t('stock.import.problems', { count: problemsTotal })}>
            {problems.map(({ line, value, fault }) => (
              <li key={line}>{t('stock.import.line', { line: numberText(t, line), value, fault: t(`stock.import.lineFault.${fault}`) })}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
