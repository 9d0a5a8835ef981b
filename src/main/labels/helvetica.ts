import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { TextFace, Weight } from '../../shared/domain/label/fit-text.ts';

/** The two standard fonts every PDF reader has. They know the characters of Windows-1252 and nothing else. */
export interface Helvetica extends TextFace {
  canDraw(text: string): boolean;
  /** Hexadecimal codes for a PDF string. */
  encode(text: string): string;
}

interface Letter {
  readonly code: string;
  readonly width: number;
}
type Letters = ReadonlyMap<string, Letter>;

export async function loadHelvetica(): Promise<Helvetica> {
  // Measured once; the metrics then serve every label without a document.
  const scratch = await PDFDocument.create();
  const letters: Readonly<Record<Weight, Letters>> = {
    regular: readLetters(scratch, StandardFonts.Helvetica),
    bold: readLetters(scratch, StandardFonts.HelveticaBold),
  };
  return {
    // Capitals with accents reach 0.92 em, the lowest letters 0.22 em (Adobe Font Metrics of Helvetica).
    ascent: 0.92,
    descent: 0.22,
    canDraw: (text) => [...text].every((letter) => letters.regular.has(letter)),
    widthOf: (text, weight) => {
      let width = 0;
      for (const letter of text) width += letters[weight].get(letter)?.width ?? 0;
      return width;
    },
    encode: (text) => [...text].map((letter) => letters.regular.get(letter)?.code ?? '').join(''),
  };
}

/** Letter by letter, because the library's own width of a text subtracts kerning that a PDF string does not apply. */
function readLetters(scratch: PDFDocument, name: StandardFonts): Letters {
  const font = scratch.embedStandardFont(name);
  return new Map(font.getCharacterSet().map((codePoint) => {
    const letter = String.fromCodePoint(codePoint);
    return [letter, { code: font.encodeText(letter).asString(), width: font.widthOfTextAtSize(letter, 1) }];
  }));
}
