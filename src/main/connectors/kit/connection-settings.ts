import type { ConnectionField } from './marketplace-connector.ts';

/**
 * What a form and the key store hold, as the connector's own settings shape reads it: lists split at commas, empty fields left out,
 * and everything that is no field passed on as it is (an address of a vendor's test system, set by hand).
 */
export function connectionSettings(fields: readonly ConnectionField[], filled: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const lists = new Set(fields.filter(({ kind }) => kind === 'list').map(({ name }) => name));
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(filled)) {
    const text = value.trim();
    if (text === '') continue;
    settings[name] = lists.has(name) ? text.split(',').map((part) => part.trim()).filter((part) => part !== '') : text;
  }
  return settings;
}
