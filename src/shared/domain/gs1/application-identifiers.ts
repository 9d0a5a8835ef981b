import { AI_ROWS, type AiRow, type ContentRule } from './application-identifier-table.ts';

export type ComponentKind = 'N' | 'X' | 'Y' | 'Z';

export interface FormatComponent {
  /** N digits, X character set 82, Y character set 39, Z character set 64. */
  readonly kind: ComponentKind;
  readonly minLength: number;
  readonly maxLength: number;
  readonly optional: boolean;
}

/** One AI, or a family of AIs that differ only in their last digit. */
export interface ApplicationIdentifier {
  readonly ai: string;
  /** In the notation of the General Specifications: N14, X..20, N3+X..9, N13+[X..17]. */
  readonly format: string;
  readonly components: readonly FormatComponent[];
  readonly minLength: number;
  readonly maxLength: number;
  /** The data title printed beside the value: BATCH/LOT. */
  readonly title: string;
  /** True: a scanner sends no separator after it. */
  readonly isPredefinedLength: boolean;
  readonly content: readonly ContentRule[];
  /** One of these combinations must be on the same item; each is joined by +. `n` stands for any digit. Empty: none needed. */
  readonly needsOneOf: readonly string[];
  readonly excludes: readonly string[];
}

/**
 * The first two digits of an AI alone decide whether its length is predefined, so that an old reader can skip new AIs.
 * Value: total characters of AI plus data. Source: GS1 General Specifications, "Element strings with predefined length".
 */
const PREDEFINED_TOTAL_LENGTH: ReadonlyMap<string, number> = new Map([
  ['00', 20],
  ...['01', '02', '03'].map((prefix) => [prefix, 16] as const),
  ['04', 18],
  ...['11', '12', '13', '14', '15', '16', '17', '18', '19'].map((prefix) => [prefix, 8] as const),
  ['20', 4],
  ...['31', '32', '33', '34', '35', '36'].map((prefix) => [prefix, 10] as const),
  ['41', 16],
]);

export function hasPredefinedLength(ai: string): boolean {
  return PREDEFINED_TOTAL_LENGTH.has(ai.slice(0, 2));
}

function parseComponent(text: string): FormatComponent {
  const match = /^(\[?)([NXYZ])(\.\.)?(\d+)\]?$/.exec(text);
  if (match === null) throw new Error(`the AI table has an unreadable format component "${text}"`);
  const maxLength = Number(match[4]);
  return {
    kind: match[2] as ComponentKind,
    minLength: match[3] === undefined ? maxLength : 1,
    maxLength,
    optional: match[1] === '[',
  };
}

function aisOfRow(ais: string): readonly string[] {
  const [first = '', last] = ais.split('-');
  if (last === undefined) return [first];
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, step) => String(Number(first) + step).padStart(first.length, '0'));
}

function expandRow([ais, format, title, rules = {}]: AiRow): readonly ApplicationIdentifier[] {
  const components = format.split('+').map(parseComponent);
  const required = components.filter((component) => !component.optional);
  return aisOfRow(ais).map((ai) => ({
    ai,
    format,
    components,
    minLength: required.reduce((sum, component) => sum + component.minLength, 0),
    maxLength: components.reduce((sum, component) => sum + component.maxLength, 0),
    title,
    isPredefinedLength: hasPredefinedLength(ai),
    content: rules.content ?? [],
    needsOneOf: rules.needs?.split(' ') ?? [],
    excludes: rules.excludes?.split(' ') ?? [],
  }));
}

const BY_AI: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  AI_ROWS.flatMap(expandRow).map((definition) => [definition.ai, definition] as const),
);

export const applicationIdentifiers: readonly ApplicationIdentifier[] = [...BY_AI.values()];

export function findApplicationIdentifier(ai: string): ApplicationIdentifier | null {
  return BY_AI.get(ai) ?? null;
}

/** AIs have two to four digits and none begins with another one, so at most one fits. */
export function findApplicationIdentifierAt(text: string, at: number): ApplicationIdentifier | null {
  for (let length = 2; length <= 4; length += 1) {
    const found = BY_AI.get(text.slice(at, at + length));
    if (found !== undefined) return found;
  }
  return null;
}
