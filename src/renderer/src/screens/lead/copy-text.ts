/**
 * Puts a text on the clipboard. The page holds no permission at all, so the asynchronous clipboard is closed to it; copying a selection within
 * a press needs none. False: it did not work, and the text can still be marked by hand.
 */
export function copyText(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  field.className = 'unseen';
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isCopied;
}
