import { parse } from 'csv-parse/sync';
import type { CallInput } from '../../src/shared/contract/calls.ts';
import type { BoardCause, BoardRowView, EvidenceView, ExportView, LeadBoardView, SearchView, ShiftView } from '../../src/shared/contract/lead-views.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { orderIdOf, type OrderId } from '../../src/shared/domain/order/order.ts';
import { Refused } from '../../src/main/ipc/serve-contract.ts';
import { aDraft, cancelledBy } from './builders.ts';
import { shop, type TestStation } from './station.ts';

export const mug = '9521234543213';
export const idOf = (channelOrderId: string): OrderId => orderIdOf(shop, channelOrderId);
export const cancelled: Partial<OrderDraft> = { state: 'cancelled', cancellation: cancelledBy() };

/** What a call answers; a refusal is a failed test. */
async function value<T>(answer: T | Promise<T>): Promise<Exclude<T, Refused>> {
  const came = await answer;
  if (came instanceof Refused) throw new Error(`${came.code}: ${came.message}`);
  return came as Exclude<T, Refused>;
}

/** The lead's screen of a station in a house where nobody is set up: Lea types her name. */
export function leadDesk(station: () => TestStation) {
  const handlers = () => station().station.handlers;
  const desk = {
    journal: () => station().station.context.journal,
    board: (): Promise<LeadBoardView> => value(handlers().loadBoard({})),
    async rows(): Promise<readonly BoardRowView[]> {
      return (await desk.board()).groups.flatMap((group) => group.rows);
    },
    async causes(): Promise<readonly BoardCause[]> {
      return (await desk.rows()).map((row) => row.cause);
    },
    /** The one row of this cause. */
    async row(cause: BoardCause): Promise<BoardRowView> {
      const [row, ...others] = (await desk.rows()).filter((candidate) => candidate.cause === cause);
      if (row === undefined || others.length > 0) throw new Error(`${String(others.length + (row === undefined ? 0 : 1))} rows of ${cause}`);
      return row;
    },
    release: (channelOrderIds: readonly string[], code: CallInput<'releaseBlocks'>['code']) => value(handlers().releaseBlocks({ orderIds: channelOrderIds.map(idOf), code, reason: 'Buyers were called', by: 'Lea' })),
    evidence: (channelOrderId: string): Promise<EvidenceView> => value(handlers().loadEvidence({ orderId: idOf(channelOrderId) })),
    find: (text: string): Promise<SearchView> => value(handlers().searchOrders({ text })),
    shift: (): Promise<ShiftView> => value(handlers().loadShift({})),
    /** Scanned, refused, and the stop acknowledged. */
    refused(...channelOrderIds: readonly string[]): void {
      for (const channelOrderId of channelOrderIds) {
        station().scan(channelOrderId);
        station().command('ok');
      }
    },
    /** Packed and dispatched; answers what its label says to a scanner. */
    async pack(channelOrderId: string, change: Partial<OrderDraft> = {}): Promise<string> {
      await station().given(aDraft({ channelOrderId, ...change }));
      return desk.packAgain(channelOrderId);
    },
    /** The same, of an order that the station knows already. */
    async packAgain(channelOrderId: string): Promise<string> {
      station().scan(channelOrderId);
      station().scan(mug);
      await station().clock.settle();
      const label = `00${station().parcelOnBench()?.label?.sscc ?? 'none'}`;
      const { outcome } = station().scan(label);
      if (outcome !== 'dispatched') throw new Error(`${channelOrderId} was not dispatched but ${outcome}`);
      await station().clock.settle();
      return label;
    },
    /** The rows of a table as another program reads them back. */
    async exported(what: CallInput<'exportCsv'>['what'], rest: Partial<CallInput<'exportCsv'>> = {}): Promise<readonly Record<string, string>[]> {
      const view: ExportView = await value(handlers().exportCsv({ what, by: 'Lea', ...rest }));
      const rows = parse<Record<string, string>>(station().exported.get(view.fileName) ?? '', { columns: true, bom: true });
      if (rows.length !== view.rows) throw new Error(`${view.fileName} has ${rows.length} rows and should have ${view.rows}`);
      return rows;
    },
  };
  return desk;
}
