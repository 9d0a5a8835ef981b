import type { JSX } from 'react';

/** Where the label goes, without a word: on the closed box, flat on its top. */
export function LabelDrawing(): JSX.Element {
  return (
    <svg className="label-drawing" viewBox="0 0 200 170" aria-hidden="true" focusable="false">
      <path className="label-drawing__box" d="M100 6 194 48v72l-94 44L6 120V48zM6 48l94 43 94-43M100 91v73" />
      <path className="label-drawing__label" d="M100 21.5 151 44l-51 23.5L49 44z" />
      <path className="label-drawing__bars" d="M77 45.5l23-10.4M84 48.7l23-10.4M90 51.5l23-10.4M98 55.1l23-10.4M104 57.9l23-10.4" />
    </svg>
  );
}
