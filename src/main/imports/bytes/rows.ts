import { parse } from 'csv-parse';
import { LONGEST_RECORD_BYTES, type TableShape } from './survey.ts';

export interface Row {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Every record of the table, the header and blank lines included, a chunk's worth at a time: a step of an async iterator
 * for each row would cost as much as parsing it. `chunks` are UTF-8 without a byte order mark.
 */
export async function* readRows(chunks: AsyncIterable<Buffer>, shape: Pick<TableShape, 'delimiter' | 'quoted' | 'newline'>): AsyncGenerator<Row[]> {
  const parser = parse({
    delimiter: shape.delimiter,
    quote: shape.quoted ? '"' : null,
    escape: shape.quoted ? '"' : null,
    record_delimiter: shape.newline === '\n' ? ['\r\n', '\n'] : ['\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_RECORD_BYTES * 2,
  });
  const failures: Error[] = [];
  parser.on('error', (error: Error) => failures.push(error));
  const throwFailure = (): void => {
    const [failure] = failures;
    if (failure !== undefined) throw failure;
  };
  const lines = new LineCount(shape.newline);
  for await (const chunk of chunks) {
    if (!parser.write(chunk) && parser.readableLength === 0 && parser.writableNeedDrain) await settled(parser);
    throwFailure();
    const batch = drain(parser, lines);
    if (batch.length > 0) yield batch;
  }
  parser.end();
  const rest: Row[] = [];
  for await (const record of parser) rest.push(lines.place(record as string[]));
  throwFailure();
  if (rest.length > 0) yield rest;
}

type Parser = ReturnType<typeof parse>;

function drain(parser: Parser, lines: LineCount): Row[] {
  const batch: Row[] = [];
  for (let record = parser.read() as string[] | null; record !== null; record = parser.read() as string[] | null) batch.push(lines.place(record));
  return batch;
}

/** Until the parser has taken what it was given, or failed. */
function settled(parser: Parser): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      parser.off('drain', done);
      parser.off('readable', done);
      parser.off('error', done);
      resolve();
    };
    parser.once('drain', done);
    parser.once('readable', done);
    parser.once('error', done);
  });
}

/** The library's own line count takes CRLF inside quotes for two lines. */
class LineCount {
  #line = 1;
  readonly #newline: string;

  constructor(newline: string) {
    this.#newline = newline;
  }

  place(fields: string[]): Row {
    const line = this.#line;
    this.#line += 1;
    for (const field of fields) {
      for (let at = field.indexOf(this.#newline); at >= 0; at = field.indexOf(this.#newline, at + 1)) this.#line += 1;
    }
    return { line, fields };
  }
}
