import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { amazonConnector } from '../../src/main/connectors/marketplaces/amazon/connector.ts';
import type { PracticeAddress } from '../../src/main/practice/practice-site.ts';
import { createStateFile } from '../../src/main/practice/state-file.ts';
import type { PracticeWorld } from '../../src/main/practice/shop/world.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';

const children: ChildProcess[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function startChild(dataFile: string): Promise<{ child: ChildProcess; address: PracticeAddress }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./site-child.ts', import.meta.url)), dataFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  if (child.stdout === null) throw new Error('the child has no output');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, address: JSON.parse(line) as PracticeAddress };
}

async function loadWorld(dataFile: string): Promise<PracticeWorld> {
  const world = await createStateFile(dataFile, () => {
    throw new Error('this test only reads');
  }).load();
  if (world === null) throw new Error('the marketplace stored nothing');
  return world;
}

describe('the practice marketplace under kill -9', () => {
  it('still knows every confirmation that it answered with 204, in each of six kills', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'packgate-kill-'));
    folders.push(folder);
    const dataFile = join(folder, 'practice.json');
    const acknowledged: string[] = [];
    for (let round = 0; round < 6; round++) {
      const { child, address } = await startChild(dataFile);
      // A clock that runs a thousand times as fast opens the connector's budget of two calls a second.
      const clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() * 1_000 };
      const opened = amazonConnector.openAccount({ storeId: 'kill' as StoreId, settings: address.settings, clock });
      if (!opened.ok) throw new Error('the account did not open');
      const orders = (await loadWorld(dataFile)).orders.slice(round * 30, round * 30 + 30);
      const killAfter = 3 + round * 2;
      let answered = 0;
      for (const order of orders) {
        const lines = order.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity }));
        const sending = opened.account.confirmDispatch({ channelOrderId: order.channelOrderId, marketplaceId: order.marketplaceId, packageReference: '1', carrierCode: 'DHL', trackingNumber: '1', shippedAtMs: clock.nowMs(), lines });
        if (answered === killAfter) child.kill('SIGKILL');
        const outcome = await sending;
        if (outcome.kind === 'done') acknowledged.push(order.channelOrderId);
        else if (outcome.kind === 'uncertain' || outcome.kind === 'unavailable') break;
        else throw new Error(JSON.stringify(outcome));
        answered += 1;
      }
      expect(answered).toBeGreaterThanOrEqual(killAfter);
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      const stored = (await loadWorld(dataFile)).acceptances.map((acceptance) => acceptance.channelOrderId);
      expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([]);
      expect(new Set(stored).size).toBe(stored.length);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(48);
  });
});
