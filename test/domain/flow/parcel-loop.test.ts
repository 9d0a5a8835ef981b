import { describe, expect, it } from 'vitest';
import { noticeOwner } from '../../../src/shared/domain/channel/buyer-notice.ts';
import { loopOf } from '../../../src/shared/domain/flow/parcel-loop.ts';
import type { WriteBackState } from '../../../src/shared/domain/writeback/write-back.ts';

const parcel = { verifiedAtMs: 1, label: null, dispatchedAtMs: 3 };
const told = { state: 'confirmed', acceptedAtMs: 4, confirmedAtMs: 5, toldBy: null } as const;

describe('the loop of a parcel', () => {
  it('closes where the channel was read back with its number', () => {
    expect(loopOf(parcel, told)).toEqual({ atMs: { packed: 1, labelled: null, dispatched: 3, posted: 4, confirmed: 5 }, isClosed: true });
  });

  it.each<WriteBackState>(['due', 'sending', 'accepted', 'uncertain', 'parked', 'superseded'])('stays open while its message is %s, even if it was confirmed once', (state) => {
    expect(loopOf(parcel, { ...told, state })).toMatchObject({ isClosed: false, atMs: { confirmed: null } });
  });

  it('stays open where nothing is told from here', () => {
    expect(loopOf(parcel, null)).toMatchObject({ isClosed: false, atMs: { posted: null, confirmed: null } });
  });

  it('knows no time of posting where another system posts, and closes by the proof all the same', () => {
    expect(loopOf(parcel, { ...told, toldBy: 'ShipStation' })).toMatchObject({ isClosed: true, atMs: { posted: null, confirmed: 5 } });
  });
});

describe('the notice of the buyer is written by', () => {
  it.each([
    ['the channel, where it always does, whatever was asked', 'always', { toldBy: 'Other', notifyBuyer: false }, 'channel'],
    ['the shop itself, where the channel never does', 'never', { toldBy: null, notifyBuyer: true }, 'shop'],
    ['the channel, where the message asked for it', 'flag', { toldBy: null, notifyBuyer: true }, 'channel-told'],
    ['another system, where the message said no', 'flag', { toldBy: null, notifyBuyer: false }, 'other'],
    ['the channel as it is set there, where the message says nothing', 'flag', { toldBy: null }, 'channel-default'],
    ['whoever tells the channel in our place, as it decides', 'flag', { toldBy: 'ShipStation' }, 'teller'],
    ['nobody that is known, without an account', null, null, 'unknown'],
  ] as const)('%s', (_, buyerNotice, message, owner) => {
    expect(noticeOwner(buyerNotice, message)).toBe(owner);
  });
});
