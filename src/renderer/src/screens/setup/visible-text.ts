/** A choice in the middle of a sentence: only its first letter gets small, German nouns keep theirs. */
export const inSentence = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** U+2400 is the beginning of Unicode's pictures for control codes: GS (0x1D) becomes ␝. */
const CONTROL_PICTURES = 0x2400;

/** Control characters get a picture, so that nothing in a scan is invisible. */
export function visibleText(text: string): string {
  return [...text]
    .map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      return code < 0x20 ? String.fromCodePoint(CONTROL_PICTURES + code) : sign;
    })
    .join('');
}
