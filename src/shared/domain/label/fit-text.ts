/** Text fitting without a font library: widths come from whoever knows the font. All lengths in points. */

export type Weight = 'regular' | 'bold';

export interface Paragraph {
  readonly text: string;
  readonly weight: Weight;
  /** Size relative to the block's. */
  readonly scale?: number;
  /** More lines than this are never used, however much room there is. */
  readonly mostLines?: number;
  /** Survives when there is no room for everything: the postcode line of an address. */
  readonly keep?: boolean;
}

export interface TextFace {
  /** Width at size 1. */
  widthOf(text: string, weight: Weight): number;
  /** Highest and lowest ink at size 1, both positive. */
  readonly ascent: number;
  readonly descent: number;
}

export interface FitRequest {
  readonly paragraphs: readonly Paragraph[];
  readonly width: number;
  readonly height: number;
  readonly mostSize: number;
  /** Below this size text would rather take a second line, and be large again, than shrink on. */
  readonly wrapSize: number;
  readonly leastSize: number;
}

export interface FittedLine {
  readonly text: string;
  readonly weight: Weight;
  readonly size: number;
  /** Of the baseline, from the top of the block. */
  readonly baseline: number;
}

export interface FittedText {
  readonly lines: readonly FittedLine[];
  readonly height: number;
  /** True when something the caller asked for is not on the label in full. */
  readonly isShortened: boolean;
}

const SIZE_STEP = 0.5;
export const ELLIPSIS = '…';

/** Shrinks, then wraps, then leaves out: the first of the three that makes the text fit its box. */
export function fitText(request: FitRequest, face: TextFace): FittedText {
  const paragraphs = request.paragraphs.filter((paragraph) => paragraph.text !== '');
  const tokens = paragraphs.map((paragraph) => tokensOf(paragraph, face));
  for (let size = request.mostSize; size >= request.wrapSize; size -= SIZE_STEP) {
    const lines = paragraphs.map((paragraph) => [paragraph.text]);
    const fits = tokens.every((list, i) => widthOf(list) * sizeOf(paragraphs[i], size) <= request.width);
    if (fits && heightAt(paragraphs, lines, size, face) <= request.height) return place(paragraphs, lines, size, face, false);
  }
  for (let size = request.mostSize; size >= request.leastSize; size -= SIZE_STEP) {
    // A smaller size is better than a word broken in two.
    const breaksWord = tokens.some((list, i) => list.some((token) => token.width * sizeOf(paragraphs[i], size) > request.width));
    if (breaksWord && size - SIZE_STEP >= request.leastSize) continue;
    const lines = tokens.map((list, i) => wrap(list, request.width / sizeOf(paragraphs[i], size)));
    const mostLinesKept = lines.every((list, i) => list.length <= (paragraphs[i]?.mostLines ?? Infinity));
    if (mostLinesKept && heightAt(paragraphs, lines, size, face) <= request.height) return place(paragraphs, lines, size, face, false);
  }
  return shorten(paragraphs, tokens, request, face);
}

const sizeOf = (paragraph: Paragraph | undefined, size: number): number => size * (paragraph?.scale ?? 1);

function heightAt(paragraphs: readonly Paragraph[], lines: readonly (readonly string[])[], size: number, face: TextFace): number {
  return lines.reduce((sum, list, i) => sum + list.length * sizeOf(paragraphs[i], size) * (face.ascent + face.descent), 0);
}

function place(
  paragraphs: readonly Paragraph[],
  lines: readonly (readonly string[])[],
  size: number,
  face: TextFace,
  isShortened: boolean,
): FittedText {
  const placed: FittedLine[] = [];
  let top = 0;
  paragraphs.forEach((paragraph, i) => {
    const ownSize = sizeOf(paragraph, size);
    for (const text of lines[i] ?? []) {
      placed.push({ text, weight: paragraph.weight, size: ownSize, baseline: top + ownSize * face.ascent });
      top += ownSize * (face.ascent + face.descent);
    }
  });
  return { lines: placed, height: top, isShortened };
}

/** At the least size: first one line for what must stay, then one for each, then second lines, until the height is used up. */
function shorten(paragraphs: readonly Paragraph[], tokens: readonly Token[][], request: FitRequest, face: TextFace): FittedText {
  const size = request.leastSize;
  const wrapped = tokens.map((list, i) => wrap(list, request.width / sizeOf(paragraphs[i], size)));
  const granted = paragraphs.map(() => 0);
  let room = request.height;
  const grant = (i: number): void => {
    const lineHeight = sizeOf(paragraphs[i], size) * (face.ascent + face.descent);
    const most = Math.min(wrapped[i]?.length ?? 0, paragraphs[i]?.mostLines ?? Infinity);
    if ((granted[i] ?? 0) >= most || lineHeight > room + 1e-9) return;
    granted[i] = (granted[i] ?? 0) + 1;
    room -= lineHeight;
  };
  paragraphs.forEach((paragraph, i) => { if (paragraph.keep === true) grant(i); });
  paragraphs.forEach((paragraph, i) => { if (paragraph.keep !== true) grant(i); });
  for (let before = -1; before !== room; ) {
    before = room;
    paragraphs.forEach((_, i) => grant(i));
  }
  const lines = wrapped.map((list, i) => {
    const count = granted[i] ?? 0;
    if (count === 0 || list.length <= count) return list.slice(0, count);
    const em = request.width / sizeOf(paragraphs[i], size);
    // Cut from the text itself: joining the lines again would guess where there was a blank.
    const rest = list.slice(0, count - 1).reduce((text, line) => text.slice(line.length).trimStart(), paragraphs[i]?.text ?? '');
    return [...list.slice(0, count - 1), ellipsize(rest, em, paragraphs[i]?.weight ?? 'regular', face)];
  });
  return place(paragraphs, lines, size, face, true);
}

function ellipsize(text: string, width: number, weight: Weight, face: TextFace): string {
  const clusters = [...graphemes.segment(text)].map((part) => part.segment);
  let low = 0;
  let high = clusters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const cut = `${clusters.slice(0, middle).join('').trimEnd()}${ELLIPSIS}`;
    if (face.widthOf(cut, weight) <= width) low = middle;
    else high = middle - 1;
  }
  return `${clusters.slice(0, low).join('').trimEnd()}${ELLIPSIS}`;
}

// ---- line breaking -------------------------------------------------------------------------------------------------

interface Token {
  readonly text: string;
  readonly width: number;
  /** Blank before it when it is not first in its line. */
  readonly space: number;
  /** Narrower pieces, for a word that is wider than the box. */
  split(): Token[];
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const words = new Intl.Segmenter('und', { granularity: 'word' });
/** Scripts written without blanks: a line may end after any word of theirs (Unicode UAX #14, class ID and SA). */
const BREAKS_ANYWHERE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function tokensOf(paragraph: Paragraph, face: TextFace): Token[] {
  const blank = face.widthOf(' ', paragraph.weight);
  return paragraph.text.split(' ').filter((word) => word !== '').flatMap((word, index) =>
    piecesOf(word).map((piece, part) => tokenOf(piece, paragraph.weight, face, index > 0 && part === 0 ? blank : 0)));
}

function piecesOf(word: string): string[] {
  if (BREAKS_ANYWHERE.test(word)) {
    const parts: string[] = [];
    for (const { segment, isWordLike } of words.segment(word)) {
      // Punctuation stays with the word before it, so that no line begins with a comma.
      if (isWordLike !== true && parts.length > 0) parts[parts.length - 1] += segment;
      else parts.push(segment);
    }
    return parts;
  }
  return word.split(/(?<=[-/\u2010\u2013](?=\p{L}))/u);
}

function tokenOf(text: string, weight: Weight, face: TextFace, space: number): Token {
  return {
    text,
    width: face.widthOf(text, weight),
    space,
    split: () => [...graphemes.segment(text)].map((part, i) => tokenOf(part.segment, weight, face, i === 0 ? space : 0)),
  };
}

const widthOf = (tokens: readonly Token[]): number => tokens.reduce((sum, token) => sum + token.width + token.space, 0);

function wrap(tokens: readonly Token[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const put = (token: Token): void => {
    const space = line === '' ? 0 : token.space;
    if (line !== '' && used + space + token.width > width) {
      lines.push(line);
      line = token.text;
      used = token.width;
      return;
    }
    line += (space > 0 ? ' ' : '') + token.text;
    used += space + token.width;
  };
  for (const token of tokens) {
    if (token.width <= width) put(token);
    else for (const piece of token.split()) put(piece);
  }
  if (line !== '') lines.push(line);
  return lines;
}
