import type { Row } from './bytes/rows.ts';
import { rawKey } from './bytes/survey.ts';
import type { Cells } from './cells.ts';
import type { BoundFormat } from './formats/table-format.ts';
import type { OrderFileEvent, OrderFileProblem } from './order-file-event.ts';
import { cleanText, isBlank, lostItsDigits } from './values/text.ts';

interface Group {
  readonly key: string;
  readonly rows: Row[];
  /** Faults of whole rows; any of them refuses the order. */
  readonly faults: OrderFileProblem[];
}

interface GroupRules {
  readonly bound: BoundFormat;
  readonly cells: Cells;
  /** Values the header has. */
  readonly columns: number;
  readonly scattered: ReadonlySet<string>;
  readonly nowMs: number;
}

/** Rows of scattered orders wait in memory for the end of the file; more than this many are refused. */
const MOST_WAITING_ROWS = 200_000;

/**
 * Puts rows together to orders. An order is given out as soon as a row of another follows, except where the survey found
 * its rows scattered over the file. A bad row refuses its whole order: one that misses a line would be packed short.
 */
export class OrderGroups {
  rows = 0;
  orders = 0;
  refusedOrders = 0;
  problems = 0;

  readonly #rules: GroupRules;
  readonly #waiting = new Map<string, Group>();
  #waitingRows = 0;
  #open: Group | null = null;
  /** A fault that may belong to the order below as well. */
  #carriedFault: OrderFileProblem | null = null;
  #events: OrderFileEvent[] = [];

  constructor(rules: GroupRules) {
    this.#rules = rules;
  }

  takeEvents(): OrderFileEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  add(row: Row): void {
    this.rows += 1;
    const { bound, columns, scattered } = this.#rules;
    const key = rawKey(row.fields[bound.keyColumn] ?? '');
    const surplus = row.fields.length > columns && row.fields.slice(columns).some((field) => !isBlank(field));
    if (key === '') {
      this.#addWithoutKey(row);
      return;
    }
    const group = scattered.has(key) ? this.#waitingGroup(key) : this.#openGroup(key);
    if (surplus) this.#refuseSurplus(row, group);
    else group.rows.push(row);
    if (group === this.#open) return;
    this.#waitingRows += 1;
    if (this.#waitingRows > MOST_WAITING_ROWS) {
      group.rows.length = 0;
      if (group.faults.length === 0) group.faults.push(fault(row, 'the rows of too many orders are scattered over the file; sort it by order number and import it again'));
    }
  }

  /** The last row of the file turned out to be cut off. */
  refuseLast(row: Row, reason: string): void {
    const key = rawKey(row.fields[this.#rules.bound.keyColumn] ?? '');
    const group = this.#waiting.get(key) ?? this.#open;
    group?.faults.push(fault(row, reason));
  }

  finish(): void {
    this.#close();
    for (const group of this.#waiting.values()) this.#give(group);
    this.#waiting.clear();
  }

  #openGroup(key: string): Group {
    if (this.#open?.key === key) return this.#open;
    this.#close();
    const group: Group = { key, rows: [], faults: [] };
    if (this.#carriedFault !== null) group.faults.push(this.#carriedFault);
    this.#carriedFault = null;
    this.#open = group;
    return group;
  }

  #waitingGroup(key: string): Group {
    this.#close();
    const known = this.#waiting.get(key);
    if (known !== undefined) return known;
    const group: Group = { key, rows: [], faults: [] };
    this.#waiting.set(key, group);
    return group;
  }

  #addWithoutKey(row: Row): void {
    const { bound } = this.#rules;
    const above = this.#open?.rows.at(-1);
    if (above !== undefined && bound.continues?.(row, above) === true) {
      this.#open?.rows.push(row);
      return;
    }
    if (bound.continues !== undefined) {
      this.#close();
      this.#open = { key: '', rows: [row], faults: [] };
      return;
    }
    // It may be a line of the order above, which must then not be packed without it.
    const found = fault(row, 'this row names no order; it may belong to the order above, which is refused with it');
    if (this.#open === null) this.#tell({ ...found, reason: 'this row names no order' });
    else this.#open.faults.push(found);
  }

  #refuseSurplus(row: Row, group: Group): void {
    const { bound, columns } = this.#rules;
    group.faults.push(fault(row, `this row has ${row.fields.length} values where the header has ${columns}; a separator inside a value is not in quotes`));
    // With the key behind the slipped separator, the row may be one of a neighbour's.
    if (bound.keyColumn === 0 || bound.keyPattern === undefined || bound.keyPattern.test(group.key)) return;
    this.#carriedFault = fault(row, 'this row has too many values and may belong to this order');
  }

  #close(): void {
    const group = this.#open;
    this.#open = null;
    if (group === null) return;
    this.#give(group);
  }

  #give(group: Group): void {
    const { bound, cells, nowMs } = this.#rules;
    cells.problems = [];
    const orderId = cleanText(group.key);
    const [first] = group.rows;
    if (lostItsDigits(orderId) && first !== undefined) {
      group.faults.push(fault(first, 'a spreadsheet has rounded the order number; export again and import the file without opening it in a spreadsheet'));
    }
    if (group.faults.length > 0 || first === undefined) {
      this.#refuse(group.faults, orderId);
      return;
    }
    const built = bound.build(group.rows, orderId, cells, nowMs);
    if ('skipped' in built) {
      const name = orderId === '' ? 'an order' : `order ${orderId}`;
      this.#events.push({ kind: 'note', line: first.line, text: `${name} was left out: ${built.skipped}` });
    } else if (cells.problems.length > 0) {
      this.#refuse(cells.problems, orderId);
    } else {
      this.orders += 1;
      this.#events.push({ kind: 'order', draft: built.draft, firstLine: first.line });
    }
  }

  #refuse(found: readonly OrderFileProblem[], orderId: string): void {
    this.refusedOrders += 1;
    for (const problem of found) this.#tell({ ...problem, orderId: orderId === '' ? null : orderId });
  }

  #tell(problem: OrderFileProblem): void {
    this.problems += 1;
    this.#events.push(problem);
  }
}

const fault = (row: Row, reason: string): OrderFileProblem => ({ kind: 'problem', line: row.line, column: null, value: null, orderId: null, reason });
