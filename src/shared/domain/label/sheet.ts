import { drawableText } from './address-text.ts';
import type { LabelSource } from './content.ts';
import type { Paragraph } from './fit-text.ts';
import { dotsOf } from './media.ts';
import type { LabelDpi } from './media.ts';

/** Of the small data titles. Points. */
export const titleSize = 6;

/** In printer dots from the upper left corner of the page, always whole: what is on the dot grid prints as it was drawn. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextBlock extends Box {
  readonly kind: 'text';
  readonly id: string;
  readonly source: LabelSource;
  readonly paragraphs: readonly Paragraph[];
  /** Points; see `fitText`. */
  readonly mostSize: number;
  readonly wrapSize: number;
  readonly leastSize: number;
  readonly align: 'start' | 'center' | 'end';
  readonly anchor: 'top' | 'middle' | 'bottom';
  readonly ink: 'black' | 'white';
  /** Country of the text: Chinese, Japanese and Korean print the same character code in different shapes. */
  readonly countryCode: string;
}

export interface Bar extends Box {
  readonly kind: 'bar';
}

type TextStyle = Partial<Omit<TextBlock, 'paragraphs' | 'kind' | 'id' | 'source' | keyof Box>> & { mostSize: number; leastSize: number };

/** What things are put on; millimetres become whole dots here. */
export interface Sheet {
  readonly dpi: LabelDpi;
  readonly bars: Bar[];
  readonly texts: TextBlock[];
  mm(length: number): number;
  bar(box: Box): void;
  rule(x: number, y: number, width: number, thickMm: number): void;
  frame(box: Box, thickMm: number): void;
  text(id: string, source: LabelSource, box: Box, paragraphs: readonly Paragraph[], style: TextStyle): void;
  /** Prints the data title in the upper edge of a box and gives back the rest of the box. */
  titled(id: string, source: LabelSource, title: string, box: Box): Box;
}

export function createSheet(dpi: LabelDpi): Sheet {
  const bars: Bar[] = [];
  const texts: TextBlock[] = [];
  const mm = (length: number): number => dotsOf(length, dpi);
  const bar = ({ x, y, width, height }: Box): void => { bars.push({ kind: 'bar', x, y, width, height }); };
  const text: Sheet['text'] = (id, source, { x, y, width, height }, paragraphs, style) => {
    texts.push({
      kind: 'text', id, source, x, y, width, height,
      wrapSize: style.leastSize, align: 'start', anchor: 'top', ink: 'black', countryCode: '', ...style,
      paragraphs: paragraphs.map((paragraph) => ({ ...paragraph, text: drawableText(paragraph.text) })),
    });
  };
  return {
    dpi, bars, texts, mm, bar, text,
    rule: (x, y, width, thickMm) => bar({ x, y, width, height: mm(thickMm) }),
    frame: ({ x, y, width, height }, thickMm) => {
      const thick = mm(thickMm);
      bar({ x, y, width, height: thick });
      bar({ x, y: y + height - thick, width, height: thick });
      bar({ x, y: y + thick, width: thick, height: height - 2 * thick });
      bar({ x: x + width - thick, y: y + thick, width: thick, height: height - 2 * thick });
    },
    titled: (id, source, title, box) => {
      const height = mm(2.7);
      text(`${id}-title`, source, { ...box, height }, [bold(title)], { mostSize: titleSize, leastSize: 4 });
      return { ...box, y: box.y + height, height: box.height - height };
    },
  };
}

export const bold = (text: string): Paragraph => ({ text, weight: 'bold' });
export const regular = (text: string): Paragraph => ({ text, weight: 'regular' });

export const inset = (box: Box, dx: number, dy: number): Box => ({ x: box.x + dx, y: box.y + dy, width: box.width - 2 * dx, height: box.height - 2 * dy });

export function columns(box: Box, shares: readonly [number, number], gap: number): [Box, Box];
export function columns(box: Box, shares: readonly [number, number, number], gap: number): [Box, Box, Box];
export function columns(box: Box, shares: readonly number[], gap: number): Box[];
export function columns(box: Box, shares: readonly number[], gap: number): Box[] {
  const room = box.width - gap * (shares.length - 1);
  let x = box.x;
  return shares.map((share) => {
    const width = Math.floor(room * share);
    const cell = { ...box, x, width };
    x += width + gap;
    return cell;
  });
}

export function weightText(grams: number): string {
  return grams < 1000 ? `${grams} g` : `${(grams / 1000).toFixed(3).replace(/\.?0+$/, '')} kg`;
}
