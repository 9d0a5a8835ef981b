import { useId, useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationSettings } from '../../../../shared/contract/settings.ts';
import type { ReplyError } from '../../../../shared/contract/reply.ts';
import { Icon } from '../../components/icons.tsx';
import { askToSignIn } from '../../components/proof-desk.ts';
import { VerdictBar } from '../../components/verdict-bar.tsx';
import { problemText } from '../../i18n/problem-text.ts';
import { fileShopsOf } from '../../stores/file-shops.ts';
import { useMayChange } from '../../stores/may-change.ts';
import { useStation } from '../../stores/store.ts';
import { BenchPart, ShipFromPart, SoundPart } from './bench-parts.tsx';
import { placeOfRefusal } from './cross-problems.ts';
import { checkDraft, type Draft, draftOf, type FieldProblem, withFileShop } from './draft.ts';
import { Problems } from './fields.tsx';
import { ImportPart } from './import-part.tsx';
import { NumbersPart, PrinterPart } from './label-parts.tsx';
import { PeoplePart } from './people-part.tsx';
import { ScannerPart } from './scanner-part.tsx';
import { StoresPart } from './stores-part.tsx';
import './setup.css';

/** Part ids, which are their title keys too: what is used each day, then what a new station needs, in that order. */
const groups = [
  { title: 'daily', parts: ['import', 'people'] },
  { title: 'station', parts: ['bench', 'sscc', 'shipFrom', 'printer', 'stores', 'scanner', 'sound'] },
] as const;

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
  const [refused, setRefused] = useState<ReadonlyMap<string, FieldProblem>>(noProblems);
  const mayChange = useMayChange();
  const formId = useId();
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
  const problems = wasTried && !checked.ok ? checked.problems : refused;

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
      tellRefusal(error);
      return;
    }
    // As the station keeps them: it may have given a shop another short name.
    const kept = useStation.getState().settings ?? checked.settings;
    setSeen(kept);
    setBase(kept);
    setDraft(draftOf(kept));
    setTried(false);
    setOutcome(t('setup.saved'));
  }

  /** At the bottom in any case, and at its place where the station names one. */
  function tellRefusal(error: ReplyError): void {
    const message = problemText(t, error);
    const place = placeOfRefusal(error, draft);
    setOutcome(t('setup.failed', { message }));
    if (place === null) return;
    setRefused(new Map([[place.path, place.problem ?? { key: 'said', values: { message } }]]));
    focusFirstProblem();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void save();
  }

  const change = (changes: Partial<Draft>): void => {
    setDraft({ ...draft, ...changes });
    setRefused(noProblems);
    setOutcome(null);
  };
  const addFileShop = (): void => {
    const stores = withFileShop(draft.stores);
    change({ stores });
    focusNameOf(stores.length - 1);
  };
  const hasNewFileShop = draft.stores.some((store) => store.connection.kind === 'file');
  const state = problems.size > 0 && outcome === null ? t('setup.problems', { count: problems.size }) : (outcome ?? (isChanged ? t('setup.unsaved') : ''));

  return (
    <Problems value={problems}>
      <div className="setup__form">
        <SideList stores={draft.stores} />
        <div className="setup__parts">
          {!mayChange && <SignInFirst />}
          <ImportPart shops={fileShopsOf(base.stores)} hasNewShop={hasNewFileShop} hasPractice={base.stores.some((store) => store.connection.kind === 'practice')} mayAddShop={mayChange} onAddShop={addFileShop} />
          <PeoplePart />
          <form id={formId} className="setup__settings" onSubmit={submit} noValidate>
            <fieldset className="setup__lock" disabled={!mayChange}>
              <BenchPart draft={draft} onChange={change} />
              <NumbersPart draft={draft} onChange={change} />
              <ShipFromPart draft={draft} onChange={change} />
              <PrinterPart draft={draft} onChange={change} isSaved={!isChanged} />
              <StoresPart draft={draft} onChange={change} savedIds={base.stores.map((store) => store.storeId)} />
              <ScannerPart draft={draft} onChange={change} />
              <SoundPart draft={draft} onChange={change} />
            </fieldset>
          </form>
        </div>
        <div className="setup__save">
          <p role="status" className={problems.size > 0 ? 'setup__state setup__state--bad' : 'setup__state'}>
            {state}
          </p>
          <button type="button" className="button" disabled={!isChanged || isSaving} onClick={() => change(draftOf(base))}>
            {t('setup.undo')}
          </button>
          <button type="submit" form={formId} className="button button--main" disabled={isSaving || !isChanged || !mayChange}>
            {t(isSaving ? 'setup.saving' : 'setup.save')}
          </button>
        </div>
      </div>
    </Problems>
  );
}

function SideList({ stores }: Pick<Draft, 'stores'>): JSX.Element {
  const { t } = useTranslation();
  return (
    <nav className="setup__nav" aria-label={t('setup.sections')}>
      {groups.map((group) => (
        <div key={group.title} className="setup__group">
          <p>{t(`setup.nav.${group.title}`)}</p>
          {group.parts.map((part) => (
            <div key={part}>
              <a href={`#setup-${part}`}>{t(`setup.${part}.title`)}</a>
              {part === 'stores' &&
                stores.map((store, index) => (
                  <a key={index} className="setup__sub" href={`#setup-stores.${String(index)}`}>
                    {store.name === '' ? store.storeId : store.name}
                  </a>
                ))}
            </div>
          ))}
        </div>
      ))}
    </nav>
  );
}

function SignInFirst(): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="setup__access" role="note">
      <Icon name="lock" />
      <p>{t('setup.access.title')}</p>
      <button type="button" className="button button--row" onClick={() => void askToSignIn()}>
        {t('setup.access.signIn')}
      </button>
    </div>
  );
}
