/**
 * Just enough of GraphQL to read what a client sends: operations, fragments, aliases, arguments, directives, variables. Written from the
 * GraphQL specification (October 2021, sections 2.1 to 2.12), so that the practice marketplace judges documents by itself.
 */
export type Value =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'plain'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Value>> };

export type Arguments = Readonly<Record<string, Value>>;
export interface Directive {
  readonly name: string;
  readonly args: Arguments;
}
export type Selection =
  | { readonly kind: 'field'; readonly name: string; readonly alias: string; readonly args: Arguments; readonly directives: readonly Directive[]; readonly selections: readonly Selection[] | null }
  | { readonly kind: 'spread'; readonly name: string; readonly directives: readonly Directive[] }
  | { readonly kind: 'inline'; readonly on: string | null; readonly directives: readonly Directive[]; readonly selections: readonly Selection[] };

export interface OperationNode {
  readonly type: 'query' | 'mutation';
  readonly name: string | null;
  readonly selections: readonly Selection[];
}
export interface DocumentNode {
  readonly operations: readonly OperationNode[];
  readonly fragments: ReadonlyMap<string, readonly Selection[]>;
}

const TOKEN = /[\s,\uFEFF]+|#[^\n]*|(\.\.\.|[!$&()[\]{}:=@|]|[_A-Za-z]\w*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\\n]|\\.)*")/gy;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new SyntaxError(`Parse error on "${text.slice(at, at + 10)}"`);
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  return tokens;
}

/** Throws SyntaxError where the text is no document. */
export function parseDocument(text: string): DocumentNode {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const next = (): string => tokens[at++] ?? '';
  const expect = (wanted: string): void => {
    const got = next();
    if (got !== wanted) throw new SyntaxError(`Parse error on "${got}", expected "${wanted}"`);
  };
  const take = (wanted: string): boolean => (peek() === wanted ? (at += 1) > 0 : false);
  const name = (): string => {
    const got = next();
    if (!/^[_A-Za-z]/.test(got)) throw new SyntaxError(`Parse error on "${got}", expected a name`);
    return got;
  };

  function value(): Value {
    if (take('$')) return { kind: 'variable', name: name() };
    if (take('[')) {
      const items: Value[] = [];
      while (!take(']')) items.push(value());
      return { kind: 'list', items };
    }
    if (take('{')) {
      const fields: Record<string, Value> = {};
      while (!take('}')) {
        const field = name();
        expect(':');
        fields[field] = value();
      }
      return { kind: 'object', fields };
    }
    const got = next();
    if (got === 'true' || got === 'false') return { kind: 'plain', value: got === 'true' };
    if (got === 'null') return { kind: 'plain', value: null };
    if (got.startsWith('"')) return { kind: 'plain', value: JSON.parse(got) as string };
    if (/^-?\d/.test(got)) return { kind: 'plain', value: Number(got) };
    if (/^[_A-Za-z]/.test(got)) return { kind: 'plain', value: got };
    throw new SyntaxError(`Parse error on "${got}"`);
  }

  function args(): Arguments {
    const given: Record<string, Value> = {};
    if (!take('(')) return given;
    while (!take(')')) {
      const argument = name();
      expect(':');
      given[argument] = value();
    }
    return given;
  }

  function directives(): Directive[] {
    const given: Directive[] = [];
    while (take('@')) given.push({ name: name(), args: args() });
    return given;
  }

  function selections(): Selection[] {
    expect('{');
    const given: Selection[] = [];
    while (!take('}')) {
      if (at >= tokens.length) throw new SyntaxError('Parse error on end of file');
      given.push(selection());
    }
    return given;
  }

  function selection(): Selection {
    if (take('...')) {
      if (peek() !== 'on' && /^[_A-Za-z]/.test(peek())) return { kind: 'spread', name: name(), directives: directives() };
      const on = take('on') ? name() : null;
      return { kind: 'inline', on, directives: directives(), selections: selections() };
    }
    const first = name();
    const field = take(':') ? name() : first;
    return { kind: 'field', alias: first, name: field, args: args(), directives: directives(), selections: peek() === '{' ? selections() : null };
  }

  /** Types and defaults of variables are skipped: the schema judges them, where a developer has it. */
  function skipVariables(): void {
    if (!take('(')) return;
    for (let depth = 1; depth > 0; ) {
      const got = next();
      if (got === '') throw new SyntaxError('Parse error on end of file');
      if (got === '(') depth += 1;
      if (got === ')') depth -= 1;
    }
  }

  const operations: OperationNode[] = [];
  const fragments = new Map<string, readonly Selection[]>();
  while (at < tokens.length) {
    if (take('fragment')) {
      const fragment = name();
      expect('on');
      name();
      directives();
      fragments.set(fragment, selections());
      continue;
    }
    const type = peek() === '{' ? 'query' : next();
    if (type !== 'query' && type !== 'mutation') throw new SyntaxError(`Parse error on "${type}"`);
    const named = /^[_A-Za-z]/.test(peek()) ? name() : null;
    skipVariables();
    directives();
    operations.push({ type, name: named, selections: selections() });
  }
  return { operations, fragments };
}
