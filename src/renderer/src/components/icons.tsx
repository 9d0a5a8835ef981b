import type { JSX } from 'react';

/** Drawn on a 24 unit grid with one line weight; filled shapes only where the silhouette itself is the message. */
const drawings = {
  tick: <path d="M4.5 12.8 9.6 18 19.5 6.6" />,
  cross: <path d="M6 6l12 12M18 6 6 18" />,
  octagon: <path d="M8.1 2.5h7.8l5.6 5.6v7.8l-5.6 5.6H8.1l-5.6-5.6V8.1z" />,
  hand: (
    <>
      <path d="M8.1 1.5h7.8l6.6 6.6v7.8l-6.6 6.6H8.1l-6.6-6.6V8.1z" fill="currentColor" stroke="none" />
      <path d="M9 14V8.6M11 13V6.7M13 13V7M15 14V8.8" stroke="var(--icon-cut)" strokeWidth="1.6" fill="none" />
      <path d="M8.2 12.4h7.6v2.3a3.7 3.7 0 0 1-3.7 3.7c-1.7 0-2.8-.7-3.7-2l-2.3-3a.85.85 0 0 1 1.3-1.1l.8.8z" fill="var(--icon-cut)" stroke="none" />
    </>
  ),
  over: (
    <>
      <path d="M4 4.5h16v15H4z" />
      <path d="M12 8v8M8 12h8" />
    </>
  ),
  question: (
    <>
      <path d="M8 8.6C8.2 6 9.9 4.5 12.2 4.5c2.4 0 4.1 1.5 4.1 3.7 0 3.3-4.2 3.3-4.2 6.5" />
      <path d="M12.1 19.200v.1" strokeWidth="3" />
    </>
  ),
  note: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 11.200v5M12 7.700v.1" />
    </>
  ),
  plug: (
    <>
      <path d="M9 3v5M15 3v5M6.5 8h11v3.500a5.5 5.5 0 0 1-11 0zM12 17v4.5" />
    </>
  ),
  unplugged: (
    <>
      <path d="M9 2.500v4M15 2.500v4M6.5 9.500v2a5.5 5.5 0 0 0 8.6 4.500M9.5 6.500h8v5c0 .6-.1 1.2-.3 1.700M12 17v4.500M3.5 3.500l17 17" />
    </>
  ),
  link: <path d="M4 15.500v4M9.3 11.500v8M14.7 7.500v12M20 3.500v16" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5.200l3.5 2.1" />
    </>
  ),
  shield: <path d="M12 3l7 2.600v5.200c0 4.5-2.9 8.2-7 10.2-4.1-2-7-5.7-7-10.200V5.600zM8.8 12l2.4 2.4 4-4.6" />,
  queue: <path d="M4 6.500h16M4 12h16M4 17.500h9" />,
  printer: <path d="M7 9V3.500h10V9M7 17.500H3.500V9h17v8.500H17M7 14h10v6.500H7z" />,
  box: <path d="M12 3l8.5 4.300v9.400L12 21l-8.5-4.300V7.300zM3.5 7.3 12 11.600l8.5-4.300M12 11.600V21" />,
  undo: <path d="M8.5 4.5 4 9l4.5 4.500M4 9h9.500a5.5 5.5 0 0 1 0 11H9" />,
  aside: <path d="M3.5 5h17v4.500h-17zM5.5 9.500V19h13V9.500M10 13h4" />,
  takeOut: <path d="M12 14V3.500M7.5 8 12 3.5 16.5 8M4 12v8h16v-8" />,
  tear: <path d="M6 3.500h12V11l-2.4 2-2.4-2-2.4 2-2.4-2L6 13zM6 17l2.4 2 2.4-2 2.4 2 2.4-2 2.4 2v2H6z" />,
  bench: <path d="M3 10.500h18M5 10.500V20M19 10.500V20M8.5 10.500V5h7v5.5" />,
  lead: <path d="M4 5h16M4 10h10M4 15h16M4 20h7" />,
  setup: (
    <>
      <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
      <circle cx="15" cy="7" r="2.2" />
      <circle cx="9" cy="17" r="2.2" />
    </>
  ),
  tray: <path d="M4 5v14M7 5v14M9.5 5v14M13 5v14M15 5v14M18 5v14M20 5v14" strokeWidth="1.6" />,
  scanner: <path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 9v6M11 9v6M13.5 9v6M16 9v6" />,
  person: (
    <>
      <circle cx="12" cy="8" r="3.8" />
      <path d="M4.5 20.500c.7-4 3.6-6 7.5-6s6.8 2 7.5 6" />
    </>
  ),
  file: <path d="M6 2.500h8L18.500 7v14.500H6zM14 2.500V7h4.500M9 12.500h6.500M9 16.500h6.500" />,
  down: <path d="M5 9l7 7 7-7" />,
  sound: <path d="M4 9.500v5h3.500L12 19V5L7.5 9.500zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.500a7.8 7.8 0 0 1 0 11" />,
  circle: <circle cx="12" cy="12" r="8" />,
  half: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" stroke="none" />
    </>
  ),
  pause: <path d="M8.5 5v14M15.5 5v14" strokeWidth="3" />,
  look: (
    <>
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="M15.5 15.500l5 5" />
    </>
  ),
  send: <path d="M3.5 12h15M13 6l6 6-6 6" />,
} as const satisfies Readonly<Record<string, JSX.Element>>;

export type IconName = keyof typeof drawings;

/** Always beside a word that says the same, so it is hidden from screen readers. */
export function Icon({ name, className }: { readonly name: IconName; readonly className?: string }): JSX.Element {
  return (
    <svg className={className === undefined ? 'icon' : `icon ${className}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  );
}
