import { createWriteBackWorker } from '../../../src/main/writeback/worker.ts';
import { createSeededRandom } from './seeded-random.ts';
import { hours, minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { manyRows } from './a-queue.ts';
import { aStore, morningMs } from './a-write-back.ts';
import { ConnectorBug, createFakeChannel, type Fate } from './fake-channel.ts';
import { createJournalFile, openMemoryJournal } from './memory-journal.ts';
import { createNaiveSender, Dead } from './naive-sender.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly rows: number;
  /** Stations that die before they are left in peace. */
  readonly crashes: number;
  /** True: the same package reference edits (Amazon). False: each confirmation adds a package (no natural key). */
  readonly isKeyed: boolean;
  /** `hasty`: the worker, but it trusts the first look-up, at once. */
  readonly sender: 'worker' | 'naive' | 'hasty';
}

export interface SimulationResult {
  readonly crashes: number;
  readonly states: Readonly<Record<string, number>>;
  /** Rows neither confirmed nor parked at the end, rows that vanished, and confirmed rows that the channel does not show. */
  readonly lost: number;
  /** Parcels that the channel shows more than once. */
  readonly doubled: number;
  /** Confirmations that the channel took in; above the number of rows where one was told twice under the same key. */
  readonly taken: number;
  readonly simulatedMs: number;
}

const timeoutMs = seconds(30);
const lagMs = seconds(40);

/**
 * One seed, one run. Faults first: answers get lost before or after the work, services refuse, answers say "done" for
 * nothing, and the station dies between any two steps and is built again from what is on disk. Then peace: the
 * queue must come to rest by itself.
 */
export async function simulate({ seed, rows: count, crashes, isKeyed, sender }: SimulationOptions): Promise<SimulationResult> {
  const random = createSeededRandom(seed);
  const clock = createManualClock(morningMs);
  const rows = manyRows(count, (index) => ({ shipByMs: random() < 0.5 ? morningMs + index * minutes(1) : null }));
  const file = createJournalFile(rows);
  let isPeace = false;
  const channel = createFakeChannel({
    clock,
    isKeyed,
    timeoutMs,
    travelMs: () => 1 + Math.floor(random() * 2_000),
    lagMs: () => Math.floor(random() * lagMs),
    fate: () => (isPeace ? { kind: 'done' } : drawFate(random)),
    readFate: () => (isPeace || random() < 0.7 ? null : { kind: 'unavailable', cause: 'no line' }),
  });

  let died = 0;
  let alive = { isAlive: true, stepsLeft: 0 };

  function build(): void {
    const self = { isAlive: true, stepsLeft: died < crashes ? Math.floor(random() * 40) : Infinity };
    alive = self;
    const die = (): never => {
      self.isAlive = false;
      throw new Dead('the plug was pulled');
    };
    const journal = openMemoryJournal(file, () => {
      if (!self.isAlive) throw new Dead('nobody is there any more');
      if (self.stepsLeft-- <= 0) die();
    });
    const account = channel.account(aStore, () => self.isAlive);
    if (sender === 'naive') return createNaiveSender({ journal, account, storeId: aStore, clock }).start();
    const timers = { after: (delayMs: number, run: () => void) => clock.after(delayMs, () => void (self.isAlive && run())) };
    const worker = createWriteBackWorker({
      journal,
      accounts: () => [account],
      clock,
      timers,
      random,
      isOnline: () => true,
      onChange: () => undefined,
      onFault: (error) => {
        if (!(error instanceof Dead || error instanceof ConnectorBug)) throw error;
      },
      policy: sender === 'hasty' ? { requestTimeoutMs: 0, visibilityLagMs: 0, absentReadsNeeded: 1 } : { requestTimeoutMs: timeoutMs, visibilityLagMs: lagMs },
    });
    worker.start();
  }

  function rise(): void {
    try {
      build();
    } catch (error: unknown) {
      if (!(error instanceof Dead)) throw error;
    }
  }

  rise();
  for (let quiet = 0; died < crashes || quiet < 1; ) {
    await clock.advance(1 + Math.floor(random() * seconds(20)));
    if (alive.isAlive) {
      if (died >= crashes) quiet += 1;
      // Some die in the middle of nothing: between two steps, with requests under way.
      else if (random() < 0.05) alive.isAlive = false;
    }
    if (!alive.isAlive) {
      died += 1;
      rise();
    }
  }
  isPeace = true;
  const isOpen = (): boolean => [...file.rows.values()].some((row) => row.state !== 'confirmed' && row.state !== 'parked');
  for (let hour = 0; hour < 48 && isOpen(); hour++) await clock.advance(hours(1));

  const shown = (row: { readonly notice: { readonly channelOrderId: string; readonly trackingNumber: string } }): number =>
    channel.shownOf(row.notice.channelOrderId).filter((each) => each.trackingNumber === row.notice.trackingNumber).length;
  const ended = [...file.rows.values()];
  const states: Record<string, number> = {};
  for (const row of ended) states[row.parkReason ?? row.state] = (states[row.parkReason ?? row.state] ?? 0) + 1;
  const open = ended.filter((row) => row.state !== 'confirmed' && row.state !== 'parked').length;
  const hollow = ended.filter((row) => row.state === 'confirmed' && shown(row) === 0).length;
  return {
    crashes: died,
    states,
    lost: rows.length - ended.length + open + hollow,
    doubled: rows.filter((row) => shown(row) > 1).length,
    taken: channel.taken.length,
    simulatedMs: clock.monotonicMs(),
  };
}

/** How the channel behaves while it is war. */
function drawFate(random: () => number): Fate {
  const draw = random();
  if (draw < 0.4) return { kind: 'done' };
  if (draw < 0.55) return { kind: 'lost-after' };
  if (draw < 0.7) return { kind: 'lost-before' };
  if (draw < 0.8) return { kind: 'unavailable' };
  if (draw < 0.9) return { kind: 'throttled', retryAfterMs: Math.floor(random() * 5_000) };
  if (draw < 0.94) return { kind: 'dropped' };
  if (draw < 0.96) return { kind: 'refused', code: 'bad-number' };
  return draw < 0.98 ? { kind: 'refused', code: 'already-shipped' } : { kind: 'throws' };
}
