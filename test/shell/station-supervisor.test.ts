import { describe, expect, it } from 'vitest';
import type { StationState } from '../../src/shared/contract/events.ts';
import type { FromStation, ToStation } from '../../src/shared/contract/wire.ts';
import type { StationProcess } from '../../src/main/shell/station-process.ts';
import { createStationSupervisor, restartPauseMs } from '../../src/main/shell/station-supervisor.ts';
import { createManualClock } from '../support/manual-clock.ts';

const startMessage = { kind: 'start', dataFolder: '/bench', sealingKey: null } as const;

interface Life extends StationProcess {
  received: ToStation[];
  say(message: FromStation): void;
  die(cause: string): void;
  killed: boolean;
}

function aLife(): Life {
  let onMessage = (_message: FromStation): void => undefined;
  let onExit = (_cause: string): void => undefined;
  const life: Life = {
    received: [],
    killed: false,
    send: (message) => {
      life.received.push(message);
    },
    onMessage: (listener) => {
      onMessage = listener;
    },
    onExit: (listener) => {
      onExit = listener;
    },
    kill: () => {
      life.killed = true;
      onExit('was ended by SIGKILL');
    },
    say: (message) => {
      onMessage(message);
    },
    die: (cause) => {
      onExit(cause);
    },
  };
  return life;
}

async function aRunningStation() {
  const timers = createManualClock(0);
  const lives: Life[] = [];
  const states: StationState[] = [];
  const log: string[] = [];
  const supervisor = createStationSupervisor({
    open: () => {
      const life = aLife();
      lives.push(life);
      return life;
    },
    startMessage: async () => startMessage,
    nowMs: timers.monotonicMs,
    after: timers.after,
    log: (text) => log.push(text),
  });
  supervisor.onState((state) => states.push(state));
  supervisor.start();
  await Promise.resolve();
  return { timers, lives, states, log, supervisor, life: () => lives.at(-1)! };
}

const calls = (life: Life) => life.received.filter((message) => message.kind === 'call');

describe('the supervision of the station process', () => {
  it('tells a new process where its data lies before anything else', async () => {
    const { lives } = await aRunningStation();
    expect(lives[0]?.received).toEqual([startMessage]);
  });

  it('keeps a call until the station is ready, then passes it on and its answer back', async () => {
    const { supervisor, life } = await aRunningStation();
    const answer = supervisor.call('loadBench', {});
    expect(calls(life())).toEqual([]);
    life().say({ kind: 'ready' });
    const [sent] = calls(life());
    expect(sent).toMatchObject({ call: 'loadBench', input: {} });
    life().say({ kind: 'reply', id: sent!.kind === 'call' ? sent!.id : -1, reply: { ok: true, value: 'bench' } });
    await expect(answer).resolves.toEqual({ ok: true, value: 'bench' });
  });

  it('answers a call whose station died with station-unavailable, and does not send it to the next one', async () => {
    const { supervisor, life, lives, timers } = await aRunningStation();
    life().say({ kind: 'ready' });
    const answer = supervisor.call('scan', { text: 'x' });
    life().die('was ended by SIGKILL');
    await expect(answer).resolves.toMatchObject({ ok: false, error: { code: 'station-unavailable' } });
    await timers.advance(restartPauseMs(1));
    life().say({ kind: 'ready' });
    expect(lives).toHaveLength(2);
    expect(calls(life())).toEqual([]);
  });

  it('passes a call asked while the station was away to the next process', async () => {
    const { supervisor, life, timers } = await aRunningStation();
    life().die('ended with code 1');
    void supervisor.call('loadBoard', {});
    await timers.advance(restartPauseMs(1));
    life().say({ kind: 'ready' });
    expect(calls(life())).toMatchObject([{ call: 'loadBoard' }]);
  });

  it('answers a call that is never answered, in the end', async () => {
    const { supervisor, life, timers } = await aRunningStation();
    life().say({ kind: 'ready' });
    const answer = supervisor.call('loadBench', {});
    await timers.advance(15_000);
    await expect(answer).resolves.toMatchObject({ ok: false, error: { code: 'station-unavailable' } });
  });

  it('gives an import of a large file more time than a scan', async () => {
    const { supervisor, life, timers } = await aRunningStation();
    life().say({ kind: 'ready' });
    let answered = false;
    void supervisor.call('importOrders', {}).then(() => (answered = true));
    await timers.advance(10 * 60_000);
    await Promise.resolve();
    expect(answered).toBe(false);
  });

  it('leaves no timer behind for a call that was answered', async () => {
    const { supervisor, life, timers } = await aRunningStation();
    life().say({ kind: 'ready' });
    const answer = supervisor.call('loadBench', {});
    life().say({ kind: 'reply', id: 1, reply: { ok: true, value: null } });
    await answer;
    expect(timers.pending()).toBe(0);
  });

  it('starts a dead process again, says so, and is back well within ten seconds', async () => {
    const { states, life, lives, timers } = await aRunningStation();
    life().say({ kind: 'ready' });
    life().die('was ended by SIGKILL');
    expect(states.at(-1)).toEqual({ kind: 'restarting', cause: 'was ended by SIGKILL', attempt: 1 });
    await timers.advance(200);
    expect(lives).toHaveLength(2);
    life().say({ kind: 'ready' });
    expect(states.at(-1)).toEqual({ kind: 'ready' });
  });

  it('waits longer from death to death, at most five seconds, and never gives up', async () => {
    const { states, life, lives, timers } = await aRunningStation();
    for (let death = 1; death <= 12; death += 1) {
      life().die('ended with code 1');
      await timers.advance(5000);
      expect(lives).toHaveLength(death + 1);
    }
    expect([1, 2, 3, 7, 20].map(restartPauseMs)).toEqual([100, 200, 400, 5000, 5000]);
    expect(states.at(-1)).toEqual({ kind: 'failed', cause: 'ended with code 1' });
    life().say({ kind: 'ready' });
    expect(states.at(-1)).toEqual({ kind: 'ready' });
  });

  it('forgets earlier deaths once a process was well for a minute', async () => {
    const { states, life, timers } = await aRunningStation();
    life().die('ended with code 1');
    await timers.advance(5000);
    life().say({ kind: 'ready' });
    await timers.advance(60_000);
    life().die('ended with code 1');
    expect(states.at(-1)).toMatchObject({ kind: 'restarting', attempt: 1 });
  });

  it('does not listen to a process that it has already replaced', async () => {
    const { supervisor, states, lives, life, timers } = await aRunningStation();
    life().die('ended with code 1');
    await timers.advance(5000);
    const before = states.length;
    lives[0]!.say({ kind: 'ready' });
    lives[0]!.die('again');
    expect(states).toHaveLength(before);
    expect(supervisor.state()).toMatchObject({ kind: 'restarting' });
  });

  it('asks the process to stop, waits for its end, and does not start another', async () => {
    const { supervisor, life, lives, timers } = await aRunningStation();
    life().say({ kind: 'ready' });
    const stopped = supervisor.stop();
    expect(life().received.at(-1)).toEqual({ kind: 'stop' });
    life().die('ended with code 0');
    await stopped;
    await timers.advance(60_000);
    expect(lives).toHaveLength(1);
    expect(life().killed).toBe(false);
  });

  it('ends a process that does not stop', async () => {
    const { supervisor, life, timers } = await aRunningStation();
    const stopped = supervisor.stop();
    await timers.advance(8000);
    await stopped;
    expect(life().killed).toBe(true);
  });

  it('stops while it waits to start again', async () => {
    const { supervisor, life, lives, timers } = await aRunningStation();
    life().die('ended with code 1');
    await supervisor.stop();
    await timers.advance(60_000);
    expect(lives).toHaveLength(1);
  });

  it('hands events on as they come', async () => {
    const { supervisor, life } = await aRunningStation();
    const seen: unknown[] = [];
    supervisor.onEvent((message) => seen.push(message));
    life().say({ kind: 'event', event: 'boardChanged', payload: { revision: 3 } });
    expect(seen).toEqual([{ kind: 'event', event: 'boardChanged', payload: { revision: 3 } }]);
  });
});
