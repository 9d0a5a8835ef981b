import { useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationSettings } from '../../../../shared/contract/settings.ts';
import { VerdictBar } from '../../components/verdict-bar.tsx';
import { problemText } from '../../i18n/problem-text.ts';
import { fileShopsOf } from '../../stores/file-shops.ts';
import { useStation } from '../../stores/store.ts';
import { BenchPart, ShipFromPart, SoundPart } from './bench-parts.tsx';
import { checkDraft, type Draft, draftOf, type FieldProblem, withFileShop } from './draft.ts';
import { Problems } from './fields.tsx';
import { ImportPart } from './import-part.tsx';
import { NumbersPart, PrinterPart } from './label-parts.tsx';
import { ScannerPart } from './scanner-part.tsx';
import { StoresPart } from './stores-part.tsx';
import './setup.css';

/** Part ids, which are their title keys too, in the order in which a new station needs them. */
const parts = ['import', 'bench', 'sscc', 'shipFrom', 'printer', 'stores', 'scanner', 'sound'] as const;

export function SetupScreen(): JSX.Element {
  const { t } = useTranslation();
  const settings = useStation((store) => store.settings);
  if (settings === null) return <p className="setup__loading">{t('station.starting')}</p>;
  return (
    <div className="setup">
      <h1 className="unseen">{t('setup.title')}</h1>
      <SetupForm settings={settings} />
      <VerdictBar isSmall />
    </div>
  );
}

/** After the frame that marks the fields; the person is taken to the first of them. */
function focusFirstProblem(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('.setup [aria-invalid="true"]')?.focus();
  });
}

/** After the frame that shows the new shop: its name is the first thing that is missing. */
function focusNameOf(shop: number): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>(`[data-path="stores.${shop}.name"]`);
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  });
}

const noProblems: ReadonlyMap<string, FieldProblem> = new Map();

function SetupForm({ settings }: { readonly settings: StationSettings }): JSX.Element {
  const { t } = useTranslation();
  const [base, setBase] = useState(settings);
  const [draft, setDraft] = useState<Draft>(() => draftOf(settings));
  const [wasTried, setTried] = useState(false);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const saveSettings = useStation((store) => store.saveSettings);
  const [seen, setSeen] = useState(settings);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(base));
  // Settings saved by another hand replace what stands here, but never what somebody is typing.
  if (settings !== seen) {
    setSeen(settings);
    setBase(settings);
    if (!isChanged) setDraft(draftOf(settings));
  }
  const checked = checkDraft(draft);
  // Nobody is told off while still typing a new station's first fields.
  const problems = wasTried && !checked.ok ? checked.problems : noProblems;

  async function save(): Promise<void> {
    setTried(true);
    setOutcome(null);
    if (!checked.ok) {
      focusFirstProblem();
      return;
    }
    setSaving(true);
    const error = await saveSettings(checked.settings);
    setSaving(false);
    if (error !== null) {
      setOutcome(t('setup.failed', { message: problemText(t, error) }));
      return;
    }
    setBase(checked.settings);
    setDraft(draftOf(checked.settings));
    setTried(false);
    setOutcome(t('setup.saved'));
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void save();
  }

  const change = (changes: Partial<Draft>): void => {
    setDraft({ ...draft, ...changes });
    setOutcome(null);
  };
  const addFileShop = (): void => {
    const stores = withFileShop(draft.stores);
    change({ stores });
    focusNameOf(stores.length - 1);
  };
  const hasNewFileShop = draft.stores.some((store) => store.connection.kind === 'file');
  const state = problems.size > 0 ? t('setup.problems', { count: problems.size }) : (outcome ?? (isChanged ? t('setup.unsaved') : ''));

  return (
    <Problems value={problems}>
      <form className="setup__form" onSubmit={submit} noValidate>
        <nav className="setup__nav" aria-label={t('setup.sections')}>
          {parts.map((part) => (
            <a key={part} href={`#setup-${part}`}>
              {t(`setup.${part}.title`)}
            </a>
          ))}
        </nav>
        <div className="setup__parts">
          <ImportPart shops={fileShopsOf(base.stores)} hasNewShop={hasNewFileShop} hasPractice={base.stores.some((store) => store.connection.kind === 'practice')} onAddShop={addFileShop} />
          <BenchPart draft={draft} onChange={change} />
          <NumbersPart draft={draft} onChange={change} />
          <ShipFromPart draft={draft} onChange={change} />
          <PrinterPart draft={draft} onChange={change} isSaved={!isChanged} />
          <StoresPart draft={draft} onChange={change} savedIds={base.stores.map((store) => store.storeId)} />
          <ScannerPart draft={draft} onChange={change} />
          <SoundPart draft={draft} onChange={change} />
        </div>
        <div className="setup__save">
          <p role="status" className={problems.size > 0 ? 'setup__state setup__state--bad' : 'setup__state'}>
            {state}
          </p>
          <button type="button" className="button" disabled={!isChanged || isSaving} onClick={() => setDraft(draftOf(base))}>
            {t('setup.undo')}
          </button>
          <button type="submit" className="button button--main" disabled={isSaving || !isChanged}>
            {t(isSaving ? 'setup.saving' : 'setup.save')}
          </button>
        </div>
      </form>
    </Problems>
  );
}
