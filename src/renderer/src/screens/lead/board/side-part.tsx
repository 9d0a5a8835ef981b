import type { JSX, ReactNode } from 'react';

export function SidePart({ title, count, children }: { readonly title: string; readonly count?: number; readonly children: ReactNode }): JSX.Element {
  return (
    <section className="side__part">
      <h3>
        {title}
        {count !== undefined && <span>{count}</span>}
      </h3>
      {children}
    </section>
  );
}
