import { useEffect, useId, useRef, type JSX, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../components/icons.tsx';
import { useProofDesk } from '../../../components/proof-desk.ts';
import { useStation } from '../../../stores/store.ts';

export interface PanelProps {
  readonly title: string;
  readonly note?: string;
  /** The decision; stays in sight while the rest scrolls. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** Stands beside the page and never over the whole of it; Escape closes it, a scan cannot. */
export function Panel({ title, note, foot, children }: PanelProps): JSX.Element {
  const { t } = useTranslation();
  const titleId = useId();
  const close = useStation((store) => store.closePanel);
  const head = useRef<HTMLHeadingElement>(null);
  useFocusHere(head);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      // While a badge is asked for, Escape belongs to that question.
      if (event.key === 'Escape' && useProofDesk.getState().request === null) close();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, [close]);
  return (
    <aside className="panel" role="dialog" aria-labelledby={titleId}>
      <header className="panel__head">
        <div>
          <h2 id={titleId} ref={head} tabIndex={-1}>
            {title}
          </h2>
          {note !== undefined && <p>{note}</p>}
        </div>
        <button type="button" className="button panel__close" aria-label={t('lead.panel.close')} onClick={close}>
          <Icon name="cross" />
        </button>
      </header>
      <div className="panel__body">{children}</div>
      {foot !== undefined && <footer className="panel__foot">{foot}</footer>}
    </aside>
  );
}

/** Keyboard and screen reader arrive with the panel, and go back to where they were. */
function useFocusHere(head: React.RefObject<HTMLHeadingElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    head.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [head]);
}
