import { beforeEach, describe, expect, it } from 'vitest';
import { createConnectivity, type Connectivity } from '../../src/main/application/connectivity.ts';
import { seconds } from '../../src/shared/domain/units/instant.ts';
import { testStartMs } from '../support/builders.ts';
import { createFakeAccount, type FakeAccount } from '../support/fake-account.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

let clock: ManualClock;
let account: FakeAccount;
let accounts: FakeAccount[];
let probes: number;
let changes: (readonly [string, boolean])[];
let connectivity: Connectivity;

beforeEach(async () => {
  clock = createManualClock(testStartMs);
  account = createFakeAccount(clock);
  accounts = [account];
  probes = 0;
  changes = [];
  const { probe } = account;
  Object.assign(account, {
    probe: () => {
      probes += 1;
      return probe();
    },
  });
  connectivity = createConnectivity({ accounts: () => accounts, clock, timers: clock, onChange: (storeId, isReachable) => void changes.push([storeId, isReachable]) });
  connectivity.start();
  await clock.settle();
});

describe('connectivity', () => {
  it('is unknown before the first probe, and known after it', () => {
    const fresh = createConnectivity({ accounts: () => accounts, clock, timers: clock, onChange: () => undefined });
    expect(fresh.of(account.storeId)).toMatchObject({ reachable: null });
    expect(fresh.isOnline(account.storeId)).toBe(false);
    expect(connectivity.of(account.storeId)).toEqual({ reachable: true, sinceMs: testStartMs, lastProbeAtMs: testStartMs, cause: null });
  });

  it('probes every 15 seconds while the service answers, twice a second while it does not', async () => {
    await clock.advance(seconds(30));
    expect(probes).toBe(3);
    account.setOnline(false);
    await clock.advance(seconds(16));
    expect(connectivity.of(account.storeId)).toMatchObject({ reachable: false, cause: 'ECONNREFUSED' });
    await clock.advance(seconds(9));
    expect(probes).toBe(23);
  });

  it('tells of each change once, with since when', async () => {
    account.setOnline(false);
    await clock.advance(seconds(60));
    account.setOnline(true);
    await clock.advance(seconds(60));
    expect(changes.map(([, isReachable]) => isReachable)).toEqual([true, false, true]);
    // Offline probes at 15, 16, 16.5, … 60; answered half a second later and confirmed a quarter of one after that.
    expect(connectivity.of(account.storeId).sinceMs).toBe(testStartMs + seconds(60) + 750);
  });

  it('does not call one lost probe an outage, nor one answer a recovery', async () => {
    account.setOnline(false);
    await clock.advance(seconds(15));
    expect(connectivity.isOnline(account.storeId)).toBe(true);
    account.setOnline(true);
    await clock.advance(seconds(2));
    account.setOnline(false);
    await clock.advance(seconds(20));
    expect(changes.map(([, isReachable]) => isReachable)).toEqual([true, false]);
    account.setOnline(true);
    connectivity.doubt(account.storeId);
    await clock.settle();
    account.setOnline(false);
    await clock.advance(seconds(10));
    expect(changes.map(([, isReachable]) => isReachable)).toEqual([true, false]);
  });

  it('says since when it is gone by the first probe that failed', async () => {
    account.setOnline(false);
    await clock.advance(seconds(16));
    expect(connectivity.of(account.storeId)).toMatchObject({ reachable: false, sinceMs: testStartMs + seconds(15) });
  });

  it('knows at once when somebody asks it to try now', async () => {
    account.setOnline(false);
    await connectivity.probeNow();
    expect(connectivity.isOnline(account.storeId)).toBe(false);
    account.setOnline(true);
    await connectivity.probeNow();
    expect(connectivity.isOnline(account.storeId)).toBe(true);
  });

  it('takes a real answer for the end of an outage', async () => {
    account.setOnline(false);
    await connectivity.probeNow();
    connectivity.answered(account.storeId);
    expect(connectivity.isOnline(account.storeId)).toBe(true);
  });

  it('needs no probe where an answer has just come', async () => {
    await clock.advance(seconds(14));
    connectivity.answered(account.storeId);
    await clock.advance(seconds(14));
    expect(probes).toBe(1);
  });

  it('probes at once where a request failed, and believes the probe', async () => {
    connectivity.doubt(account.storeId);
    await clock.settle();
    expect([probes, connectivity.isOnline(account.storeId)]).toEqual([2, true]);
    account.setOnline(false);
    connectivity.doubt(account.storeId);
    await clock.advance(seconds(1));
    expect(connectivity.isOnline(account.storeId)).toBe(false);
  });

  it('sends one probe where many requests failed together', () => {
    for (let failed = 0; failed < 8; failed += 1) connectivity.doubt(account.storeId);
    expect(probes).toBe(2);
  });

  it('probes a store that was added later with the next look at all', async () => {
    accounts.push(createFakeAccount(clock, { storeId: 'second' }));
    await connectivity.probeNow();
    expect(changes).toEqual([['shop', true], ['second', true]]);
  });

  it('forgets a store that was removed', async () => {
    accounts = [];
    await clock.advance(seconds(20));
    expect(connectivity.of(account.storeId).reachable).toBeNull();
    accounts = [account];
    await connectivity.probeNow();
    expect(changes).toHaveLength(2);
  });

  it('leaves no timer behind when it stops', () => {
    connectivity.stop();
    expect(clock.pending()).toBe(0);
  });
});
