import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isTakenFirst, listenFirst } from '../../src/renderer/src/app/first-ear.ts';
import { isToBeTold, TELL_EVERY_MS } from '../../src/renderer/src/app/stay-awake.ts';
import { askToSignIn, isProofAsked, useProof, useProofDesk } from '../../src/renderer/src/components/proof-desk.ts';
import { createTexts } from '../../src/renderer/src/i18n/i18n.ts';
import { problemText } from '../../src/renderer/src/i18n/problem-text.ts';
import { useStation } from '../../src/renderer/src/stores/store.ts';
import type { Proof } from '../../src/shared/contract/calls.ts';
import type { ReplyError, WhoRefused } from '../../src/shared/contract/reply.ts';
import type { HeaderView } from '../../src/shared/contract/views.ts';
import type { Act } from '../../src/shared/domain/people/role.ts';
import { aBench, aHeader, signedIn } from '../support/view-builders.ts';

const pin: Proof = { kind: 'pin', personId: 'n2', pin: '86420' };
const refused = (who: WhoRefused): ReplyError => ({ code: 'refused', message: 'no', details: who });
const benchOf = (header: Partial<HeaderView>) => aBench({ kind: 'ready' }, { header: aHeader(header) });
const fresh = useStation.getInitialState();

beforeEach(() => {
  useStation.setState(fresh, true);
  useProofDesk.setState({ request: null });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('proof is asked for', () => {
  it.each<[string, Partial<HeaderView>, Act, boolean]>([
    ['of nobody while nobody is set up', { isOpenHouse: true }, 'release', false],
    ['each time for a release, also of a lead who is signed in', signedIn({ roles: ['lead'] }), 'release', true],
    ['not for what the signed-in person may do', signedIn({ roles: ['lead'] }), 'resend', false],
    ['where the signed-in person may not do it', signedIn({ roles: ['packer'] }), 'resend', true],
    ['where nobody is signed in', { isOpenHouse: false, person: null }, 'view-board', true],
    ['behind a lock', { ...signedIn({ roles: ['lead'] }), isLocked: true }, 'view-board', true],
  ])('%s', (_when, header, act, isAsked) => {
    expect(isProofAsked(aHeader(header), act)).toBe(isAsked);
  });
});

describe('an act that needs proof', () => {
  const { ask, prove } = useProof();

  it('is done at once, without proof, while nobody is set up', async () => {
    useStation.getState().takeBench(benchOf({ isOpenHouse: true }));
    const run = vi.fn(() => Promise.resolve(null));
    expect(await prove('release', run)).toBeNull();
    expect(run).toHaveBeenCalledExactlyOnceWith(null);
    expect(useProofDesk.getState().request).toBeNull();
  });

  it('waits for the proof, and a second question takes the place of the first', async () => {
    useStation.getState().takeBench(benchOf(signedIn()));
    const first = prove('release', () => Promise.resolve(null));
    const second = ask('close-shift');
    expect(await first).toBe('cancelled');
    const request = useProofDesk.getState().request;
    expect(request?.act).toBe('close-shift');
    expect(await request?.run(pin)).toBeNull();
    request?.settle(null);
    expect(await second).toEqual(pin);
    expect(useProofDesk.getState().request).toBeNull();
  });

  it('that was closed is told from one that needs no proof', async () => {
    useStation.getState().takeBench(benchOf(signedIn()));
    const asked = ask('release');
    useProofDesk.getState().request?.settle('cancelled');
    expect(await asked).toBe('cancelled');
  });

  it('keeps nothing of a PIN or a badge in the store', async () => {
    useStation.getState().takeBench(benchOf(signedIn()));
    const done = prove('release', () => Promise.resolve(refused({ who: 'wrong-pin' })));
    await useProofDesk.getState().request?.run(pin);
    expect(JSON.stringify([useProofDesk.getState(), useStation.getState()])).not.toContain('86420');
    useProofDesk.getState().request?.settle('cancelled');
    await done;
  });

  it('signing in is the same question for whoever comes', async () => {
    const signIn = vi.fn(() => Promise.resolve({ ok: true, value: aBench({ kind: 'ready' }, { revision: 9, header: aHeader(signedIn({ name: 'Birgit Hansen' })) }) } as const));
    vi.stubGlobal('window', { station: { signIn } });
    const end = askToSignIn();
    expect(useProofDesk.getState().request?.act).toBeNull();
    expect(await useProofDesk.getState().request?.run(pin)).toBeNull();
    expect(signIn).toHaveBeenCalledExactlyOnceWith({ proof: pin });
    expect(useStation.getState().bench?.header.person?.name).toBe('Birgit Hansen');
    useProofDesk.getState().request?.settle(null);
    expect(await end).toBeNull();
  });
});

describe('a sign-in that fails for another reason', () => {
  it('is told above the screen, because the dialog is gone', async () => {
    const end = askToSignIn();
    useProofDesk.getState().request?.settle({ code: 'failed', message: 'disk' });
    expect(await end).toEqual({ code: 'failed', message: 'disk' });
    expect(useStation.getState().problem?.code).toBe('failed');
  });
});

describe('a refusal in words', () => {
  const en = createTexts('en').t;
  it.each<[WhoRefused, string]>([
    [{ who: 'wrong-pin' }, 'This PIN is wrong. Try again.'],
    [{ who: 'wrong-pin', waitMs: 29_400 }, 'This PIN is wrong. Next try in 30 s.'],
    [{ who: 'wait', waitMs: 500 }, 'Too many wrong PINs. Next try in 1 s. A badge works at once.'],
    [{ who: 'not-allowed', name: 'Alex' }, 'Alex may not do this. Somebody else must.'],
    [{ who: 'not-allowed' }, 'You may not do this. Somebody else must.'],
    [{ who: 'no-pin' }, 'No PIN is set for this person. Scan the badge.'],
  ])('%j', (who, words) => {
    expect(problemText(en, refused(who))).toBe(words);
  });

  it('a screen that asks for a badge is not told a second time that it needs one', () => {
    useStation.getState().tellProblem(refused({ who: 'proof-needed' }));
    expect(useStation.getState().problem).toBeNull();
    useStation.getState().tellProblem(refused({ who: 'not-allowed' }));
    expect(useStation.getState().problem?.code).toBe('refused');
  });
});

describe('whoever listens first', () => {
  it('keeps a scan from the station, the newest first, and only while listening', () => {
    const heard: string[] = [];
    const stopOuter = listenFirst((text) => heard.push(`outer ${text}`) > 0);
    const stopInner = listenFirst((text) => text === 'badge' && heard.push(`inner ${text}`) > 0);
    expect([isTakenFirst('badge'), isTakenFirst('item')]).toEqual([true, true]);
    expect(heard).toEqual(['inner badge', 'outer item']);
    stopInner();
    stopOuter();
    expect(isTakenFirst('badge')).toBe(false);
  });
});

describe('a press keeps the bench awake', () => {
  const header = aHeader(signedIn());
  it.each([
    ['once a minute', 0, TELL_EVERY_MS, header, true],
    ['not before the minute is over', 0, TELL_EVERY_MS - 1, header, false],
    ['not where nobody is signed in', 0, TELL_EVERY_MS, aHeader(), false],
    ['not behind the lock', 0, TELL_EVERY_MS, { ...header, isLocked: true }, false],
    ['not before the station answers', 0, TELL_EVERY_MS, null, false],
  ] as const)('%s', (_when, lastToldMs, nowMs, shown, isTold) => {
    expect(isToBeTold(lastToldMs, nowMs, shown)).toBe(isTold);
  });
});
