import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstSettings, practiceStore } from '../../src/main/composition/first-settings.ts';
import { openStation, type OpenedStation } from '../../src/main/composition/open-station.ts';
import { practiceChannels } from '../../src/main/practice/channels.ts';
import type { PracticeSheet } from '../../src/main/practice/practice-site.ts';
import type { ScanVerdictView } from '../../src/shared/contract/views.ts';
import { noStoreRules } from '../../src/shared/contract/settings.ts';
import { orderIdOf, type StoreId } from '../../src/shared/domain/order/order.ts';
import { encodeCommand } from '../../src/shared/domain/scan/commands.ts';
import { seconds } from '../../src/shared/domain/units/instant.ts';
import type { WriteBack } from '../../src/shared/domain/writeback/write-back.ts';

let folder = '';
let opened: OpenedStation;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-practice-'));
});
afterEach(async () => {
  await opened.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Real sockets and the machine's own clock, on a machine that others use: it ends as soon as it is there. */
const patience = { timeout: 60_000, interval: 50 };

describe.each(practiceChannels)('the practice shop as $id', (channel) => {
  it('is listed, refuses what is cancelled, and confirms a parcel by showing its number', { timeout: 200_000 }, async () => {
    opened = await openStation({
      dataFolder: folder,
      first: { ...firstSettings(folder), stores: [{ ...practiceStore, channel: channel.id, carrierRules: [], rules: noStoreRules }] },
      practicePeople: false,
      practice: { listLagMs: 0, showing: { afterMs: 200 }, firstWave: { count: 8, mix: 'everything' } },
      writeBackPolicy: { proofWaitsMs: [seconds(0.5)], visibilityLagMs: seconds(2), requestTimeoutMs: seconds(5) },
    });
    const { station, practice } = opened;
    const { journal, orders } = station.context;
    const storeId = practiceStore.storeId as StoreId;
    const sheet = (kind: string): PracticeSheet => {
      const found = practice?.orders().find((order) => order.kind === kind);
      if (found === undefined) throw new Error(`no order of the kind ${kind}`);
      return found;
    };
    // A hand needs longer than the time within which one code twice is one pull of the trigger.
    let scannedAtMs = station.context.clock.nowMs();
    const scan = (text: string): ScanVerdictView => station.scan({ scanId: station.context.newId(), text, method: 'tray', deviceId: 'test', scannedAtMs: (scannedAtMs += seconds(1)) });
    await vi.waitFor(() => expect(journal.channels.loadCompleteUntil(storeId)).not.toBeNull(), patience);
    expect(orders.countOrders()).toBe(8);

    expect(scan(sheet('cancelled').channelOrderId)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCELLED' } });
    scan(encodeCommand('ok'));

    const clean = sheet('clean');
    expect(scan(clean.channelOrderId).outcome).toBe('order-opened');
    for (const line of clean.lines) for (let unit = 0; unit < line.quantity; unit += 1) expect(['item-counted', 'parcel-complete']).toContain(scan(line.gtin).outcome);
    const parcel = () => journal.parcels.listByOrder(orderIdOf(storeId, clean.channelOrderId))[0];
    await vi.waitFor(() => expect(parcel()?.label).not.toBeNull(), patience);
    expect(scan(`00${parcel()?.label?.sscc ?? ''}`).outcome).toBe('dispatched');
    const row = (): WriteBack | undefined => journal.writeBacks.listByOrder(orderIdOf(storeId, clean.channelOrderId))[0];
    await vi.waitFor(() => expect(row()).toMatchObject({ state: 'confirmed' }), patience);
    expect(practice?.shownPackages(clean.channelOrderId).map(({ trackingNumber }) => trackingNumber)).toEqual([parcel()?.label?.trackingNumber]);
    expect(practice?.acceptances().filter(({ channelOrderId }) => channelOrderId === clean.channelOrderId)).toHaveLength(1);
  });
});
