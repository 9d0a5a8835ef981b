// A packer without hands and without mercy: the next scan comes as soon as the screen has the answer to the last one.
import { randomUUID } from 'node:crypto';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { encodeCommand } from '../../src/shared/domain/scan/commands.ts';
import type { Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import type { ScanVerdictView } from '../../src/shared/contract/views.ts';
import type { FileStation } from './file-station.ts';

export type ScanKind = 'order' | 'item' | 'last item' | 'label' | 'refused';
export const scanKinds: readonly ScanKind[] = ['order', 'item', 'last item', 'label', 'refused'];

export interface PackingTimes {
  /** Milliseconds of each `station.scan`, both durable commits included. */
  readonly byKind: Readonly<Record<ScanKind, number[]>>;
  readonly all: number[];
  /** Milliseconds from an item's verdict until the new picture of the bench was built and serialised. */
  readonly views: number[];
}

export interface PackingRun {
  readonly times: PackingTimes;
  /** Scans the order, each unit and the label; or the order and the acknowledgement where the gate refuses. */
  pack(order: OrderDraft): Promise<void>;
}

export interface PackingOptions {
  /** Between an answer and the next scan. Milliseconds; default 0. */
  readonly pauseMs?: number;
  /** After each timed scan of an item that was not the last. */
  readonly afterItem?: () => void;
}

/** Apart enough that two units of one product are no bounce. Milliseconds. */
const apartMs = 1000;

export function createPackingRun(bench: FileStation, { pauseMs = 0, afterItem }: PackingOptions = {}): PackingRun {
  const { station } = bench.opened;
  const { journal, benchId } = station.context;
  const times: PackingTimes = { byKind: { order: [], item: [], 'last item': [], label: [], refused: [] }, all: [], views: [] };
  let scannedAtMs = Date.now();

  async function scan(text: string, kindOf: (verdict: ScanVerdictView) => ScanKind): Promise<ScanVerdictView> {
    scannedAtMs += apartMs;
    const incoming = { scanId: randomUUID(), text, method: 'wedge', deviceId: 'bench', scannedAtMs } as const;
    const startedMs = performance.now();
    const verdict = station.scan(incoming);
    const answeredMs = performance.now();
    const kind = kindOf(verdict);
    times.byKind[kind].push(answeredMs - startedMs);
    times.all.push(answeredMs - startedMs);
    // The picture for the page follows in the next turn of the event loop.
    await nextTurn();
    if (kind === 'item') {
      times.views.push(performance.now() - answeredMs);
      afterItem?.();
    }
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return verdict;
  }

  const parcelOnBench = (): Parcel | null => {
    const { parcelId } = journal.benches.load(benchId);
    return parcelId === null ? null : journal.parcels.load(parcelId);
  };

  /** The label is drawn and written beside the scans; a person cannot scan it before it is there. */
  function labelOnPaper(parcel: Parcel): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (journal.printJobs.latestForParcel(parcel.id)?.state !== 'sent') return;
        bench.onEmit(() => undefined);
        resolve();
      };
      bench.onEmit(look);
      look();
    });
  }

  const itemKind = ({ outcome }: ScanVerdictView): ScanKind => {
    if (outcome === 'item-counted') return 'item';
    if (outcome === 'parcel-complete') return 'last item';
    throw new Error(`an item of the order was answered with "${outcome}"`);
  };

  async function pack(order: OrderDraft): Promise<void> {
    const opened = await scan(order.channelOrderId, ({ outcome }) => (outcome === 'blocked' ? 'refused' : 'order'));
    if (opened.outcome === 'blocked') {
      await scan(encodeCommand('ok'), () => 'refused');
      return;
    }
    const parcel = parcelOnBench();
    if (opened.outcome !== 'order-opened' || parcel === null) throw new Error(`order ${order.channelOrderId} was answered with "${opened.outcome}"`);
    for (const line of parcel.lines) {
      for (let unit = 0; unit < line.expected; unit += 1) await scan(line.barcodes[unit % line.barcodes.length] ?? line.sku, itemKind);
    }
    const labelled = parcelOnBench();
    if (labelled?.label == null) throw new Error(`order ${order.channelOrderId} got no label`);
    await labelOnPaper(labelled);
    const left = await scan(`00${labelled.label.sscc}`, () => 'label');
    if (left.outcome !== 'dispatched') throw new Error(`the label of order ${order.channelOrderId} was answered with "${left.outcome}"`);
  }

  return { times, pack };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
