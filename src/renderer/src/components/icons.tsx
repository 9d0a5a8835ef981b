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
  back: <path d="M9 5.500h11.500v13H9L3 12zM11.500 9.500l5 5M16.500 9.500l-5 5" />,
  badge: (
    <>
      <path d="M5 6.500h14v15H5zM9.500 2.500h5v4h-5z" />
      <circle cx="12" cy="12" r="2" />
      <path d="M8.500 18c.4-1.900 1.700-2.800 3.500-2.800s3.100.9 3.500 2.800" />
    </>
  ),
  lock: <path d="M5.500 10.500h13v10h-13zM8.500 10.500V7.300a3.5 3.5 0 0 1 7 0v3.200M12 14.500v2.500" />,
  help: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.500 9.700c.1-1.500 1.100-2.400 2.600-2.400s2.500.9 2.500 2.200c0 2-2.600 2-2.600 4M12 16.700v.1" />
    </>
  ),
  truck: (
    <>
      <path d="M2.500 6h11.500v10.500H9.300M14 9.500h4l3.500 3.500v3.500h-1.700M15.700 16.500h-1.400M5.200 16.500H2.500z" />
      <circle cx="7.200" cy="17.500" r="2" />
      <circle cx="17.800" cy="17.500" r="2" />
    </>
  ),
  shelf: <path d="M4 3v18M20 3v18M4 11.500h16M4 19h16M7.500 11.500V7h5v4.500M10 19v-4h6v4" />,
  scale: <path d="M3.500 20.500h17M6 20.500l1.500-9h9l1.500 9M12 11.500V8M7 4.500h10V8H7z" />,
  returned: <path d="M12 3l8.500 4.300v9.400L12 21l-8.500-4.300V7.300zM15.500 12H8.500M11 9.300 8.300 12l2.700 2.700" />,
  opened: <path d="M3.500 9.500 12 13l8.500-3.500v7.700L12 21l-8.500-3.800zM3.500 9.500 6 5l6 2.700M20.500 9.500 18 5l-6 2.700M12 13v8" />,
  list: <path d="M9 6.500h11M9 12h11M9 17.500h11M4.500 6.500h.1M4.500 12h.1M4.500 17.500h.1" />,
  flag: <path d="M5.500 21V3.500h12l-2.500 4.300 2.500 4.200h-12" />,
  money: <path d="M3 6.500h18v11H3zM12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M6 9.500v.1M18 14.500v.1" />,
  export: <path d="M12 3.500v11M7.500 10l4.500 4.500 4.500-4.500M4 17v3.500h16V17" />,
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
