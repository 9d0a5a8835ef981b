import type { WedgeKey } from '../../../shared/domain/scan/wedge-keys.ts';

/** Gives a person's held keys back to whatever has the focus: characters to a text field, the space bar to a button. */
export function replayKeys(page: Document, keys: readonly WedgeKey[]): void {
  const focused = page.activeElement;
  if (focused === null) return;
  if (isTextField(focused)) {
    const text = keys.map(({ key }) => key).filter((key) => [...key].length === 1).join('');
    // Deprecated by name, and still the one way that fires the events of real typing and keeps the field's own undo.
    if (text !== '') page.execCommand('insertText', false, text);
    return;
  }
  if (!keys.some(({ key }) => key === ' ')) return;
  if (focused instanceof HTMLSelectElement) focused.showPicker();
  else if (focused instanceof HTMLElement && focused.matches('button, summary, input, [role="switch"]')) focused.click();
}

const withoutText: ReadonlySet<string> = new Set(['button', 'checkbox', 'radio', 'range', 'file', 'submit', 'reset', 'color']);

export function isTextField(element: Element | null): boolean {
  if (element instanceof HTMLTextAreaElement) return true;
  if (element instanceof HTMLInputElement) return !withoutText.has(element.type);
  return element instanceof HTMLElement && element.isContentEditable;
}
