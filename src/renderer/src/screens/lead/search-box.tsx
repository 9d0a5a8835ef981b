import { useEffect, useId, useRef, useState, type JSX, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHitView, SearchView } from '../../../../shared/contract/lead-views.ts';
import { listenFirst } from '../../app/first-ear.ts';
import { Icon } from '../../components/icons.tsx';
import { problemText } from '../../i18n/problem-text.ts';
import { useStation } from '../../stores/store.ts';
import { leftText } from './lead-text.ts';
import { useNow } from './use-now.ts';

/** A person types on; only what stands still this long is looked up. Milliseconds. */
const STILL_MS = 60;
/** Shorter texts would match half the house. */
const LEAST_SIGNS = 2;

/** Any number on any paper: order, SSCC, tracking number, or the buyer's name. Ctrl+K comes here from anywhere on the screen. */
export function SearchBox(): JSX.Element {
  const { t } = useTranslation();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { found, problem } = useHits(text.trim(), isOpen);
  const openPanel = useStation((store) => store.openPanel);
  useSearchKey(field);
  useScanInto(field, (scanned) => {
    setText(scanned);
    setAt(0);
    setOpen(true);
  });
  const hits = found?.hits ?? [];
  const isShown = isOpen && (found !== null || problem !== null);

  function open(hit: SearchHitView | undefined): void {
    if (hit === undefined) return;
    setOpen(false);
    openPanel({ kind: 'evidence', orderId: hit.orderId });
  }

  function press(event: KeyboardEvent): void {
    switch (event.key) {
      case 'ArrowDown':
        setAt(Math.min(at + 1, hits.length - 1));
        break;
      case 'ArrowUp':
        setAt(Math.max(at - 1, 0));
        break;
      case 'Enter':
        open(hits[at]);
        break;
      case 'Escape':
        setOpen(false);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  return (
    <div
      className="search"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Icon name="look" />
      <input
        ref={field}
        type="search"
        role="combobox"
        value={text}
        placeholder={t('lead.search.placeholder')}
        aria-label={t('lead.search.label')}
        aria-expanded={isShown}
        aria-controls={listId}
        aria-activedescendant={isShown && hits.length > 0 ? `${listId}-${at}` : undefined}
        aria-keyshortcuts="Control+K"
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        onFocus={() => setOpen(true)}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          setOpen(true);
        }}
      />
      <kbd>{t('lead.search.key')}</kbd>
      {isShown && (
        <div className="search__found">
          {problem !== null && <p className="search__none">{problem}</p>}
          {found !== null && hits.length === 0 && <p className="search__none">{t('lead.search.none', { text: found.text })}</p>}
          <ul id={listId} role="listbox" aria-label={t('lead.search.hits')}>
            {hits.map((hit, index) => (
              <Hit key={`${hit.orderId} ${hit.trackingNumber}`} id={`${listId}-${index}`} hit={hit} isChosen={index === at} onOpen={() => open(hit)} />
            ))}
          </ul>
          {found?.isCut === true && <p className="search__none">{t('lead.search.cut')}</p>}
        </div>
      )}
    </div>
  );
}

function Hit({ id, hit, isChosen, onOpen }: { readonly id: string; readonly hit: SearchHitView; readonly isChosen: boolean; readonly onOpen: () => void }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const left = hit.shipByMs === null ? null : leftText(t, hit.shipByMs, nowMs);
  return (
    // The field keeps the focus; a press on a hit must not take it away before it counts.
    <li id={id} role="option" aria-selected={isChosen} className="hit" onMouseDown={(event) => event.preventDefault()} onClick={onOpen}>
      <strong>{hit.channelOrderId}</strong>
      <span>{[hit.storeName, hit.buyerName].filter((part) => part !== null).join(' · ')}</span>
      <span className="hit__place">{t(`lead.place.${hit.place}`)}</span>
      <span className="hit__soft">{[t(`lead.search.by.${hit.matched}`), hit.trackingNumber].filter((part) => part !== null).join(' · ')}</span>
      <span className={left?.isLate === true ? 'left left--late' : 'left'}>{left?.words}</span>
    </li>
  );
}

/** The hits of the newest text; an answer to an older one is never shown. */
function useHits(text: string, isOpen: boolean): { readonly found: SearchView | null; readonly problem: string | null } {
  const { t } = useTranslation();
  const search = useStation((store) => store.searchOrders);
  const [answer, setAnswer] = useState<{ readonly found: SearchView | null; readonly problem: string | null }>({ found: null, problem: null });
  const isAsked = isOpen && text.length >= LEAST_SIGNS;
  useEffect(() => {
    if (!isAsked) return;
    let isOutdated = false;
    const timer = setTimeout(() => {
      void search(text).then((reply) => {
        if (!isOutdated) setAnswer(reply.ok ? { found: reply.value, problem: null } : { found: null, problem: problemText(t, reply.error) });
      });
    }, STILL_MS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [isAsked, search, t, text]);
  return isAsked ? answer : { found: null, problem: null };
}

function useSearchKey(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent): void => {
      if (!event.ctrlKey || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, [field]);
}

/** Whoever put the cursor here looks for something: then, and only then, a scan is a search and not a step of a parcel. */
function useScanInto(field: React.RefObject<HTMLInputElement | null>, take: (text: string) => void): void {
  const newest = useRef(take);
  useEffect(() => {
    newest.current = take;
  });
  useEffect(
    () =>
      listenFirst((scanned) => {
        if (document.activeElement !== field.current) return false;
        newest.current(scanned);
        return true;
      }),
    [field],
  );
}
