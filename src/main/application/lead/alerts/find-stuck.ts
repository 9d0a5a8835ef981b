import type { Alert, Stuck, TriggerKind } from '../../../../shared/domain/alert/alert.ts';
import type { BlockOwner } from '../../../../shared/domain/gate/block.ts';
import type { OrderId, StoreId } from '../../../../shared/domain/order/order.ts';
import type { Parcel, ParcelId } from '../../../../shared/domain/parcel/parcel.ts';
import type { WriteBack, WriteBackId, WriteBackState } from '../../../../shared/domain/writeback/write-back.ts';
import { boxOf } from '../../box.ts';
import type { Reachability } from '../../connectivity.ts';
import type { StationContext } from '../../station-context.ts';
import { parkOwners } from '../board-rows.ts';

/** Of each kind, the most urgent: more alerts at once than these nobody reads, and the rest comes up as these are dealt with. */
const mostOfKind = 500;

export interface Found {
  readonly stuck: readonly Stuck[];
  /** Kinds of which there are more than were looked at: none of their alerts ends now. */
  readonly unsure: ReadonlySet<TriggerKind>;
}

export interface StuckParts {
  readonly context: StationContext;
  readonly reachability: (storeId: StoreId) => Reachability;
}

/** What stands anywhere on its way now. `open`: what was told before is looked at also where it is not among the most urgent. */
export function findStuck(parts: StuckParts, open: readonly Alert[]): Found {
  const { journal } = parts.context;
  const blocked = journal.standings.listBlockedSoonest(mostOfKind);
  const holders = new Map(blocked.map(({ orderId, blocks }) => [orderId, blocks[0]]));
  const held: readonly Stuck[] = blocked.flatMap(({ orderId, storeId, channelOrderId, blocks: [first], firstAtMs, shipByMs }) =>
    first === undefined ? [] : [{ kind: 'blocked', subject: orderId, storeId, orderId, channelOrderId, state: 'blocked', sinceMs: firstAtMs, shipByMs, blocker: `block.${first.code}`, owner: first.owner, rows: 1 }],
  );
  const heldBy = (orderId: OrderId): { readonly blocker: string; readonly owner: BlockOwner } | null => {
    const block = holders.get(orderId);
    return block === undefined ? null : { blocker: `block.${block.code}`, owner: block.owner };
  };
  const parked = messagesIn(parts.context, 'parked', ['parked'], open);
  const { tasks, isCut } = uncrossed(parts.context);
  return {
    stuck: [
      ...held,
      ...messagesIn(parts.context, 'not-posted', ['due', 'sending', 'uncertain'], open).map((row) => ({ ...aboutMessage('not-posted', row, row.createdAtMs), ...(heldBy(row.orderId) ?? delayOf(parts, row)) })),
      ...messagesIn(parts.context, 'accepted-not-visible', ['accepted'], open).map((row) => ({ ...aboutMessage('accepted-not-visible', row, row.acceptedAtMs ?? row.createdAtMs), blocker: row.toldBy === null ? 'at.channel' : 'at.teller', owner: 'admin' as const })),
      ...parked.map((row) => ({ ...aboutMessage('parked', row, journal.writeBacks.inStateSinceMs(row.id) ?? row.createdAtMs), ...parkedFor(row) })),
      ...failuresByStore(parts.context, parked),
      ...boxesInWork(parts.context, open),
      ...tasks,
      ...refusedStock(parts.context),
      ...silentStores(parts),
    ],
    unsure: new Set<TriggerKind>([...(blocked.length === mostOfKind ? (['blocked'] as const) : []), ...(isCut ? (['not-crossed'] as const) : [])]),
  };
}

/** The most urgent rows in these states, and those that were told of before and are in one of them still. */
function messagesIn({ journal }: StationContext, kind: TriggerKind, states: readonly WriteBackState[], open: readonly Alert[]): readonly WriteBack[] {
  const rows = journal.writeBacks.listByState(null, states, mostOfKind);
  return rows.length < mostOfKind ? rows : withToldBefore(rows, kind, open, (id) => journal.writeBacks.load(id as WriteBackId), ({ state }) => states.includes(state));
}

function withToldBefore<T extends { readonly id: string }>(rows: readonly T[], kind: TriggerKind, open: readonly Alert[], load: (id: string) => T | null, stands: (row: T) => boolean): readonly T[] {
  const listed = new Set<string>(rows.map(({ id }) => id));
  const told = open.filter((alert) => alert.kind === kind && !listed.has(alert.subject)).map(({ subject }) => load(subject));
  return [...rows, ...told.filter((row) => row !== null).filter(stands)];
}

const aboutMessage = <K extends TriggerKind>(kind: K, { id, storeId, orderId, notice, state, shipByMs }: WriteBack, sinceMs: number) =>
  ({ kind, subject: id, storeId, orderId, channelOrderId: notice.channelOrderId === '' ? null : notice.channelOrderId, state, sinceMs, shipByMs, rows: 1 }) as const;

function delayOf({ reachability }: StuckParts, { storeId, state }: WriteBack): { readonly blocker: string; readonly owner: BlockOwner } {
  if (reachability(storeId).reachable === false) return { blocker: 'at.network', owner: 'admin' };
  return { blocker: state === 'uncertain' ? 'at.channel' : 'at.queue', owner: 'lead' };
}

/** By what the channel refused it for where it said so, else by why it waits. */
function parkedFor({ parkReason, problemCode }: WriteBack): { readonly blocker: string; readonly owner: BlockOwner } {
  const reason = parkReason ?? 'unreadable';
  return { blocker: problemCode === null ? `park.${reason}` : `problem.${problemCode}`, owner: parkOwners[reason] };
}

/** Of each store: all its failures, and those of one cause. The most urgent row stands for them. */
function failuresByStore({ journal, settings }: StationContext, parked: readonly WriteBack[]): readonly Stuck[] {
  const removed = parked.map(({ storeId }) => storeId);
  const storeIds = new Set([...settings().stores.map(({ storeId }) => storeId as StoreId), ...removed]);
  return [...storeIds].flatMap((storeId): Stuck[] => {
    const causes = journal.writeBacks.countParkedCauses(storeId);
    const all = causes.reduce((sum, { rows }) => sum + rows, 0);
    const ofStore = parked.filter((row) => row.storeId === storeId);
    const about = (kind: TriggerKind, subject: string, rows: number, mine: readonly WriteBack[]): Stuck[] => {
      const [first] = mine;
      if (first === undefined) return [];
      const sinceMs = Math.min(...mine.map(({ createdAtMs }) => createdAtMs));
      return [{ ...aboutMessage(kind, first, sinceMs), subject, ...parkedFor(first), rows }];
    };
    return [
      ...about('store-failures', storeId, all, ofStore),
      ...causes.flatMap(({ parkReason, problemCode, rows }) =>
        about('same-cause', `${storeId}/${parkReason}/${problemCode ?? ''}`, rows, ofStore.filter((row) => (row.parkReason ?? 'unreadable') === parkReason && row.problemCode === problemCode)),
      ),
    ];
  });
}

/** Packed or labelled, and still not dispatched. One box is told once, under the order that was opened for it. */
function boxesInWork(context: StationContext, open: readonly Alert[]): readonly Stuck[] {
  const { journal } = context;
  const states = ['verified', 'labelled'] as const;
  const stands = ({ state }: Parcel): boolean => state === 'verified' || state === 'labelled';
  const listed = journal.parcels.listByState(states, mostOfKind);
  const boxes = listed.length < mostOfKind ? listed : withToldBefore(listed, 'in-work', open, (id) => journal.parcels.load(id as ParcelId), stands);
  const ofTheBox = boxes.filter((parcel) => boxOf(context, parcel)[0]?.id === parcel.id);
  return ofTheBox.map(({ id, storeId, orderId, channelOrderId, state, label, verifiedAtMs, openedAtMs }) => {
    const print = journal.printJobs.latestForParcel(id)?.state;
    const blocker = print === 'failed' || print === 'not-ready' ? 'at.printer' : 'at.bench';
    return { kind: 'in-work', subject: id, storeId, orderId, channelOrderId, state, sinceMs: label?.labelledAtMs ?? verifiedAtMs ?? openedAtMs, shipByMs: journal.standings.loadStake(orderId)?.shipByMs ?? null, blocker, owner: 'packer', rows: 1 };
  });
}

function uncrossed({ journal }: StationContext): { readonly tasks: readonly Stuck[]; readonly isCut: boolean } {
  if (journal.tasks.countOpenByKind()['not-crossed'] === 0) return { tasks: [], isCut: false };
  const open = journal.tasks.listOpen(4 * mostOfKind);
  const tasks = open.filter(({ kind }) => kind === 'not-crossed').map((task): Stuck => ({ kind: 'not-crossed', subject: task.id, storeId: task.storeId, orderId: task.orderId, channelOrderId: task.channelOrderId, state: 'not-crossed', sinceMs: task.openedAtMs, shipByMs: task.shipByMs, blocker: 'at.data', owner: 'admin', rows: 1 }));
  return { tasks, isCut: open.length === 4 * mostOfKind };
}

/** SKUs whose number a channel does not take. */
function refusedStock({ journal, settings }: StationContext): readonly Stuck[] {
  return settings().stores.flatMap(({ storeId, stock }): Stuck[] => {
    const id = storeId as StoreId;
    const { refused } = stock === undefined ? { refused: 0 } : journal.stock.totalsOf(id);
    const [last] = refused === 0 ? [] : journal.stock.listRefused([id], 1);
    if (last === undefined || last.refused === null) return [];
    return [{ kind: 'stock-refused', subject: storeId, storeId: id, orderId: null, channelOrderId: null, state: 'stock-refused', sinceMs: last.refused.atMs, shipByMs: null, blocker: `stock.${last.refused.code}`, owner: 'admin', rows: refused }];
  });
}

function silentStores({ context, reachability }: StuckParts): readonly Stuck[] {
  return context.settings().stores.flatMap(({ storeId }): Stuck[] => {
    const id = storeId as StoreId;
    const { reachable, sinceMs, cause } = reachability(id);
    if (context.account(id) === null || reachable !== false || sinceMs === null) return [];
    return [{ kind: 'no-contact', subject: storeId, storeId: id, orderId: null, channelOrderId: null, state: 'no-contact', sinceMs, shipByMs: null, blocker: `cause.${cause ?? ''}`.slice(0, 100), owner: 'admin', rows: 1 }];
  });
}
