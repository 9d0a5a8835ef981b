import type { GateHistory, Interception, ShadowStop, StockEvent } from '../../application/ports/lead-work.ts';
import { blockCodes, type GatePoint } from '../../../shared/domain/gate/block.ts';
import type { OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { BenchId, ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import type { JournalFile } from '../journal-file.ts';
import { flag, id, idOrNull, integer, json, text, word, type Row } from '../rows.ts';
import { parseBlock } from './blocks.ts';
import { moneyColumns, readMoney } from './money.ts';

const points: readonly GatePoint[] = ['open', 'last-item', 'label', 'dispatch', 'loading'];
const stockCauses: readonly StockEvent['cause'][] = ['put-back', 'short', 'returned'];

export function createGateHistory({ db, write }: JournalFile): GateHistory {
  const intercept = db.prepare(
    `INSERT INTO interception (order_id, code, store_id, channel_order_id, point, bench_id, by_name, value_minor, value_currency, return_cost_minor, had_label, at_ms)
     VALUES (@orderId, @code, @storeId, @channelOrderId, @point, @benchId, @by, @valueMinor, @valueCurrency, @returnCostMinor, @hadLabel, @atMs)`,
  );
  const intercepted = db.prepare<[number, number], Row>('SELECT * FROM interception WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms');
  const shadowAgain = db.prepare(
    'UPDATE shadow_stop SET bench_id = @benchId, block = @block, last_at_ms = @atMs, times = times + 1 WHERE order_id = @orderId AND code = @code AND point = @point',
  );
  const shadow = db.prepare(
    `INSERT INTO shadow_stop (order_id, code, point, store_id, channel_order_id, bench_id, block, first_at_ms, last_at_ms, times)
     VALUES (@orderId, @code, @point, @storeId, @channelOrderId, @benchId, @block, @atMs, @atMs, 1)`,
  );
  const shadows = db.prepare<[number], Row>('SELECT * FROM shadow_stop ORDER BY last_at_ms DESC LIMIT ?');
  const shadowCount = db.prepare<[], number>('SELECT count(*) FROM shadow_stop').pluck();
  const stock = db.prepare(
    'INSERT INTO stock_event (id, store_id, sku, quantity, cause, channel_order_id, parcel_id, by_name, at_ms) VALUES (@id, @storeId, @sku, @quantity, @cause, @channelOrderId, @parcelId, @by, @atMs)',
  );
  const stockBetween = db.prepare<[number, number], Row>('SELECT * FROM stock_event WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms, id');
  return {
    recordInterception({ orderId, code, storeId, channelOrderId, point, benchId, by, value, returnCostMinor, hadLabel, atMs }) {
      write(() => intercept.run({ orderId, code, storeId, channelOrderId, point, benchId, by, ...moneyColumns(value), returnCostMinor, hadLabel: hadLabel ? 1 : 0, atMs }));
    },
    listInterceptions: (fromMs, toMs) => intercepted.all(fromMs, toMs).map(readInterception),
    recordShadow({ orderId, storeId, channelOrderId, benchId, point, block }, atMs) {
      const place = { orderId, code: block.code, point, benchId, block: JSON.stringify(block), atMs };
      write(() => {
        if (shadowAgain.run(place).changes === 0) shadow.run({ ...place, storeId, channelOrderId });
      });
    },
    listShadows: (limit) => shadows.all(limit).map(readShadow),
    countShadows: () => shadowCount.get() ?? 0,
    recordStock({ id: eventId, storeId, sku, quantity, cause, channelOrderId, parcelId, by, atMs }) {
      write(() => stock.run({ id: eventId, storeId, sku, quantity, cause, channelOrderId, parcelId, by, atMs }));
    },
    listStock: (fromMs, toMs) => stockBetween.all(fromMs, toMs).map(readStock),
  };
}

function readInterception(row: Row): Interception {
  return {
    orderId: id<OrderId>(row, 'order_id'),
    storeId: id<StoreId>(row, 'store_id'),
    channelOrderId: text(row, 'channel_order_id'),
    code: word(row, 'code', blockCodes),
    point: word(row, 'point', points),
    benchId: id<BenchId>(row, 'bench_id'),
    by: text(row, 'by_name'),
    value: readMoney(row),
    returnCostMinor: integer(row, 'return_cost_minor'),
    hadLabel: flag(row, 'had_label'),
    atMs: integer(row, 'at_ms'),
  };
}

function readShadow(row: Row): ShadowStop {
  return {
    orderId: id<OrderId>(row, 'order_id'),
    storeId: id<StoreId>(row, 'store_id'),
    channelOrderId: text(row, 'channel_order_id'),
    benchId: id<BenchId>(row, 'bench_id'),
    point: word(row, 'point', points),
    block: parseBlock(json(row, 'block'), 'block'),
    firstAtMs: integer(row, 'first_at_ms'),
    lastAtMs: integer(row, 'last_at_ms'),
    times: integer(row, 'times'),
  };
}

function readStock(row: Row): StockEvent {
  return {
    id: text(row, 'id'),
    storeId: id<StoreId>(row, 'store_id'),
    sku: text(row, 'sku'),
    quantity: integer(row, 'quantity'),
    cause: word(row, 'cause', stockCauses),
    channelOrderId: text(row, 'channel_order_id'),
    parcelId: idOrNull<ParcelId>(row, 'parcel_id'),
    by: text(row, 'by_name'),
    atMs: integer(row, 'at_ms'),
  };
}
