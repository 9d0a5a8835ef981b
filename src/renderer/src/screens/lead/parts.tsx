import { useId, useState, type JSX, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../../shared/contract/calls.ts';
import type { ExportView } from '../../../../shared/contract/lead-views.ts';
import type { Reply, ReplyError } from '../../../../shared/contract/reply.ts';
import { Icon, type IconName } from '../../components/icons.tsx';
import { useStation } from '../../stores/store.ts';
import { copyText } from './copy-text.ts';
import { useActing, type Whom } from './whom.ts';
import { refusalText } from './refusal-text.ts';

/** One page of the lead's screen: its name, what can be done with all of it, and the rest scrolls. */
export function Page({ title, note, actions, children }: { readonly title: string; readonly note?: string; readonly actions?: ReactNode; readonly children: ReactNode }): JSX.Element {
  return (
    <section className="page" aria-label={title}>
      <header className="page__head">
        <h2>{title}</h2>
        {note !== undefined && <p>{note}</p>}
        {actions !== undefined && <div className="page__actions">{actions}</div>}
      </header>
      <div className="page__body">{children}</div>
    </section>
  );
}

/** With an icon it is the whole answer of a page, and large. */
export function Empty({ text, icon, isUnsure = false, children }: { readonly text: string; readonly icon?: IconName; readonly isUnsure?: boolean; readonly children?: ReactNode }): JSX.Element {
  return (
    <div className={['empty', ...(icon === undefined ? [] : ['empty--large']), ...(isUnsure ? ['empty--unsure'] : [])].join(' ')}>
      {icon !== undefined && <Icon name={icon} />}
      <p>{text}</p>
      {children}
    </div>
  );
}

export const Loading = (): JSX.Element => <p className="empty">{useTranslation().t('lead.loading')}</p>;

/** What came of the last press; a failure is said at once and stays. */
export function Said({ text, isBad = false }: { readonly text: string | null; readonly isBad?: boolean }): JSX.Element {
  return (
    <p className={isBad ? 'said said--bad' : 'said'} role={isBad ? 'alert' : 'status'}>
      {text}
    </p>
  );
}

export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }): JSX.Element {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  return (
    <button type="button" className="button" onClick={() => setCopied(copyText(text))} onBlur={() => setCopied(false)}>
      <span aria-live="polite">{isCopied ? t('lead.copied') : (label ?? t('lead.copy'))}</span>
    </button>
  );
}

/** Who does it, asked only where nobody can prove it: while no people are set up. */
export function NameField(): JSX.Element | null {
  const { t } = useTranslation();
  const id = useId();
  const isOpenHouse = useStation(({ bench }) => bench?.header.isOpenHouse === true);
  const packer = useStation(({ bench }) => bench?.header.packer ?? '');
  const name = useStation((store) => store.leadName);
  const setName = useStation((store) => store.setLeadName);
  if (!isOpenHouse) return null;
  return (
    <div className="field">
      <label htmlFor={id}>{t('lead.name')}</label>
      <input id={id} value={name} maxLength={40} autoComplete="off" placeholder={packer} onChange={(event) => setName(event.target.value)} />
    </div>
  );
}

export interface WordsFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength?: number;
  readonly hint?: string;
}

export function WordsField({ label, value, onChange, maxLength = 200, hint }: WordsFieldProps): JSX.Element {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} value={value} maxLength={maxLength} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
      {hint !== undefined && <p className="field__hint">{hint}</p>}
    </div>
  );
}

type Exported = { readonly kind: 'idle' } | { readonly kind: 'working' } | { readonly kind: 'done'; readonly file: ExportView } | { readonly kind: 'failed'; readonly error: ReplyError };

/** The file's whole path is on the screen, because the station and not the person chose its place. */
export function FileOutcome({ outcome }: { readonly outcome: Exported }): JSX.Element | null {
  const { t } = useTranslation();
  if (outcome.kind === 'failed') return <Said text={refusalText(t, outcome.error)} isBad />;
  if (outcome.kind !== 'done') return null;
  const { filePath, rows } = outcome.file;
  return (
    <div className="saved" role="status">
      <span>{t('lead.export.saved', { count: rows })}</span>
      <code>{filePath}</code>
      <CopyButton text={filePath} label={t('lead.export.copyPath')} />
    </div>
  );
}

/** Asks for a file and remembers what came of it. */
export function useFile(): { readonly outcome: Exported; readonly ask: (act: 'export' | 'load', run: (whom: Whom) => Promise<Reply<ExportView>>) => Promise<void> } {
  const acting = useActing();
  const [outcome, setOutcome] = useState<Exported>({ kind: 'idle' });
  return {
    outcome,
    ask: async (act, run) => {
      setOutcome({ kind: 'working' });
      const end = await acting(act, async (whom) => {
        const reply = await run(whom);
        if (!reply.ok) return reply.error;
        setOutcome({ kind: 'done', file: reply.value });
        return null;
      });
      if (end === 'cancelled') setOutcome({ kind: 'idle' });
      else if (end !== null) setOutcome({ kind: 'failed', error: end });
    },
  };
}

type ExportWhat = Omit<CallInput<'exportCsv'>, 'proof' | 'by'>;

export function useExport(): { readonly outcome: Exported; readonly save: (what: ExportWhat) => Promise<void> } {
  const exportCsv = useStation((store) => store.exportCsv);
  const { outcome, ask } = useFile();
  return { outcome, save: (what) => ask('export', (whom) => exportCsv({ ...what, ...whom })) };
}

export function ExportButton({ save, what, isOff = false }: { readonly save: (what: ExportWhat) => Promise<void>; readonly what: ExportWhat; readonly isOff?: boolean }): JSX.Element {
  const { t } = useTranslation();
  return (
    <button type="button" className="button" disabled={isOff} onClick={() => void save(what)}>
      {t('lead.export.button')}
    </button>
  );
}
