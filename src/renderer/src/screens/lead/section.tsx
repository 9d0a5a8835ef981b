import type { JSX, ReactNode } from 'react';

export interface SectionProps {
  readonly title: string;
  readonly count?: number;
  readonly note?: string;
  /** Only what needs a person now. */
  readonly isUrgent?: boolean;
  readonly children: ReactNode;
}

export function Section({ title, count, note, isUrgent = false, children }: SectionProps): JSX.Element {
  return (
    <section className={isUrgent ? 'board board--urgent' : 'board'}>
      <h2>
        {title}
        {count !== undefined && <span className="board__count">{count}</span>}
        {note !== undefined && <span className="board__note">{note}</span>}
      </h2>
      {children}
    </section>
  );
}

export function Empty({ text, isUnsure = false }: { readonly text: string; readonly isUnsure?: boolean }): JSX.Element {
  return <p className={isUnsure ? 'board__empty board__empty--unsure' : 'board__empty'}>{text}</p>;
}
