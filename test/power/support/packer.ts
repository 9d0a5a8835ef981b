import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../src/main/application/ports/clock.ts';
import type { Station } from '../../../src/main/composition/station-core.ts';
import { practiceBarcodesFor } from '../../../src/main/practice/practice-store.ts';
import type { BenchScreen, BenchView, ScanVerdictView } from '../../../src/shared/contract/views.ts';
import { encodeCommand } from '../../../src/shared/domain/scan/commands.ts';
import { fail } from './bare-station.ts';

export interface PackerOptions {
  readonly station: Station;
  readonly clock: Clock;
  /** The next order number on paper; null: nothing to pack now. */
  readonly nextOrder: () => string | null;
  readonly onVerdict: (verdict: ScanVerdictView) => void;
}

export interface Packer {
  screen(): BenchScreen;
  /** One look at the screen, and what it says is done. False where there was nothing to do. */
  act(): Promise<boolean>;
}

/** Does what the screen says, as a packer does, and never waits. */
export function createPacker({ station, clock, nextOrder, onVerdict }: PackerOptions): Packer {
  let lastScanAtMs = 0;
  const screen = (): BenchScreen => (station.handlers.loadBench({}) as BenchView).screen;

  function scan(text: string): void {
    // A second apart on the station's clock: two hands, no bounce.
    lastScanAtMs = Math.max(clock.nowMs(), lastScanAtMs + 1_000);
    onVerdict(station.scan({ scanId: randomUUID(), text, method: 'wedge', deviceId: 'kill', scannedAtMs: lastScanAtMs }));
  }

  const scanItem = (sku: string): void => scan(practiceBarcodesFor(sku)[0] ?? fail('no barcode', sku));

  async function act(): Promise<boolean> {
    const shown = screen();
    switch (shown.kind) {
      case 'ready': {
        const next = nextOrder();
        if (next !== null) scan(next);
        return next !== null;
      }
      case 'packing':
        if (shown.nextLine !== null) scanItem(shown.nextLine.sku);
        return shown.nextLine !== null;
      case 'take-out':
        scanItem(shown.line.sku);
        return true;
      case 'put-back': {
        const line = shown.lines.find(({ confirmed, quantity }) => confirmed < quantity);
        if (line === undefined) return false;
        scanItem(line.sku);
        return true;
      }
      case 'scan-label':
        scan(`00${shown.parcel.sscc ?? ''}`);
        return true;
      case 'label-problem':
        await station.handlers.reprintLabel({ parcelId: shown.parcel.parcelId });
        return true;
      case 'stopped':
        scan(encodeCommand('ok'));
        return true;
      case 'label-next':
      case 'loading':
      case 'sign-in':
      case 'locked':
      case 'setup-needed':
        return fail('a packer cannot go on', shown.kind);
    }
  }

  return { screen, act };
}
