import type { CSSProperties, JSX } from 'react';

/** The largest text of the screen. It shrinks to stay on one line, and wraps only where it would fall below its least size. */
export function Instruction({ text }: { readonly text: string }): JSX.Element {
  return (
    <h1 className="instruction" style={{ '--signs': text.length } as CSSProperties}>
      {text}
    </h1>
  );
}
