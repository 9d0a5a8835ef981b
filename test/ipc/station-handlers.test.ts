import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveContract } from '../../src/main/ipc/serve-contract.ts';
import { openStation, type OpenedStation } from '../../src/main/composition/open-station.ts';
import { calls, type CallName } from '../../src/shared/contract/calls.ts';
import type { Reply } from '../../src/shared/contract/reply.ts';

let folder = '';
let opened: OpenedStation;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'packgate-handlers-'));
  opened = await openStation({ dataFolder: folder, practicePeople: false });
});

afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

function ask(call: string, input: unknown): Promise<Reply<unknown>> {
  return new Promise((resolve, reject) => {
    let deliver = (_message: unknown): void => undefined;
    serveContract({
      port: { post: (message) => message.kind === 'reply' && resolve(message.reply), onMessage: (listener) => (deliver = listener) },
      handlers: opened.station.handlers,
      onBug: reject,
    });
    deliver({ kind: 'call', id: 1, call, input });
  });
}

describe('the station as it is really put together', () => {
  it('has a handler for each call of the contract and no other', () => {
    expect(Object.keys(opened.station.handlers).sort()).toEqual(Object.keys(calls).sort());
  });

  it.each(['loadBench', 'loadBoard', 'loadSettings', 'loadPractice'] as const satisfies CallName[])('answers %s on a fresh bench', async (call) => {
    await expect(ask(call, {})).resolves.toMatchObject({ ok: true });
  });

  it.each([
    ['reprintLabel', { parcelId: 'no-such-parcel' }],
    ['resendWriteBack', { writeBackId: 'no-such-row', by: 'Ann' }],
    ['flagOrder', { orderId: 'no-such-order', reason: 'because', by: 'Ann' }],
    ['saveAccountSecret', { storeId: 'no-such-store', secrets: { clientSecret: 'x' } }],
    ['importOrders', { storeId: 'no-such-store', filePath: path.join(tmpdir(), 'packgate-no-such-file.csv') }],
  ] as const satisfies [CallName, unknown][])('%s of something that is not there is refused in words, not by a crash', async (call, input) => {
    const reply = await ask(call, input);
    expect(reply).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^(not-found|refused)$/) as string } });
    expect(reply.ok ? '' : reply.error.message.length).toBeGreaterThan(10);
  });
});
