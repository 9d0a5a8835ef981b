import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStation, type OpenedStation } from '../../src/main/composition/open-station.ts';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { practicePeople } from '../../src/main/practice/people.ts';
import type { BenchView } from '../../src/shared/contract/views.ts';
import type { PeopleView } from '../../src/shared/contract/people-views.ts';
import { noStoreRules, type StationSettings, type StoreSettings } from '../../src/shared/contract/settings.ts';
import { encodeBadge } from '../../src/shared/domain/scan/commands.ts';

let folder = '';
let opened: OpenedStation;

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-practice-'));
  opened = await openStation({ dataFolder: folder });
});

afterEach(async () => {
  await opened.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function restart(): Promise<void> {
  await opened.close();
  opened = await openStation({ dataFolder: folder });
}

const bench = (): BenchView => opened.station.handlers.loadBench({}) as BenchView;
const people = (): PeopleView => opened.station.handlers.loadPeople({}) as PeopleView;
const badgeOf = (name: string) => ({ kind: 'badge', code: encodeBadge(practicePeople.find((person) => person.name === name)?.badgeId ?? '') }) as const;
const ada = badgeOf('Ada Admin');
const fileStore: StoreSettings = { storeId: 'files', name: 'Files', channel: 'packgate', connection: { kind: 'file' }, policy: { freshMinutes: 15, limitMinutes: 60, whenStale: 'lead' }, carrier: 'DHL', carrierService: 'Paket', carrierRules: [], rules: noStoreRules };
const real = (): StationSettings => ({ ...firstSettings(folder), stores: [fileStore] });
const allHavePins = (): void => expect(people().people.filter(({ hasPin }) => hasPin)).toHaveLength(3);

async function turnReal(): Promise<unknown> {
  await opened.station.handlers.signIn({ proof: ada });
  return opened.station.handlers.saveSettings(real());
}

describe('the practice house', () => {
  it('has four people on the first start, and Pat at the bench, so that the first scan works', () => {
    expect(people()).toMatchObject({ isOpenHouse: false });
    expect(people().people.map(({ name }) => name).sort()).toEqual(['Ada Admin', 'Lea Lead', 'Pat Packer', 'Sam Service']);
    expect(bench().header.person).toMatchObject({ name: 'Pat Packer', roles: ['packer'] });
  });

  it('gives them their PIN beside the start, and makes up for it after a restart in between', { timeout: 90_000 }, async () => {
    await restart();
    await vi.waitFor(allHavePins, { timeout: 60_000, interval: 50 });
    await expect(opened.station.handlers.signIn({ proof: { kind: 'pin', personId: 'practice-lea', pin: '2580' } })).resolves.toMatchObject({ header: { person: { name: 'Lea Lead' } } });
  });

  it('is set up once: a restart changes nobody and signs nobody in', async () => {
    await opened.station.handlers.signIn({ proof: ada });
    await restart();
    expect(people().people).toHaveLength(4);
    expect(bench().header.person?.name).toBe('Ada Admin');
  });

  it('shows the same badges on every station: printed sheets stay good', () => {
    expect(practicePeople.map(({ badgeId }) => badgeId)).toEqual(['PRACTPAT22', 'PRACTLEA22', 'PRACTSAM22', 'PRACTADA22']);
  });

  it('is left with the first real store: open house again, and every badge of it is dead', async () => {
    await expect(turnReal()).resolves.toMatchObject({ stores: [{ storeId: 'files' }] });
    expect(people().isOpenHouse).toBe(true);
    expect(bench().header).toMatchObject({ isOpenHouse: true, person: null });
    for (const { badgeId } of practicePeople) expect(opened.station.context.journal.people.findByBadge(badgeId)).toBeNull();
    expect(people().people.every(({ isActive, hasPin }) => !isActive && !hasPin)).toBe(true);
    await restart();
    expect(people().isOpenHouse).toBe(true);
  });

  it('stays while stores are taken away and none is added: Setup may be saved in two steps', async () => {
    await opened.station.handlers.signIn({ proof: ada });
    await opened.station.handlers.saveSettings({ ...real(), stores: [] });
    expect(people().isOpenHouse).toBe(false);
    await opened.station.handlers.saveSettings(real());
    expect(people().isOpenHouse).toBe(true);
  });

  it('is not left where only a packer of flesh and blood would stay: first an admin', async () => {
    await opened.station.handlers.signIn({ proof: ada });
    await opened.station.handlers.savePerson({ personId: null, name: 'Rita Real', roles: ['packer'], language: null, isNewBadge: false, isActive: true, proof: ada });
    await expect(turnReal()).resolves.toMatchObject({ code: 'refused', details: { section: 'people' } });
    expect(opened.station.context.settings().stores[0]?.storeId).toBe('practice');
    expect(people().people.filter(({ isActive }) => isActive)).toHaveLength(5);
  });

  it('is left to the admin who was set up in it', async () => {
    await opened.station.handlers.savePerson({ personId: null, name: 'Rita Real', roles: ['admin'], language: null, isNewBadge: false, isActive: true, proof: ada });
    await turnReal();
    expect(people().people.filter(({ isActive }) => isActive).map(({ name }) => name)).toEqual(['Rita Real']);
    expect(bench()).toMatchObject({ header: { isOpenHouse: false, person: null } });
  });

  it('opens again with the next practice store, badges and all', async () => {
    await turnReal();
    await opened.station.handlers.saveSettings(firstSettings(folder));
    await restart();
    expect(people().people.filter(({ isActive }) => isActive)).toHaveLength(4);
    await expect(opened.station.handlers.signIn({ proof: ada })).resolves.toMatchObject({ header: { person: { name: 'Ada Admin' } } });
  });
});

describe('a station that was opened for real stores', () => {
  it('has nobody of the practice house', async () => {
    await opened.close();
    const own = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-real-'));
    opened = await openStation({ dataFolder: own, first: { ...firstSettings(own), stores: [fileStore] } });
    expect(people()).toMatchObject({ isOpenHouse: true, people: [] });
    await opened.close();
    opened = await openStation({ dataFolder: folder });
    fs.rmSync(own, { recursive: true, force: true });
  });
});
