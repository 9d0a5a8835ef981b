/** One object of the list, as text, with the line on which it begins. */
export interface JsonItem {
  readonly text: string;
  readonly line: number;
}

export type JsonEvent =
  | { readonly kind: 'item'; readonly item: JsonItem }
  | { readonly kind: 'broken'; readonly line: number; readonly reason: string };

/** How the objects are held: in a list (with an object around it or not), or one per line. */
export interface JsonOpening {
  readonly list: 'wrapped' | 'array' | 'lines';
  /** Characters before the first object. */
  readonly length: number;
  readonly format: string | null;
  readonly version: string | null;
}

const WRAPPER = /^\s*\{\s*(?:"format"\s*:\s*"([^"]*)"\s*,\s*)?(?:"version"\s*:\s*(\d+)\s*,\s*)?"orders"\s*:\s*\[/;

/** Reads what stands before the first order from the decoded start of the file. */
export function readOpening(head: string): JsonOpening | { readonly reason: string } {
  const wrapped = WRAPPER.exec(head);
  if (wrapped !== null) return { list: 'wrapped', length: wrapped[0].length, format: wrapped[1] ?? null, version: wrapped[2] ?? null };
  const array = /^\s*\[/.exec(head);
  if (array !== null) return { list: 'array', length: array[0].length, format: null, version: null };
  if (/^\s*\{\s*"(?:format|version|orders)"/.test(head)) {
    return { reason: 'a Packgate JSON file begins {"format": "packgate-orders", "version": 1, "orders": [ in this order, with nothing else before "orders"' };
  }
  return { list: 'lines', length: 0, format: null, version: null };
}

const LONGEST_ITEM = 4_194_304;

/**
 * Splits a JSON file into its orders without ever holding the whole text: only brackets and strings are followed here,
 * each object is then read by JSON.parse. A million orders would otherwise need gigabytes.
 */
export async function* splitJson(chunks: AsyncIterable<Buffer>, opening: JsonOpening): AsyncGenerator<JsonEvent> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const splitter = new JsonSplitter(opening);
  for await (const chunk of chunks) {
    yield* splitter.take(decoder.decode(chunk, { stream: true }));
    if (splitter.broken) return;
  }
  yield* splitter.take(decoder.decode());
  if (!splitter.broken) yield* splitter.end();
}

class JsonSplitter {
  broken = false;
  #buffer = '';
  /** Where the search goes on inside the buffer; may be one past its end, after a backslash. */
  #at = 0;
  #line = 1;
  #itemLine = 1;
  /** Brackets open inside the current object. */
  #depth = 0;
  #inString = false;
  #itemStart = -1;
  #openingLeft: number;
  #closed = false;
  readonly #list: JsonOpening['list'];

  constructor(opening: JsonOpening) {
    this.#list = opening.list;
    this.#openingLeft = opening.length;
  }

  *take(text: string): Generator<JsonEvent> {
    this.#buffer += text;
    for (; this.#at < this.#buffer.length; this.#at += 1) {
      const code = this.#buffer.charCodeAt(this.#at);
      if (code === 0x0a) this.#line += 1;
      if (this.#openingLeft > 0) {
        this.#openingLeft -= 1;
      } else if (this.#inString) {
        if (code === 0x5c) this.#at += 1;
        else if (code === 0x22) this.#inString = false;
      } else if (this.#itemStart < 0) {
        if (!this.#begins(code)) {
          yield this.#break('there is something between the orders that is not an order');
          return;
        }
      } else if (code === 0x22) {
        this.#inString = true;
      } else if (code === 0x7b || code === 0x5b) {
        this.#depth += 1;
      } else if (code === 0x7d || code === 0x5d) {
        this.#depth -= 1;
        if (this.#depth > 0) continue;
        yield { kind: 'item', item: { text: this.#buffer.slice(this.#itemStart, this.#at + 1), line: this.#itemLine } };
        this.#itemStart = -1;
      }
    }
    this.#forget();
    if (this.#buffer.length > LONGEST_ITEM) yield this.#break('one order is longer than 4 MB; a bracket or a quote is missing');
  }

  *end(): Generator<JsonEvent> {
    const done = this.#itemStart < 0 && (this.#list === 'lines' || this.#closed);
    if (!done) yield this.#break('the file ends before its last bracket is closed; it was cut off. Orders above this line were read');
  }

  /** Between two orders: true if this character may stand there. */
  #begins(code: number): boolean {
    if (code === 0x2c || code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) return true;
    if (code === 0x7b && !this.#closed) {
      this.#itemStart = this.#at;
      this.#itemLine = this.#line;
      this.#depth = 1;
      return true;
    }
    if (code === 0x5d && this.#list !== 'lines' && !this.#closed) {
      this.#closed = true;
      return true;
    }
    return code === 0x7d && this.#list === 'wrapped' && this.#closed;
  }

  /** Once a chunk, not after each order: cutting a long text for each would take quadratic time. */
  #forget(): void {
    const upTo = this.#itemStart < 0 ? this.#buffer.length : this.#itemStart;
    this.#buffer = this.#buffer.slice(upTo);
    this.#at -= upTo;
    if (this.#itemStart >= 0) this.#itemStart = 0;
  }

  #break(reason: string): JsonEvent {
    this.broken = true;
    return { kind: 'broken', line: this.#itemStart >= 0 ? this.#itemLine : this.#line, reason };
  }
}
