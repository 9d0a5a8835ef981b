import { readRows, type Row } from './bytes/rows.ts';
import { decodeHead, type Sniffed } from './bytes/sniff.ts';
import { openUtf8 } from './bytes/source.ts';
import { scatteredKey, surveyTable, type Survey } from './bytes/survey.ts';
import { Cells } from './cells.ts';
import { detectTable } from './detect-table.ts';
import { OrderGroups } from './order-groups.ts';
import type { OrderFileEncoding, OrderFileEvent, OrderFileOptions, OrderFileSource } from './order-file-event.ts';
import type { DayOrder } from './values/dates.ts';
import { isBlank } from './values/text.ts';

/** A table is surveyed as a whole and then read row by row; see README for what the survey is for. */
export async function* readTable(
  source: OrderFileSource, head: Buffer, sniffed: Extract<Sniffed, { kind: 'text' }>, options: OrderFileOptions,
): AsyncGenerator<OrderFileEvent> {
  const table = detectTable(decodeHead(head, sniffed.encoding, sniffed.bomBytes));
  if ('reason' in table) {
    yield refused(null, table.reason);
    return;
  }
  const { format, header } = table;
  if (options.format !== undefined && options.format !== format.id) {
    yield refused(null, `this is a file of another kind than chosen: ${format.title}`);
    return;
  }
  const refusal = format.refusal?.(header) ?? null;
  if (refusal !== null) {
    yield refused(null, refusal);
    return;
  }
  const bound = format.bind(header);
  const shape = { ...table.shape, keyColumn: bound.keyColumn, dateColumns: bound.dateColumns };
  const survey = await surveyTable(openUtf8(source, sniffed.encoding, sniffed.bomBytes), shape, sniffed.encoding !== 'ascii-based');
  const encoding: OrderFileEncoding = sniffed.encoding !== 'ascii-based' ? sniffed.encoding : survey.utf8 === 'not-utf8' ? 'windows-1252' : 'utf-8';
  yield { kind: 'detected', format: format.id, encoding, delimiter: shape.delimiter };
  if (survey.damage !== null) {
    yield refused(survey.damage.line, survey.damage.reason);
    return;
  }
  const dayOrder = decideDayOrder(survey);
  if (typeof dayOrder !== 'string') {
    yield refused(dayOrder.line, dayOrder.reason);
    return;
  }
  yield* notesOf(survey, header.repeated, bound.unknownColumns ?? []);

  const cells = new Cells({
    dates: { dayOrder, timeZone: options.timeZone ?? 'UTC' },
    decimals: format.decimals,
    defaultCurrency: options.defaultCurrency ?? null,
    unwrap: !shape.quoted,
  });
  const keyEncoding = encoding === 'windows-1252' ? 'windows-1252' : 'utf-8';
  const scattered = new Set([...survey.scattered].map((key) => scatteredKey(key, keyEncoding)));
  const groups = new OrderGroups({ bound, cells, columns: table.columns, scattered, nowMs: options.nowMs });
  let toSkip = shape.headerRecords;
  let last: Row | null = null;
  for await (const batch of readRows(openUtf8(source, encoding, sniffed.bomBytes), shape)) {
    for (const row of batch) {
      if (toSkip > 0) {
        toSkip -= 1;
        continue;
      }
      if (row.fields.every(isBlank) || bound.isTrailer?.(row.fields) === true) continue;
      last = row;
      groups.add(row);
    }
    yield* groups.takeEvents();
  }
  if (last !== null && !survey.endsWithNewline && last.fields.length < table.columns) groups.refuseLast(last, 'the file ends in the middle of this row; download it again');
  groups.finish();
  yield* groups.takeEvents();
  if (groups.rows === 0) yield { kind: 'note', line: null, text: 'the file has a header but no orders' };
  yield { kind: 'end', rows: groups.rows, orders: groups.orders, refusedOrders: groups.refusedOrders, problems: groups.problems };
}

const refused = (line: number | null, reason: string): OrderFileEvent => ({ kind: 'refused', line, reason });

/** One file is written by one machine in one manner; if its dates prove both orders, none can be trusted. */
function decideDayOrder(survey: Survey): DayOrder | { readonly line: number; readonly reason: string } {
  const { dayFirstLine, monthFirstLine } = survey;
  if (dayFirstLine !== null && monthFirstLine !== null) {
    return {
      line: Math.max(dayFirstLine, monthFirstLine),
      reason: `the date in line ${dayFirstLine} can only be day/month, the one in line ${monthFirstLine} only month/day; export again with dates as 2026-11-20`,
    };
  }
  if (dayFirstLine !== null) return 'day-first';
  return monthFirstLine !== null ? 'month-first' : 'unknown';
}

function* notesOf(survey: Survey, repeated: readonly string[], unknown: readonly string[]): Generator<OrderFileEvent> {
  const note = (text: string): OrderFileEvent => ({ kind: 'note', line: null, text });
  if (survey.utf8 === 'damaged') yield note('some characters of the file are damaged and are shown as \ufffd');
  if (repeated.length > 0) yield note(`columns that stand twice, of which the first is read: ${repeated.slice(0, 10).join(', ')}`);
  if (unknown.length > 0) yield note(`columns that are not read: ${unknown.slice(0, 20).join(', ')}`);
  if (survey.scattered.size > 0) yield note(`the rows of ${survey.scattered.size} orders do not stand together; they were put together`);
}

