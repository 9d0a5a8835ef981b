import type { Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import { idOf, known as isKnown, ledgerOf, orderNumbers, type GateModel, type Known, type Ledger, type OrderNumber } from './model.ts';
import type { TwoBenches } from './two-benches.ts';

export interface Before {
  readonly order: OrderNumber;
  readonly known: Known;
  readonly ledger: Ledger;
}

class BrokenPromise extends Error {
  constructor(promise: string, order: OrderNumber, what: string) {
    super(`${promise}: ${order} ${what}`);
    this.name = 'BrokenPromise';
  }
}

/**
 * Promise 1: what was known as cancelled (or asked to be, and not released) before a step got no label, no dispatch, no place on a truck
 * and no message by it. Promise 4: a dispatch and its message are one; what is owed never vanishes and is never owed twice.
 */
export function checkPromises(model: GateModel, world: TwoBenches, before: readonly Before[]): void {
  const parcels = new Map(orderNumbers.map((order) => [order, world.journal().parcels.listByOrder(idOf(order))]));
  for (const { order, known, ledger } of before) {
    const own = parcels.get(order) ?? [];
    if (known !== null) holdPromise1(order, known, ledger, ledgerOf(world, order, own), isKnown(model, order) !== null);
    holdPromise4(model, world, order, own);
  }
  holdNumbersApart(parcels);
}

/** With a lead's release what waited for it leaves in the same step. */
function holdPromise1(order: OrderNumber, known: Exclude<Known, null>, was: Ledger, now: Ledger, isStillKnown: boolean): void {
  const refuse = (what: string): never => {
    throw new BrokenPromise('promise 1', order, `is ${known} as everybody was told, and ${what}`);
  };
  if (now.labels.size > was.labels.size) refuse('got a label');
  if (now.dispatched.size > was.dispatched.size) refuse('was dispatched');
  if (now.loaded.size > was.loaded.size) refuse('was loaded');
  if (now.told > was.told && isStillKnown) refuse('was told to the channel as shipped');
}

function holdPromise4(model: GateModel, world: TwoBenches, order: OrderNumber, parcels: readonly Parcel[]): void {
  const rows = world.journal().writeBacks.listByOrder(idOf(order));
  const onDisk = new Set<string>(rows.map(({ id }) => id));
  const ever = model.writeBacks.get(order) ?? new Set<string>();
  for (const id of ever) if (!onDisk.has(id)) throw new BrokenPromise('promise 4', order, `lost the write-back ${id}`);
  for (const id of onDisk) ever.add(id);
  model.writeBacks.set(order, ever);
  const open = rows.filter(({ state }) => state !== 'superseded');
  if (new Set(open.map(({ notice }) => notice.packageReference)).size < open.length) throw new BrokenPromise('promise 4', order, 'is owed twice');
  for (const parcel of parcels) {
    const own = rows.filter(({ parcelId }) => parcelId === parcel.id);
    if (parcel.dispatchedAtMs !== null && own.length !== 1) throw new BrokenPromise('promise 4', order, `was dispatched as ${parcel.id} and has ${String(own.length)} messages for it`);
    if (parcel.dispatchedAtMs === null && own.length > 0) throw new BrokenPromise('promise 4', order, `never left as ${parcel.id} and has a message for it`);
    if (parcel.state !== 'stopped' && parcel.dispatchedAtMs !== null && own[0]?.state === 'superseded') throw new BrokenPromise('promise 4', order, `left as ${parcel.id} and nobody will be told`);
  }
  if (parcels.filter(({ state }) => state === 'dispatched' || state === 'posted' || state === 'confirmed').length > 1) throw new BrokenPromise('promise 6', order, 'left twice');
}

/** Promise 7: a number is spent once, for one box; what shares it does everything together. */
function holdNumbersApart(parcels: ReadonlyMap<OrderNumber, readonly Parcel[]>): void {
  const spent = new Map<string, Parcel>();
  for (const [order, own] of parcels) {
    for (const parcel of own) {
      if (parcel.label === null) continue;
      const other = spent.get(parcel.label.sscc);
      spent.set(parcel.label.sscc, parcel);
      if (other === undefined) continue;
      if (other.box === null || other.box.id !== parcel.box?.id) throw new BrokenPromise('promise 7', order, `shares the number ${parcel.label.sscc} with ${other.id}`);
      if (stageOf(other) !== stageOf(parcel)) throw new BrokenPromise('promise 1', order, `is ${parcel.state} in one box with ${other.channelOrderId}, which is ${other.state}`);
    }
  }
}

const stageOf = ({ state }: Parcel): string => (state === 'posted' || state === 'confirmed' ? 'dispatched' : state);
