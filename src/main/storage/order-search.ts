import type { Database } from 'better-sqlite3';
import type { Order, OrderId } from '../../shared/domain/order/order.ts';

export interface OrderSearch {
  add(row: number | bigint, order: Order): void;
  /** Only where the words of the order changed. */
  replace(row: number, before: Order, after: Order): void;
  /** Best first; an order comes once. */
  search(text: string, limit: number): readonly { readonly orderId: OrderId; readonly matched: 'order' | 'buyer' }[];
  /** Takes so many orders of an older file into the index; false once all of them are in it. Each call is one commit. */
  indexOlder(limit: number): boolean;
}

/** `normaliseCode`: how codes stand in `order_code`. `parse`: what the order store wrote into `content`. */
export function createOrderSearch(db: Database, normaliseCode: (code: string) => string, parse: (content: string) => Pick<Order, 'channelOrderId' | 'shipTo'>): OrderSearch {
  const insert = db.prepare('INSERT INTO order_search (rowid, words) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM order_search WHERE rowid = ?');
  const byCode = db.prepare<[string, number], string>('SELECT o.order_id FROM order_code AS c JOIN orders AS o ON o.row = c.order_row WHERE c.code = ? LIMIT ?').pluck();
  const byBeginning = db.prepare<[string, string, number], string>('SELECT o.order_id FROM order_code AS c JOIN orders AS o ON o.row = c.order_row WHERE c.code > ? AND c.code < ? LIMIT ?').pluck();
  // Newest first, and no ranking: the limit ends the walk, however many thousand share a word.
  const byWords = db.prepare<[string, number], [string, string]>(
    'SELECT o.order_id, o.channel_order_id FROM (SELECT rowid AS row FROM order_search WHERE order_search MATCH ? ORDER BY rowid DESC LIMIT ?) AS hit JOIN orders AS o ON o.row = hit.row',
  ).raw();
  const backlog = db.prepare<[], [number, number]>('SELECT done_row, until_row FROM order_search_backlog').raw();
  const older = db.prepare<[number, number, number], [number, string]>('SELECT row, content FROM orders WHERE row > ? AND row <= ? ORDER BY row LIMIT ?').raw();
  const saveBacklog = db.prepare('UPDATE order_search_backlog SET done_row = ?');

  const indexSome = db.transaction((limit: number): boolean => {
    const [doneRow, untilRow] = backlog.get() ?? [0, 0];
    if (doneRow >= untilRow) return false;
    const rows = older.all(doneRow, untilRow, limit);
    for (const [row, content] of rows) insert.run(row, wordsOf(parse(content)));
    saveBacklog.run(rows.length < limit ? untilRow : (rows.at(-1)?.[0] ?? untilRow));
    return true;
  });

  /** An order of the backlog is indexed as it then is. */
  const isIndexed = (row: number): boolean => {
    const [doneRow, untilRow] = backlog.get() ?? [0, 0];
    return row <= doneRow || row > untilRow;
  };

  return {
    add(row, order) {
      insert.run(row, wordsOf(order));
    },
    replace(row, before, after) {
      if (wordsOf(before) === wordsOf(after) || !isIndexed(row)) return;
      remove.run(row);
      insert.run(row, wordsOf(after));
    },
    search(text, limit) {
      const hits = new Map<string, 'order' | 'buyer'>();
      const add = (orderId: string, matched: 'order' | 'buyer'): void => {
        if (hits.size < limit && !hits.has(orderId)) hits.set(orderId, matched);
      };
      const code = normaliseCode(text);
      for (const orderId of byCode.all(code, limit)) add(orderId, 'order');
      for (const orderId of byBeginning.all(code, `${code}\u{10ffff}`, limit)) add(orderId, 'order');
      const query = queryOf(text);
      if (query !== null && hits.size < limit) {
        for (const [orderId, channelOrderId] of byWords.all(query, limit)) add(orderId, normaliseCode(channelOrderId).includes(code) ? 'order' : 'buyer');
      }
      return [...hits].map(([orderId, matched]) => ({ orderId: orderId as OrderId, matched }));
    },
    indexOlder: (limit) => indexSome.immediate(limit),
  };
}

const wordsOf = ({ channelOrderId, shipTo }: Pick<Order, 'channelOrderId' | 'shipTo'>): string => `${shipTo.name} ${shipTo.company ?? ''} ${channelOrderId}`;

/** Every word by its beginning, in any order; quoted, so that nothing a person types is taken for syntax. */
function queryOf(text: string): string | null {
  const words = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' ');
}
