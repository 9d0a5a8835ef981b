// What the gate costs, and how soon a cancellation at the channel stands full-screen on the bench that has the order open.
import { randomUUID } from 'node:crypto';
import { decideGate, type GateInput } from '../../src/shared/domain/gate/decide.ts';
import { defaultFreshness } from '../../src/shared/domain/gate/freshness.ts';
import type { Standing } from '../../src/shared/domain/gate/standing.ts';
import { notCancelled } from '../../src/shared/domain/order/cancellation.ts';
import type { OrderId, StoreId } from '../../src/shared/domain/order/order.ts';
import { openStation } from '../../src/main/composition/open-station.ts';
import { encodeCommand } from '../../src/shared/domain/scan/commands.ts';
import { benchFolder, freeFolder } from './bench-folder.ts';
import { quantile, type BenchRow } from './row.ts';

const decisionGateUs = 50;
const stopGateMs = 2_000;
const afterAnswerGateMs = 200;

export async function benchGate(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  return [...decisions(size.quick ? 20_000 : 200_000), ...(await cancelToStop(size.quick ? 6 : 30))];
}

/** An order of ten lines that nothing stops, so that every rule is asked to its end; and one that several stop. */
function decisions(times: number): BenchRow[] {
  const nowMs = Date.now();
  const lines = Array.from({ length: 10 }, (_, index) => ({ lineId: `line-${index}`, sku: `SKU-${index}`, title: `Product ${index}`, quantityToPack: 2, quantityShipped: 0, cancellation: notCancelled }));
  const standing: Standing = {
    orderId: 'shop/1' as OrderId, storeId: 'shop' as StoreId, channelOrderId: '1', state: 'open', payment: 'paid', channelHold: null, holdKind: 'other', cancellation: notCancelled,
    lines, shipByMs: nowMs, updatedAtMs: nowMs - 60_000, checkedAtMs: nowMs - 1_000, checkedSource: 'Shop', findings: [], shipToHash: 'a', value: { minor: 1999, currency: 'EUR' },
  };
  const clean: GateInput = {
    point: 'dispatch', standing, releases: [], flag: null, cancellationOwner: 'Shop', policy: defaultFreshness, completeUntilMs: nowMs - 2_000, hasUnreadChange: false, isLiveCheckPending: false,
    contents: lines.map(({ lineId, title, quantityToPack }) => ({ lineId, title, expected: quantityToPack, packed: quantityToPack })),
    dispatchedBefore: null, openElsewhere: null, boxShipTo: null, labelShipToHash: 'a', weight: { grams: 1_010, atMs: nowMs, expectedGrams: 1_000, toleranceGrams: 50 }, missingDocuments: [], shadow: ['ADDRESS_INVALID'], unmappedCarrier: null, nowMs,
  };
  const stopped: GateInput = { ...clean, standing: { ...standing, state: 'cancelled', channelHold: 'review', payment: 'pending', findings: [{ code: 'ADDRESS_INVALID', strength: 'ask-lead', isEnforced: true, facts: { field: 'postcode' } }] }, weight: { grams: 1, atMs: nowMs, expectedGrams: 1_000, toleranceGrams: 50 } };
  const samples: number[] = [];
  for (let index = -2_000; index < times; index += 1) {
    const input = index % 2 === 0 ? clean : stopped;
    const startedMs = performance.now();
    const verdict = decideGate(input);
    const tookUs = (performance.now() - startedMs) * 1000;
    if ((verdict.kind === 'go') !== (input === clean)) throw new Error(`the gate said ${verdict.kind}`);
    if (index >= 0) samples.push(tookUs);
  }
  const p99 = quantile(samples, 0.99);
  return [{ name: 'gate decision, order of ten lines', unit: 'us', median: quantile(samples, 0.5), p99, gate: `p99 <= ${decisionGateUs} us`, pass: p99 <= decisionGateUs, note: `${times.toLocaleString('en')} decisions, every other one stopped by five rules` }];
}

const secondsPerOrder = 4;

/** The practice market with the budgets Amazon publishes: the bench has one order open and asks about it at the pace they allow. */
async function cancelToStop(rounds: number): Promise<BenchRow[]> {
  const folder = benchFolder('cancel-to-stop');
  const stops = new Map<string, number>();
  const opened = await openStation({
    dataFolder: folder,
    practice: { firstWave: { count: rounds, mix: 'clean' } },
    emit: (event, payload) => {
      if (event !== 'bench') return;
      // Serialised, as the message to the shell is: only then the page can know.
      JSON.stringify(payload);
      const { screen } = payload as Awaited<ReturnType<typeof opened.station.handlers.loadBench>> & { readonly screen: { readonly kind: string; readonly stop?: { readonly channelOrderId: string } } };
      if (screen.kind === 'stopped' && screen.stop !== undefined && !stops.has(screen.stop.channelOrderId)) stops.set(screen.stop.channelOrderId, Date.now());
    },
  });
  const { station, practice } = opened;
  if (practice === null) throw new Error('no practice market on a fresh station');
  const scan = (text: string, at: number): string => station.scan({ scanId: randomUUID(), text, method: 'wedge', deviceId: 'bench', scannedAtMs: at }).outcome;
  const toStop: number[] = [];
  const afterAnswer: number[] = [];
  try {
    await station.listNow();
    let atMs = Date.now();
    for (const { channelOrderId } of practice.orders()) {
      const openedAtMs = Date.now();
      const outcome = scan(channelOrderId, (atMs += 1_000));
      if (outcome !== 'order-opened') throw new Error(`the practice order ${channelOrderId} did not open: ${outcome}`);
      // Spread over the pause between two questions: a buyer cancels whenever he likes.
      await pause(400 + ((toStop.length * 377) % 1_500));
      const cancelledAtMs = Date.now();
      await practice.cancelOrder(channelOrderId);
      const stoppedAtMs = await stopOf(stops, channelOrderId);
      const answered = practice.requests().findLast((request) => request.operation === 'getOrder' && request.atMs >= cancelledAtMs && request.atMs <= stoppedAtMs + 5);
      toStop.push(stoppedAtMs - cancelledAtMs);
      if (answered !== undefined) afterAnswer.push(Math.max(0, stoppedAtMs - answered.atMs));
      scan(encodeCommand('ok'), (atMs += 1_000));
      // Faster than anybody packs; faster still would measure an empty budget.
      await pause(Math.max(0, secondsPerOrder * 1000 - (Date.now() - openedAtMs)));
    }
  } finally {
    await opened.close();
    freeFolder(folder);
  }
  const medianMs = quantile(toStop, 0.5);
  const p99Ms = quantile(toStop, 0.99);
  const answerP99Ms = quantile(afterAnswer, 0.99);
  return [
    { name: 'cancelled at the channel to the stop on the open bench', unit: 'ms', median: medianMs, p99: p99Ms, gate: `p99 <= ${stopGateMs} ms`, pass: p99Ms <= stopGateMs, note: `${toStop.length} orders, one every ${secondsPerOrder} s, asked at the published budget of single reads` },
    { name: 'answer of the channel to the stop on the open bench', unit: 'ms', median: quantile(afterAnswer, 0.5), p99: answerP99Ms, gate: `p99 <= ${afterAnswerGateMs} ms`, pass: answerP99Ms <= afterAnswerGateMs, note: `${afterAnswer.length} stops; the market's own clock, whole milliseconds` },
  ];
}

async function stopOf(stops: ReadonlyMap<string, number>, channelOrderId: string): Promise<number> {
  const giveUpAtMs = Date.now() + 30_000;
  for (;;) {
    const atMs = stops.get(channelOrderId);
    if (atMs !== undefined) return atMs;
    if (Date.now() > giveUpAtMs) throw new Error(`order ${channelOrderId} was cancelled and never stopped`);
    await pause(2);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
