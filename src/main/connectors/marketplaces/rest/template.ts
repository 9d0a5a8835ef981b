/** What a template may name. In a body, a text that is one placeholder and nothing else keeps the kind of its value (a list, a number, yes or no). */
export type TemplateValues = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\{([A-Za-z]+)(?::(number|text))?\}/g;
const ONE_PLACEHOLDER = /^\{([A-Za-z]+)(?::(number|text))?\}$/;

/** The names in a template; null where a brace belongs to no placeholder. */
export function placeholdersOf(template: string): readonly string[] | null {
  if (/[{}]/.test(template.replace(PLACEHOLDER, ''))) return null;
  return [...template.matchAll(PLACEHOLDER)].map((found) => found[1] ?? '');
}

/** `encode`: how a value is written where it goes: in an address, as it is. What is not there leaves nothing. */
export function fillText(template: string, values: TemplateValues, encode: (text: string) => string = (text) => text): string {
  return template.replace(PLACEHOLDER, (_whole, name: string) => {
    const value = values[name];
    return value === undefined || value === null ? '' : encode(typeof value === 'string' ? value : JSON.stringify(value));
  });
}

/** True where some text in the template names it. */
export function names(template: unknown, name: string): boolean {
  if (typeof template === 'string') return placeholdersOf(template)?.includes(name) ?? false;
  return typeof template === 'object' && template !== null && Object.values(template).some((inner) => names(inner, name));
}

/** A body from its template. A field that is one placeholder without a value is left out altogether. */
export function fillBody(template: unknown, values: TemplateValues): unknown {
  if (typeof template === 'string') return fillField(template, values);
  if (Array.isArray(template)) return template.map((inner) => fillBody(inner, values)).filter((inner) => inner !== undefined);
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template)
      .map(([field, inner]): [string, unknown] => [field, fillBody(inner, values)])
      .filter(([, inner]) => inner !== undefined),
  );
}

function fillField(template: string, values: TemplateValues): unknown {
  const whole = ONE_PLACEHOLDER.exec(template);
  if (whole === null) return fillText(template, values);
  const value = values[whole[1] ?? ''];
  if (whole[2] === 'text' && value !== undefined) return fillText(template, values);
  // Ids that are numbers over there; one too long for a number stays text.
  if (whole[2] === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isSafeInteger(Number(value))) return Number(value);
  return value;
}
