import { afterEach, describe, expect, it } from 'vitest';
import type { CallInput, CallOutput } from '../../src/shared/contract/calls.ts';
import { parseBadge } from '../../src/shared/domain/scan/commands.ts';
import type { Refused } from '../../src/main/ipc/serve-contract.ts';
import { ada, lea, pat, sam, testPin } from '../support/people.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

let test: TestStation;
const open = async (people = true): Promise<void> => {
  test = await openTestStation({ people });
};
afterEach(() => test.close());

type View = CallOutput<'savePerson'>;
const someone = (over: Partial<CallInput<'savePerson'>> = {}): CallInput<'savePerson'> => ({ personId: null, name: 'Nora New', roles: ['packer'], language: 'de', isNewBadge: false, isActive: true, ...over });
const save = async (over: Partial<CallInput<'savePerson'>>): Promise<View | Refused> => test.station.handlers.savePerson({ isNewBadge: false, ...someone(over) } as never);
const saved = async (over: Partial<CallInput<'savePerson'>>): Promise<View['people'][number]> => {
  const view = await save(over);
  if (!('people' in view)) throw new Error(view.message);
  const found = view.people.find((person) => person.name === (over.name ?? 'Nora New'));
  if (found === undefined) throw new Error('not in the list');
  return found;
};
const people = (): View => test.station.handlers.loadPeople({}) as View;
const auditText = (): string => JSON.stringify(test.station.context.journal.audit.list(null, 100));

describe('the first person', () => {
  it('must be an admin', async () => {
    await open(false);
    await expect(save({})).resolves.toMatchObject({ code: 'refused', details: { problem: 'first-admin' } });
    expect(people().isOpenHouse).toBe(true);
  });

  it('gets a badge that is shown and works, stands at the bench, and ends the open house', async () => {
    await open(false);
    const admin = await saved({ name: 'Anna Admin', roles: ['admin'], pin: testPin });
    expect(admin).toMatchObject({ hasPin: true, isActive: true, badge: { symbology: 'code128' } });
    const badge = parseBadge(admin.badge?.text ?? '');
    expect(badge).toMatchObject({ kind: 'badge', badgeId: expect.stringMatching(/^[2-9A-HJ-NP-Z]{10}$/) as string });
    expect(admin.badge?.modules.length).toBeGreaterThan(50);
    expect(test.bench().header).toMatchObject({ isOpenHouse: false, person: { name: 'Anna Admin' } });
    // Nothing is typed twice: the list still shows the badge, which is to be printed now.
    expect(people().people[0]?.badge?.text).toBe(admin.badge?.text);
    await test.station.handlers.signOut({});
    expect(people().people[0]?.badge).toBeNull();
    expect(test.scan(admin.badge?.text ?? '').outcome).toBe('not-allowed');
    expect(test.bench().header.person?.name).toBe('Anna Admin');
  });

  it('is written down under the name in Setup, because nobody else was there', async () => {
    await open(false);
    await saved({ name: 'Anna Admin', roles: ['admin'] });
    expect(test.station.context.journal.audit.list(null, 2)).toMatchObject([{ act: 'signed-in', actor: 'Anna Admin' }, { act: 'person-added', actor: 'Alex' }]);
  });
});

describe('somebody is set up', () => {
  it('by an admin who proves it, at whoever’s bench', async () => {
    await open();
    const nora = await saved({ proof: ada.byPin, pin: '8068' });
    expect(nora).toMatchObject({ name: 'Nora New', language: 'de', roles: ['packer'], hasPin: true });
    expect(nora.badge).not.toBeNull();
    expect(test.bench().header.person?.name).toBe(pat.name);
    expect(test.scan(nora.badge?.text ?? '')).toMatchObject({ outcome: 'signed-in', detail: { name: 'Nora New' } });
  });

  it.each([
    ['without proof', undefined, 'proof-needed'],
    ['by a lead', lea.byBadge, 'not-allowed'],
    ['by customer service', sam.byPin, 'not-allowed'],
  ] as const)('but not %s', async (_how, proof, who) => {
    await open();
    await expect(save({ ...(proof === undefined ? {} : { proof }) })).resolves.toMatchObject({ code: 'refused', details: { who } });
    expect(people().people.some(({ name }) => name === 'Nora New')).toBe(false);
  });

  it('not even by an admin who is signed in and proves nothing', async () => {
    await open();
    await test.station.handlers.signIn({ proof: ada.byBadge });
    await expect(save({})).resolves.toMatchObject({ details: { who: 'proof-needed' } });
  });

  it.each(['0000', '1234', '2580', '1212'])('not with the PIN %s', async (pin) => {
    await open();
    await expect(save({ proof: ada.byBadge, pin })).resolves.toMatchObject({ details: { problem: 'trivial-pin' } });
  });

  it('not under a name that works here already', async () => {
    await open();
    await expect(save({ proof: ada.byBadge, name: 'pat packer' })).resolves.toMatchObject({ details: { problem: 'name-taken' } });
  });

  it('not twice with one badge number: each new badge differs', async () => {
    await open();
    const badges = await Promise.all(['A', 'B', 'C'].map(async (name) => (await saved({ proof: ada.byBadge, name })).badge?.text));
    expect(new Set(badges).size).toBe(3);
  });

  it('and no secret of it is in the log', async () => {
    await open();
    const nora = await saved({ proof: ada.byBadge, pin: '806812' });
    const badge = parseBadge(nora.badge?.text ?? '');
    expect(auditText()).toContain('person-added');
    expect(auditText()).not.toContain('806812');
    expect(auditText()).not.toContain(badge.kind === 'badge' ? badge.badgeId : 'no badge');
  });
});

describe('somebody is changed', () => {
  it('and keeps PIN and badge that are not named', async () => {
    await open();
    const { journal } = test.station.context;
    const before = journal.people.load(pat.id);
    await saved({ personId: pat.id, name: 'Patricia Packer', roles: ['packer', 'lead'], proof: ada.byBadge });
    expect(journal.people.load(pat.id)).toMatchObject({ name: 'Patricia Packer', roles: ['packer', 'lead'], pin: before?.pin, badgeId: before?.badgeId, createdAtMs: before?.createdAtMs });
  });

  it('and a new badge ends the old one at once', async () => {
    await open();
    const changed = await saved({ personId: lea.id, name: lea.name, roles: ['lead', 'packer'], isNewBadge: true, proof: ada.byBadge });
    expect(test.scan(lea.badge).outcome).toBe('unknown-badge');
    expect(test.scan(changed.badge?.text ?? '').outcome).toBe('signed-in');
  });

  it('and a new PIN ends the old one and its wrong tries', async () => {
    await open();
    const { journal, clock } = test.station.context;
    journal.people.savePinTries({ personId: lea.id, failures: 9, lastFailureAtMs: clock.nowMs() });
    await saved({ personId: lea.id, name: lea.name, roles: ['lead'], pin: '8068', proof: ada.byBadge });
    await expect(test.station.handlers.signIn({ proof: lea.byPin })).resolves.toMatchObject({ details: { who: 'wrong-pin' } });
    await expect(test.station.handlers.signIn({ proof: { kind: 'pin', personId: lea.id, pin: '8068' } })).resolves.toMatchObject({ header: { person: { name: lea.name } } });
  });

  it('and a role taken away is gone with the next call', async () => {
    await open();
    await test.station.handlers.signIn({ proof: lea.byBadge });
    expect(test.station.handlers.loadAudit({ beforeSequence: null })).not.toMatchObject({ code: 'refused' });
    await saved({ personId: lea.id, name: lea.name, roles: ['packer'], proof: ada.byBadge });
    expect(test.station.handlers.loadAudit({ beforeSequence: null })).toMatchObject({ details: { who: 'not-allowed' } });
  });

  it('and who leaves is signed out at once, name kept on what they did', async () => {
    await open();
    await saved({ personId: pat.id, name: pat.name, isActive: false, proof: ada.byBadge });
    expect(test.bench().screen).toEqual({ kind: 'sign-in', refused: null });
    expect(test.scan(pat.badge).outcome).toBe('unknown-badge');
    expect(people().people.find(({ name }) => name === pat.name)).toMatchObject({ isActive: false, badge: null });
    expect(auditText()).toContain('signed-out');
  });

  it('but the last admin stays one', async () => {
    await open();
    await expect(save({ personId: ada.id, name: ada.name, roles: ['lead'], proof: ada.byBadge })).resolves.toMatchObject({ details: { problem: 'last-admin' } });
    await expect(save({ personId: ada.id, name: ada.name, roles: ['admin'], isActive: false, proof: ada.byBadge })).resolves.toMatchObject({ details: { problem: 'last-admin' } });
    await saved({ personId: lea.id, name: lea.name, roles: ['lead', 'admin'], proof: ada.byBadge });
    await saved({ personId: ada.id, name: ada.name, roles: ['admin'], isActive: false, proof: ada.byBadge });
    await expect(save({ proof: ada.byBadge })).resolves.toMatchObject({ details: { who: 'unknown-badge' } });
  });

  it('also when two admins end each other in the same moment: one of them stays', async () => {
    await open();
    await saved({ personId: lea.id, name: lea.name, roles: ['admin'], proof: ada.byBadge });
    const answers = await Promise.all([
      save({ personId: ada.id, name: ada.name, roles: ['packer'], pin: '8068', proof: lea.byBadge }),
      save({ personId: lea.id, name: lea.name, roles: ['packer'], pin: '8069', proof: ada.byBadge }),
    ]);
    expect(answers.filter((answer) => 'people' in answer)).toHaveLength(1);
    expect(people().people.filter(({ roles, isActive }) => isActive && roles.includes('admin'))).toHaveLength(1);
  });

  it('only where they are in the list', async () => {
    await open();
    await expect(save({ personId: 'nobody', proof: ada.byBadge })).resolves.toMatchObject({ code: 'not-found' });
  });
});

describe('the list of people', () => {
  it('shows names and roles to everybody, badges only to an admin in front of an open screen', async () => {
    await open();
    const shown = (): number => people().people.filter(({ badge }) => badge !== null).length;
    expect(people().people.map(({ name }) => name)).toEqual(expect.arrayContaining([ada.name, lea.name, pat.name, sam.name]));
    expect(shown()).toBe(0);
    await test.station.handlers.signIn({ proof: ada.byBadge });
    expect(shown()).toBeGreaterThan(3);
    await test.station.handlers.lockBench({});
    expect(shown()).toBe(0);
  });

  it('never holds a PIN, not even its hash', async () => {
    await open();
    await test.station.handlers.signIn({ proof: ada.byBadge });
    expect(JSON.stringify(people())).not.toMatch(/scrypt|salt|4719/);
  });
});
