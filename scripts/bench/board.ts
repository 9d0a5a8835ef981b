// How long a lead waits for a board of 500 rows: from the press on its tab to the frame that shows it, and the station's share of that.
import { randomUUID } from 'node:crypto';
import { orderOf } from '../../src/main/application/apply-channel-order.ts';
import { buildLeadBoard } from '../../src/main/application/lead/board.ts';
import type { StationContext } from '../../src/main/application/station-context.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { encodeCommand } from '../../src/shared/domain/scan/commands.ts';
import type { TaskId, TaskKind } from '../../src/shared/domain/task/task.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import type { ParkReason, WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { launchStation, type RunningStation } from '../../test/e2e/support/station.ts';
import { benchFolder, freeFolder } from './bench-folder.ts';
import { canBePacked, dispatchBoxes, type Box } from './boxes.ts';
import { benchStore, openFileStation, type FileStation } from './file-station.ts';
import { inRealWindow } from './real-window.ts';
import { quantile, type BenchRow } from './row.ts';
import { sampleOrders } from './sample-orders.ts';

type Page = RunningStation['page'];

const gateMs = 100;
const boardRows = 500;
const orders = 20_000;
const hourMs = 3_600_000;

/** What stands on the board; together `boardRows`. */
const share = { cancelled: 120, requested: 60, unpaid: 60, parked: 110, returns: 50, intercepts: 50, late: 50 } as const;

export async function benchBoard(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const folder = benchFolder('board');
  const station = await openFileStation(folder);
  fillBoard(station);
  const alone = boardAlone(station.opened.station.context, size.quick ? 50 : 300);
  await station.opened.close();
  try {
    return [...(await inRealWindow(`board of ${boardRows} rows opens`, (where) => openings(folder, size.quick ? 15 : 30, where))), alone];
  } finally {
    freeFolder(folder);
  }
}

/** By scans where a scan is what brings a row there, else by the statements of the use case that does. */
function fillBoard({ opened: { station } }: FileStation): void {
  const { context } = station;
  const nowMs = Date.now();
  const drafts = [...sampleOrders(orders, 5)].map((draft, index): OrderDraft => ({ ...draft, placedAtMs: nowMs - 6 * hourMs, updatedAtMs: nowMs - 5 * hourMs, shipByMs: nowMs + (2 + (index % 70)) * hourMs }));
  const packable = drafts.filter(canBePacked);
  const late = packable.slice(0, share.late).map((draft, index) => ({ ...draft, shipByMs: nowMs + minutes(5 + (index % 50)) }));
  const all = [...late, ...drafts.filter((draft) => !late.some(({ channelOrderId }) => channelOrderId === draft.channelOrderId))];
  context.orders.saveOrders(all.map((draft) => ({ order: orderOf(benchStore, draft), checkedAtMs: nowMs, checkedSource: 'sample orders' })));
  const stopped = [
    ...drafts.filter((draft) => draft.state === 'cancelled').slice(0, share.cancelled),
    ...drafts.filter((draft) => draft.cancellation.kind === 'requested' && draft.payment === 'paid').slice(0, share.requested),
    ...drafts.filter((draft) => draft.cancellation.kind === 'none' && draft.payment === 'pending').slice(0, share.unpaid),
  ];
  let atMs = nowMs - hourMs;
  const scan = (text: string): string => station.scan({ scanId: randomUUID(), text, method: 'wedge', deviceId: 'bench', scannedAtMs: (atMs += 1_000) }).outcome;
  for (const { channelOrderId } of stopped) {
    const outcome = scan(channelOrderId);
    if (outcome !== 'blocked') throw new Error(`the order ${channelOrderId} was not stopped: ${outcome}`);
    scan(encodeCommand('ok'));
  }
  const left = packable.slice(share.late, share.late + share.parked + share.intercepts + share.returns);
  const boxes = dispatchBoxes(context, left);
  parkMessages(context, boxes.slice(0, share.parked), left);
  openTasks(context, 'intercept', boxes.slice(share.parked, share.parked + share.intercepts), left);
  openTasks(context, 'return', boxes.slice(share.parked + share.intercepts), left);
  const board = buildLeadBoard(context);
  const drawn = board.groups.reduce((sum, { rows }) => sum + rows.length, 0);
  if (board.totalRows !== boardRows || drawn !== boardRows) throw new Error(`the board holds ${drawn} of ${board.totalRows} rows: ${board.groups.map(({ cause, total }) => `${cause} ${total}`).join(', ')}`);
}

const parkReasons: readonly ParkReason[] = ['rejected', 'accepted-not-visible'];

function parkMessages({ journal }: StationContext, boxes: readonly Box[], drafts: readonly OrderDraft[]): void {
  journal.transaction(() => {
    for (const [index, { parcel, trackingNumber }] of boxes.entries()) {
      const { id, orderId, storeId, channelOrderId, openedAtMs } = parcel;
      const row = {
        id: `write-back-${index}` as WriteBackId, storeId, orderId, parcelId: id,
        notice: { channelOrderId, packageReference: '1', carrierCode: 'DHL', trackingNumber, shippedAtMs: openedAtMs, lines: parcel.lines.map((line) => ({ lineId: line.lineId, quantity: line.expected })) },
        attempts: 1, dueAtMs: openedAtMs, shipByMs: drafts[index]?.shipByMs ?? null, createdAtMs: openedAtMs, acceptedAtMs: null, confirmedAtMs: null, sendingSinceMs: null, proofReads: 0, problemCode: null, lastAnswer: null, toldBy: null,
      } as const;
      journal.writeBacks.insert({ ...row, state: 'due', attempts: 0, parkReason: null });
      journal.writeBacks.save({ ...row, state: 'parked', parkReason: parkReasons[index % 2] ?? 'rejected', lastAnswer: 'InvalidInput: the carrier code is not one of ours.' });
    }
  });
}

function openTasks({ journal }: StationContext, kind: TaskKind, boxes: readonly Box[], drafts: readonly OrderDraft[]): void {
  const stakes = new Map(drafts.map((draft) => [draft.channelOrderId, draft]));
  journal.transaction(() => {
    for (const { parcel, trackingNumber } of boxes) {
      const { id, orderId, storeId, channelOrderId, openedAtMs } = parcel;
      const { value = null, shipByMs = null } = stakes.get(channelOrderId) ?? {};
      journal.tasks.open({ id: `${kind}-${id}` as TaskId, kind, storeId, orderId, channelOrderId, parcelId: id, facts: { trackingNumber }, value, shipByMs, openedAtMs, openedBy: 'Alex', closed: null });
    }
  });
}

/** Read, grouped, and serialised as it goes to the page. */
function boardAlone(context: StationContext, times: number): BenchRow {
  const buildMs: number[] = [];
  const wholeMs: number[] = [];
  let characters = 0;
  for (let run = -10; run < times; run += 1) {
    const startedMs = performance.now();
    const board = buildLeadBoard(context);
    const builtMs = performance.now();
    characters = JSON.stringify(board).length;
    if (run < 0) continue;
    buildMs.push(builtMs - startedMs);
    wholeMs.push(performance.now() - startedMs);
  }
  return { name: `board of ${boardRows} rows: the station's share`, unit: 'ms', median: quantile(wholeMs, 0.5), p99: quantile(wholeMs, 0.99), note: `${times} times; built alone p50 ${quantile(buildMs, 0.5).toFixed(1)} ms, then ${Math.round(characters / 1000)} kB of JSON` };
}

async function openings(folder: string, times: number, where: string): Promise<BenchRow[]> {
  const { page, close } = await launchStation({ dataFolder: folder });
  const first: number[] = [];
  const again: number[] = [];
  const empty: number[] = [];
  try {
    for (let run = 0; run < times; run += 1) {
      await page.reload();
      await page.locator('[data-screen=bench]').waitFor();
      await page.waitForFunction(() => window.station!.loadBench({}).then((reply) => reply.ok));
      first.push(await pressTab(page));
      await leave(page);
      again.push(await pressTab(page));
      if (run === 0) await countRows(page);
      await leave(page);
      empty.push(await twoFrames(page));
    }
  } finally {
    await close();
  }
  return [row('opens in a window that never showed it', first, empty, where), row('opens again', again, empty, where)];
}

/** What any answer on the screen costs this machine just then, drawn or not. */
const twoFrames = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const startedMs = performance.now();
    return new Promise<number>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - startedMs))));
  });

function row(name: string, samples: readonly number[], empty: readonly number[], where: string): BenchRow {
  const p95 = quantile(samples, 0.95);
  return {
    name: `board of ${boardRows} rows ${name}`,
    unit: 'ms',
    median: quantile(samples, 0.5),
    p99: quantile(samples, 0.99),
    baseline: 'two frames with nothing to draw',
    ratio: quantile(samples, 0.5) / quantile(empty, 0.5),
    gate: `p95 <= ${gateMs} ms`,
    pass: p95 <= gateMs,
    note: `p95 ${p95.toFixed(1)} ms; ${samples.length} presses on the tab, to the second frame with what the station said after the press; two empty frames p95 ${quantile(empty, 0.95).toFixed(1)} ms, ${where}`,
  };
}

async function leave(page: Page): Promise<void> {
  await page.keyboard.press('F2');
  await page.locator('[data-screen=bench]').waitFor();
  await quiet(page);
}

/** What the page still does for the last screen must not be paid for by the next. */
const quiet = (page: Page): Promise<void> => page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(() => done())))));

/**
 * From the press itself, by the clock of the page, to the second frame after the board stands: all groups with all that they
 * count, as the station said after the press, and a row wherever one is in sight.
 */
async function pressTab(page: Page): Promise<number> {
  await quiet(page);
  const opened = page.evaluate(
    (wanted) =>
      new Promise<number>((done, fail) => {
        let pressedMs: number | null = null;
        let pressedAtMs = 0;
        const isThere = (): boolean => {
          const board = document.querySelector<HTMLElement>('.board[data-as-of]');
          if (board === null || Number(board.dataset['asOf']) < pressedAtMs) return false;
          const total = [...board.querySelectorAll<HTMLElement>('[data-total]')].reduce((sum, group) => sum + Number(group.dataset['total']), 0);
          const isGap = [...board.querySelectorAll('.group__rest')].some((rest) => rest.getBoundingClientRect().top < window.innerHeight);
          return total === wanted && !isGap && board.querySelector('.brow') !== null;
        };
        const watch = new MutationObserver(() => {
          if (pressedMs === null || !isThere()) return;
          const startedMs = pressedMs;
          watch.disconnect();
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - startedMs)));
        });
        watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-as-of', 'data-total'] });
        window.addEventListener(
          'click',
          (event) => {
            pressedMs = event.timeStamp;
            pressedAtMs = Date.now();
          },
          { capture: true, once: true },
        );
        const said = (): string => [...document.querySelectorAll<HTMLElement>('[data-total]')].map(({ dataset }) => `${dataset['cause'] ?? ''} ${dataset['total'] ?? ''}`).join(', ');
        setTimeout(() => fail(new Error(`the board never stood: ${said()}`)), 10_000);
      }),
    boardRows,
  );
  await page.locator('.strip__screen[aria-keyshortcuts=F3]').click();
  return opened;
}

/** The rows beyond those in sight are drawn as they are scrolled to: all of them are there. */
async function countRows(page: Page): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      document.querySelector('.group__rest')?.scrollIntoView();
      return document.querySelectorAll('.brow').length === wanted;
    },
    boardRows,
    { timeout: 20_000 },
  );
}
