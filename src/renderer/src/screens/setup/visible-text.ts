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
