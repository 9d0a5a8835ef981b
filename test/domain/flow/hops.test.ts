import { describe, expect, it } from 'vitest';
import { decideHops, type FlowFacts, type HopName, type HopState } from '../../../src/shared/domain/flow/hops.ts';
import type { WriteBackState } from '../../../src/shared/domain/writeback/write-back.ts';

const untouched: FlowFacts = { placedAtMs: 100, uncrossedSinceMs: null, blockedSinceMs: null, isOver: false, parcel: null, message: null };
const begun = { openedAtMs: 200, dispatchedAtMs: null, stoppedAtMs: null, loadedAtMs: null };
const left = { ...begun, dispatchedAtMs: 300 };
const owed = (state: WriteBackState, confirmedAtMs: number | null = null) => ({ state, sinceMs: 310, confirmedAtMs });
const waits = (facts: Partial<FlowFacts>): readonly (readonly [HopName, HopState, number | null])[] =>
  decideHops({ ...untouched, ...facts }).filter(({ state }) => state === 'waiting' || state === 'stuck').map(({ hop, state, sinceMs }) => [hop, state, sinceMs]);

describe('the hop that an order waits at', () => {
  it.each<readonly [string, Partial<FlowFacts>, ReturnType<typeof waits>]>([
    ['is the bench, since it was placed, while nobody packs it', {}, [['bench', 'waiting', 100]]],
    ['is the bench, since the box was begun', { parcel: begun }, [['bench', 'waiting', 200]]],
    ['is the station, while it cannot be read', { placedAtMs: null, uncrossedSinceMs: 150 }, [['station', 'stuck', 150]]],
    ['is the station, while the gate holds it', { blockedSinceMs: 160, parcel: begun }, [['station', 'stuck', 160]]],
    ['is the bench, where its box was stopped', { parcel: { ...begun, stoppedAtMs: 250 } }, [['bench', 'stuck', 250]]],
    ['is the bench, where its box was called back after the dispatch', { parcel: { ...left, stoppedAtMs: 350 } }, [['bench', 'stuck', 350]]],
    ['are carrier and buyer at once, after the dispatch', { parcel: left, message: owed('due') }, [['carrier', 'waiting', 300], ['buyer', 'waiting', 310]]],
    ['is the buyer, while the channel does not show the number', { parcel: { ...left, loadedAtMs: 400 }, message: owed('accepted') }, [['buyer', 'waiting', 310]]],
    ['is the buyer, and only a person gets it on, where the message is parked', { parcel: { ...left, loadedAtMs: 400 }, message: owed('parked') }, [['buyer', 'stuck', 310]]],
    ['is the buyer, since the gate holds the message back', { parcel: { ...left, loadedAtMs: 400 }, message: owed('due'), blockedSinceMs: 320 }, [['buyer', 'stuck', 320]]],
    ['is the carrier, since the gate closed its door', { parcel: left, message: owed('confirmed', 330), blockedSinceMs: 340 }, [['carrier', 'stuck', 340]]],
    ['is the carrier alone, once the channel shows the number', { parcel: left, message: owed('confirmed', 330) }, [['carrier', 'waiting', 300]]],
    ['is none, once it is loaded and shown', { parcel: { ...left, loadedAtMs: 400 }, message: owed('confirmed', 330) }, []],
    ['is none, where the order ended at its channel', { isOver: true }, []],
  ])('%s', (_, facts, expected) => {
    expect(waits(facts)).toEqual(expected);
  });

  it('is told in the order of the way, each hop once', () => {
    expect(decideHops(untouched).map(({ hop }) => hop)).toEqual(['shop', 'station', 'bench', 'carrier', 'buyer']);
  });

  it('claims nothing of the buyer where nothing is told from here', () => {
    expect(decideHops({ ...untouched, parcel: left }).at(-1)).toEqual({ hop: 'buyer', state: 'elsewhere', sinceMs: null });
  });

  it.each<WriteBackState>(['due', 'sending', 'accepted', 'uncertain', 'parked', 'superseded'])('shows a message that is %s as anything but done', (state) => {
    expect(decideHops({ ...untouched, parcel: left, message: owed(state) }).at(-1)?.state).not.toBe('done');
  });
});
