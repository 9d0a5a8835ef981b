import { randomUUID } from 'node:crypto';
import type { ScanOutcome, ScanVerdictView } from '../../src/shared/contract/views.ts';
import { encodeCommand, type Command } from '../../src/shared/domain/scan/commands.ts';
import type { Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import type { OpenedStation } from '../../src/main/composition/open-station.ts';
import type { Teller } from './teller.ts';

/** A packer without hands: scans what a person would scan, in the order in which a person would. */
export interface BenchDriver {
  scan(text: string, what: string): ScanVerdictView;
  command(command: Command): ScanVerdictView;
  /** Scans the order, every unit of it and the label; answers the parcel. Stops early where the station says stop. */
  pack(channelOrderId: string): Promise<{ readonly outcome: ScanOutcome; readonly parcel: Parcel | null }>;
  /** Resolves once `is` holds; looks again after every change of the bench. Rejects after `limitMs`. */
  until(is: () => boolean, limitMs: number, what: string): Promise<void>;
  onBench(): void;
}

export function createBenchDriver(opened: OpenedStation, teller: Teller): BenchDriver {
  const { station } = opened;
  const { journal, benchId } = station.context;
  const waiting = new Set<() => void>();
  let lastAtMs = 0;

  function scan(text: string, what: string): ScanVerdictView {
    // A hand needs longer than the 600 ms within which the same code counts as one pull of the trigger.
    lastAtMs = Math.max(Date.now(), lastAtMs + 1000);
    const verdict = station.scan({ scanId: randomUUID(), text, method: 'tray', deviceId: 'demo', scannedAtMs: lastAtMs });
    teller.scan(what, sentence(verdict));
    return verdict;
  }

  const parcelOnBench = (): Parcel | null => {
    const { parcelId } = journal.benches.load(benchId);
    return parcelId === null ? null : journal.parcels.load(parcelId);
  };

  function until(is: () => boolean, limitMs: number, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => finish(() => reject(new Error(`waited ${limitMs / 1000} s for: ${what}`))), limitMs);
      const look = (): void => {
        if (is()) finish(resolve);
      };
      const finish = (then: () => void): void => {
        clearTimeout(limit);
        waiting.delete(look);
        then();
      };
      waiting.add(look);
      look();
    });
  }

  async function pack(channelOrderId: string): Promise<{ outcome: ScanOutcome; parcel: Parcel | null }> {
    const first = scan(channelOrderId, `order ${channelOrderId}`);
    const parcel = parcelOnBench();
    if (parcel === null) return { outcome: first.outcome, parcel: null };
    let last = first;
    for (const line of parcel.lines) {
      for (let unit = line.packed; unit < line.expected; unit += 1) {
        last = scan(line.barcodes[0] ?? line.sku, line.title);
        if (last.outcome === 'blocked') return { outcome: last.outcome, parcel: journal.parcels.load(parcel.id) };
      }
    }
    const labelled = parcelOnBench();
    if (labelled?.label == null) return { outcome: last.outcome, parcel: labelled };
    await until(() => journal.printJobs.latestForParcel(labelled.id)?.state === 'sent', 10_000, 'the label to reach the printer');
    last = scan(`00${labelled.label.sscc}`, 'label on the closed box');
    return { outcome: last.outcome, parcel: journal.parcels.load(labelled.id) };
  }

  return {
    scan,
    command: (command) => scan(encodeCommand(command), `command ${command.toUpperCase()}`),
    pack,
    until,
    onBench() {
      for (const look of [...waiting]) look();
    },
  };
}

function sentence({ outcome, detail }: ScanVerdictView): string {
  const facts = Object.entries(detail).map(([name, value]) => `${name} ${String(value)}`).join(', ');
  return facts === '' ? outcome : `${outcome}: ${facts}`;
}
