import { decodeHead, sniff } from './bytes/sniff.ts';
import { readHead } from './bytes/source.ts';
import type { OrderFileEvent, OrderFileOptions, OrderFileSource } from './order-file-event.ts';
import { readJson } from './read-json.ts';
import { readTable } from './read-table.ts';

/**
 * Reads an order file of any known kind and gives out its orders one by one, in bounded memory. The last event is
 * `end`, or `refused` if nothing of the file was taken. Problems with the source itself (a file that cannot be
 * opened) are thrown.
 */
export async function* readOrderFile(source: OrderFileSource, options: OrderFileOptions): AsyncGenerator<OrderFileEvent> {
  const head = await readHead(source);
  const sniffed = sniff(head);
  if (sniffed.kind === 'refused') {
    yield { kind: 'refused', line: null, reason: sniffed.reason };
    return;
  }
  const start = decodeHead(head, sniffed.encoding, sniffed.bomBytes).trimStart();
  // A table may begin with "[" or "{" only in theory; a header does not.
  yield* start.startsWith('{') || start.startsWith('[') ? readJson(source, head, sniffed, options) : readTable(source, head, sniffed, options);
}

export { describeProblem } from './order-file-event.ts';
export type { OrderFileEvent, OrderFileOptions, OrderFileSource } from './order-file-event.ts';
