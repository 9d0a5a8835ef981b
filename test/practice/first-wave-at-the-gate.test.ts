import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStation, type OpenedStation } from '../../src/main/composition/open-station.ts';
import { encodeCommand } from '../../src/shared/domain/scan/commands.ts';
import { buildPracticeOrders } from '../../src/main/practice/orders.ts';

/** What a newcomer meets when the order is scanned. Kinds that are not named open. */
const stoppedAtOpen: Readonly<Record<string, string>> = {
  cancelled: 'CANCELLED',
  'cancel-requested': 'CANCEL_REQUESTED',
  'one-line-requested': 'CANCEL_REQUESTED',
  'payment-pending': 'PAYMENT_PENDING',
  'pre-order': 'PAYMENT_PENDING',
  unfulfillable: 'UNFULFILLABLE',
  'already-shipped': 'ALREADY_SHIPPED',
  'ship-plus': 'ON_HOLD',
  'missing-tax-number': 'TAX_ID_MISSING',
  'address-invalid': 'ADDRESS_INVALID',
};

let folder: string;
let opened: OpenedStation;
let atMs = Date.now();
const scan = (text: string) => opened.station.scan({ scanId: randomUUID(), text, method: 'wedge', deviceId: 'test', scannedAtMs: (atMs += 1_000) });

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-practice-'));
  opened = await openStation({ dataFolder: folder, practicePeople: false });
  await opened.station.listNow();
});
afterAll(async () => {
  await opened.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('the first wave of the practice house at the gate', () => {
  const kinds = buildPracticeOrders({ seed: 2026, wave: 0, nowMs: 0, showing: { afterMs: 0, orAfterReads: null, never: false } }).map(({ channelOrderId, kind, buyer }) => ({ channelOrderId, kind, to: buyer.countryCode }));

  it.each(kinds)('order $channelOrderId to $to, $kind', ({ channelOrderId, kind }) => {
    const verdict = scan(channelOrderId);
    const code = stoppedAtOpen[kind];
    if (code === undefined) expect(verdict.outcome).toBe('order-opened');
    else expect(verdict).toMatchObject({ outcome: 'blocked', block: { code } });
    scan(encodeCommand(code === undefined ? 'abort' : 'ok'));
  });

  it('goes to the United Kingdom, Switzerland and over the sea as well', () => {
    expect(new Set(kinds.filter(({ kind }) => stoppedAtOpen[kind] === undefined).map(({ to }) => to))).toEqual(new Set(['DE', 'PL', 'AT', 'NL', 'GR', 'IT', 'GB', 'JP', 'SE', 'CZ', 'AE', 'TR', 'CH', 'HU', 'BG', 'UA', 'IL', 'FR', 'KR']));
  });

  it('names the field, the border and where the number was looked for', () => {
    const order = kinds.find(({ kind }) => kind === 'missing-tax-number');
    expect(scan(order?.channelOrderId ?? '').block?.evidence.facts).toEqual({ field: 'vat', store: 'Practice Market', crossing: 'EU → GB', path: 'tax.taxRegistrations[MARKETPLACE VAT].taxRegistrationNumber' });
    scan(encodeCommand('ok'));
  });
});
