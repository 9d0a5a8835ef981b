/** Where somebody in Setup is: the part that holds the focus. */
export function focusedSetupPart(): string | null {
  const part = globalThis.document?.activeElement?.closest('[id^="setup-"]');
  return part?.id.slice('setup-'.length) ?? null;
}
