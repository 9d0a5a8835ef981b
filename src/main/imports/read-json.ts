import { hashBytes, SeenKeys } from './bytes/seen-keys.ts';
import { splitJson, readOpening, type JsonItem } from './bytes/json-items.ts';
import { decodeHead, type Sniffed } from './bytes/sniff.ts';
import { openUtf8 } from './bytes/source.ts';
import { readJsonOrder, type ReadJsonOrder } from './formats/packgate-json.ts';
import type { OrderFileEvent, OrderFileOptions, OrderFileProblem, OrderFileSource } from './order-file-event.ts';

/** Each order is one object, so the file is read once; an order that stands twice keeps its first form. */
export async function* readJson(
  source: OrderFileSource, head: Buffer, sniffed: Extract<Sniffed, { kind: 'text' }>, options: OrderFileOptions,
): AsyncGenerator<OrderFileEvent> {
  if (options.format !== undefined && options.format !== 'packgate-json') {
    yield { kind: 'refused', line: null, reason: 'this is a JSON file; another kind of file was chosen' };
    return;
  }
  const opening = readOpening(decodeHead(head, sniffed.encoding, sniffed.bomBytes));
  if ('reason' in opening) {
    yield { kind: 'refused', line: 1, reason: opening.reason };
    return;
  }
  if ((opening.format ?? 'packgate-orders') !== 'packgate-orders' || (opening.version ?? '1') !== '1') {
    yield { kind: 'refused', line: 1, reason: `"format" must be "packgate-orders" and "version" 1, not "${opening.format ?? ''}" ${opening.version ?? ''}` };
    return;
  }
  const encoding = sniffed.encoding === 'ascii-based' ? 'utf-8' : sniffed.encoding;
  yield { kind: 'detected', format: 'packgate-json', encoding, delimiter: null };

  const seen = new SeenKeys();
  const toldKeys = new Set<string>();
  let rows = 0;
  let orders = 0;
  let refusedOrders = 0;
  let problems = 0;
  for await (const event of splitJson(openUtf8(source, encoding, sniffed.bomBytes), opening)) {
    if (event.kind === 'broken') {
      // Orders above it are whole objects, so they stand; what is below cannot be told apart.
      problems += 1;
      yield problemAt(event.line, null, { path: '', value: null, reason: event.reason });
      break;
    }
    rows += 1;
    const { item } = event;
    const read = readItem(item, options);
    if ('problems' in read) {
      refusedOrders += 1;
      problems += read.problems.length;
      for (const problem of read.problems) yield problemAt(item.line, read.orderId, problem);
      continue;
    }
    const { draft } = read;
    const key = Buffer.from(`${draft.channel}/${draft.channelOrderId}`);
    if (!seen.add(hashBytes(key, 0, key.length))) {
      refusedOrders += 1;
      problems += 1;
      yield problemAt(item.line, draft.channelOrderId, { path: 'order_id', value: draft.channelOrderId, reason: 'this order stands twice in the file; its first form was taken' });
      continue;
    }
    const news = read.unknownKeys.filter((key) => !toldKeys.has(key));
    if (news.length > 0 && toldKeys.size < 100) {
      for (const key of news) toldKeys.add(key);
      yield { kind: 'note', line: item.line, text: `names that are not read: ${[...new Set(news)].join(', ')}` };
    }
    orders += 1;
    yield { kind: 'order', draft, firstLine: item.line };
  }
  yield { kind: 'end', rows, orders, refusedOrders, problems };
}

function readItem(item: JsonItem, options: OrderFileOptions): ReadJsonOrder {
  let parsed: unknown;
  try {
    parsed = JSON.parse(item.text);
  } catch (error: unknown) {
    if (!(error instanceof SyntaxError)) throw error;
    return { orderId: null, problems: [{ path: '', value: null, reason: `this is not JSON: ${error.message}` }] };
  }
  return readJsonOrder(parsed, options.nowMs, options.timeZone ?? 'UTC');
}

function problemAt(line: number, orderId: string | null, problem: { readonly path: string; readonly value: string | null; readonly reason: string }): OrderFileProblem {
  return { kind: 'problem', line, column: problem.path === '' ? null : problem.path, value: problem.value, orderId, reason: problem.reason };
}
