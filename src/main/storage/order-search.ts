import type { Database } from 'better-sqlite3';
import type { Order, OrderId } from '../../shared/domain/order/order.ts';
import { endWordOf, searchWordsOf, shortestEnd, wordsOf } from './search-words.ts';

type Searched = Pick<Order, 'channelOrderId' | 'shipTo'>;
type Hit = readonly [orderId: string, channelOrderId: string];

export interface OrderSearch {
  add(row: number | bigint, order: Searched): void;
  /** Only where the words of the order changed. */
  replace(row: number, before: Searched, after: Searched): void;
  /** Best first; an order comes once. */
  search(text: string, limit: number): readonly { readonly orderId: OrderId; readonly matched: 'order' | 'buyer' }[];
  /** Takes so many orders of an older file into the index; false once all of them are in it. Each call is one commit. */
  indexOlder(limit: number): boolean;
}

/** `normaliseCode`: how codes stand in `order_code`. `parse`: what the order store wrote into `content`. */
export function createOrderSearch(db: Database, normaliseCode: (code: string) => string, parse: (content: string) => Searched): OrderSearch {
  const insert = db.prepare('INSERT INTO order_search (rowid, words) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM order_search WHERE rowid = ?');
  const byCode = db.prepare<[string, number], Hit>('SELECT o.order_id, o.channel_order_id FROM order_code AS c JOIN orders AS o ON o.row = c.order_row WHERE c.code = ? LIMIT ?').raw();
  const byBeginning = db.prepare<[string, string, number], Hit>('SELECT o.order_id, o.channel_order_id FROM order_code AS c JOIN orders AS o ON o.row = c.order_row WHERE c.code > ? AND c.code < ? LIMIT ?').raw();
  // Newest first, and no ranking: the limit ends the walk, however many thousand share a word.
  const byWords = db.prepare<[string, number], Hit>(
    'SELECT o.order_id, o.channel_order_id FROM (SELECT rowid AS row FROM order_search WHERE order_search MATCH ? ORDER BY rowid DESC LIMIT ?) AS hit JOIN orders AS o ON o.row = hit.row ORDER BY hit.row DESC',
  ).raw();
  const backlog = db.prepare<[], number>('SELECT next_row FROM order_search_backlog').pluck();
  const older = db.prepare<[number, number], [number, string]>('SELECT row, content FROM orders WHERE row <= ? ORDER BY row DESC LIMIT ?').raw();
  const saveBacklog = db.prepare('UPDATE order_search_backlog SET next_row = ?');

  const indexSome = db.transaction((limit: number): boolean => {
    const rows = older.all(backlog.get() ?? 0, limit);
    const last = rows.at(-1);
    if (last === undefined) return false;
    for (const [row, content] of rows.toReversed()) insert.run(row, searchWordsOf(parse(content)));
    saveBacklog.run(rows.length < limit ? 0 : last[0] - 1);
    return true;
  });

  return {
    add(row, order) {
      insert.run(row, searchWordsOf(order));
    },
    replace(row, before, after) {
      const words = searchWordsOf(after);
      // An order of the backlog is indexed as it then is.
      if (words === searchWordsOf(before) || row <= (backlog.get() ?? 0)) return;
      remove.run(row);
      insert.run(row, words);
    },
    search(text, limit) {
      const words = wordsOf(text);
      if (words.length === 0) return [];
      const hits = new Map<string, 'order' | 'buyer'>();
      const add = (found: readonly Hit[], matched: (hit: Hit) => 'order' | 'buyer'): void => {
        for (const hit of found) if (hits.size < limit && !hits.has(hit[0])) hits.set(hit[0], matched(hit));
      };
      const code = normaliseCode(text);
      const whole = byCode.all(code, limit);
      add(whole, () => 'order');
      add(byBeginning.all(code, `${code}\u{10ffff}`, limit), () => 'order');
      const isNumber = /\p{N}/u.test(text);
      if (isNumber && words.join('').length >= shortestEnd) add(byWords.all(beginningWith([endWordOf(text)]), limit), () => 'order');
      // Typed to its end, parts and all: no other order can be meant, and its parts alone are those of a great many.
      const isWhole = isNumber && words.length > 1 && whole.length > 0;
      // So few digits begin some part of every order there is, and the index would list them all before the first is shown.
      const isTooShort = words.every((word) => /^\p{N}+$/u.test(word)) && words.join('').length < shortestEnd;
      const matched = ([, channelOrderId]: Hit): 'order' | 'buyer' => (isNumber && hasParts(channelOrderId, words) ? 'order' : 'buyer');
      if (!isWhole && hits.size < limit) add(byWords.all(exactly(words), limit), matched);
      if (!isWhole && !isTooShort && hits.size < limit) add(byWords.all(beginningWith(words), limit), matched);
      const ranked = [...hits].map(([orderId, matchedBy]) => ({ orderId: orderId as OrderId, matched: matchedBy }));
      return [...ranked.filter((hit) => hit.matched === 'order'), ...ranked.filter((hit) => hit.matched === 'buyer')];
    },
    indexOlder: (limit) => indexSome.immediate(limit),
  };
}

const hasParts = (number: string, words: readonly string[]): boolean => {
  const parts = wordsOf(number);
  return words.every((word) => parts.some((part) => part.startsWith(word)));
};

/** Quoted: a word may be spelled like an operator. */
const exactly = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(' ');
const beginningWith = (words: readonly string[]): string => words.map((word) => `"${word}"*`).join(' ');
