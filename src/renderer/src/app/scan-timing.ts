/**
 * Measures from the last key of a scan to the frame that shows its verdict: `performance.getEntriesByName('scan-verdict')`.
 * Verdicts that were overtaken before a frame could show them count with the frame that came.
 */
export const SCAN_MEASURE = 'scan-verdict';

/** More than a shift never needs; old entries are dropped so that a bench can run for weeks. */
const LONGEST_HISTORY = 500;

const startedMs = new Map<string, number>();
const answered: string[] = [];

export function scanRead(scanId: string, lastKeyAtMs: number): void {
  startedMs.set(scanId, lastKeyAtMs);
}

export function scanAnswered(scanId: string): void {
  if (startedMs.has(scanId)) answered.push(scanId);
}

/** Call when the verdict is in the document; the frame itself comes a moment later. */
export function verdictShown(): void {
  if (answered.length === 0) return;
  const shown = answered.splice(0);
  requestAnimationFrame(() => {
    // A message task runs right after the frame was handed to the compositor; a second frame callback would add 16 ms.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      measure(shown);
    };
    channel.port2.postMessage(null);
  });
}

function measure(scanIds: readonly string[]): void {
  const end = performance.now();
  for (const scanId of scanIds) {
    const start = startedMs.get(scanId);
    startedMs.delete(scanId);
    if (start !== undefined) performance.measure(SCAN_MEASURE, { start, end, detail: { scanId } });
  }
  if (performance.getEntriesByName(SCAN_MEASURE).length > LONGEST_HISTORY) performance.clearMeasures(SCAN_MEASURE);
}
