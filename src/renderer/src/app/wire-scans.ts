import type { WedgeKey } from '../../../shared/domain/scan/wedge-keys.ts';
import type { WedgeConfig, WedgeScan } from '../../../shared/domain/scan/wedge.ts';
import type { StationSettings } from '../../../shared/contract/settings.ts';
import { station } from '../bridge.ts';
import { useStation } from '../stores/store.ts';
import { isTakenFirst } from './first-ear.ts';
import { isTextField, replayKeys } from './replay-keys.ts';
import { createScanQueue, type QueuedScan } from './scan-queue.ts';
import { createScanRouter } from './scan-router.ts';
import { scanAnswered, scanRead } from './scan-timing.ts';
import { createSpeaker, STOP_EVERY_MS } from './sound.ts';

const store = useStation.getState;
const speaker = createSpeaker();

function after(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => {
    clearTimeout(timer);
  };
}

/** A stop is told twice, as the verdict of a scan and as the state of the bench; it sounds once. Milliseconds. */
const SAME_STOP_MS = 1000;
let lastStopMs = -Infinity;

export function playSound(sound: Parameters<typeof speaker.play>[0], volume = store().settings?.soundVolume ?? 1): void {
  if (sound === 'stop') {
    const nowMs = performance.now();
    if (nowMs - lastStopMs < SAME_STOP_MS) return;
    lastStopMs = nowMs;
  }
  speaker.play(sound, volume);
}

const queue = createScanQueue({
  send: (scan) => station().scan(scan),
  onVerdict: (verdict) => {
    scanAnswered(verdict.scanId);
    store().takeVerdict(verdict);
    if (verdict.outcome === 'help-opened') store().openGuide();
    playSound(verdict.sound);
  },
  onNotRecorded: (scan, error) => {
    store().sayLocally(scan.scanId, scan.text, { code: error.code, reason: 'not-recorded' });
    playSound('wrong');
  },
  onLength: (waiting) => {
    store().setScansWaiting(waiting);
  },
  after,
});

function submit(text: string, method: QueuedScan['method'], deviceId: string, readAtMs: number, mayBeIncomplete = false): void {
  // Work goes on: what is scanned is judged, and seen.
  store().closeGuide();
  const scanId = crypto.randomUUID();
  scanRead(scanId, readAtMs);
  queue.push({ scanId, text, method, deviceId, scannedAtMs: Date.now(), mayBeIncomplete });
}

/** A barcode of the practice tray was clicked. */
export function scanFromTray(text: string): void {
  if (isTakenFirst(text)) return;
  submit(text, 'tray', 'tray', performance.now());
}

/** A big button was pressed in place of a command code. */
export function pressCommand(text: string): void {
  submit(text, 'typed', 'screen', performance.now());
}

export const wakeScans = (): void => {
  queue.wake();
};

function takeScan(scan: WedgeScan): void {
  if (store().scannerTest.kind === 'listening') {
    store().setScannerTest({ kind: 'listening', last: scan });
    playSound('ok');
    return;
  }
  if (isTakenFirst(scan.text)) return;
  submit(scan.text, 'wedge', 'wedge', scan.endedAtMs, scan.maybeIncomplete);
}

/** Enter and Tab both end a scan unless the bench says that its scanner uses Tab alone. */
function wedgeConfigOf({ scanner }: StationSettings): Partial<WedgeConfig> {
  const suffixCodes = scanner.suffix === 'tab' ? ['Tab'] : ['Enter', 'NumpadEnter', 'Tab'];
  return { layout: scanner.layout, prefix: scanner.prefix, suffixCodes };
}

/** Listens on the whole window, before any field, for as long as the window lives. */
export function wireScans(): { stop(): void } {
  const router = createScanRouter({
    nowMs: () => performance.now(),
    after,
    onScan: takeScan,
    onReplay: (keys: readonly WedgeKey[]) => {
      replayKeys(document, keys);
    },
    isTyping: () => isTextField(document.activeElement),
  });
  const press = (event: KeyboardEvent): void => {
    router.press(event);
  };
  window.addEventListener('keydown', press, { capture: true });
  const stopSettings = useStation.subscribe((now, before) => {
    if (now.settings !== null && now.settings !== before.settings) router.configure(wedgeConfigOf(now.settings));
  });
  const stopSignal = repeatStopSignal();
  return {
    stop: () => {
      window.removeEventListener('keydown', press, { capture: true });
      router.stop();
      stopSettings();
      stopSignal();
    },
  };
}

/** The stop signal comes again until somebody answers it: the packer may be looking at the shelf. */
function repeatStopSignal(): () => void {
  let ringing: ReturnType<typeof setInterval> | null = null;
  const unsubscribe = useStation.subscribe(({ bench }) => {
    const isStopped = bench?.screen.kind === 'stopped';
    if (isStopped && ringing === null) {
      playSound('stop');
      ringing = setInterval(() => {
        playSound('stop');
      }, STOP_EVERY_MS);
    }
    if (!isStopped && ringing !== null) {
      clearInterval(ringing);
      ringing = null;
    }
  });
  return () => {
    unsubscribe();
    if (ringing !== null) clearInterval(ringing);
  };
}
