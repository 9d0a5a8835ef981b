import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MarketplaceAccount } from '../../../src/main/application/ports/marketplace.ts';
import { shipStationV1Connector } from '../../../src/main/connectors/marketplaces/shipstation-v1/connector.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { aNotice, NOW_MS, wireAdvanced, wireOrder } from './fixtures.ts';

/** What the practice shop has no story for: answers written down by path. */
let answers: Record<string, unknown>;
let asked: string[];
let server: Server;
let account: MarketplaceAccount;

beforeEach(async () => {
  answers = {};
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const body = answers[(request.url ?? '').split('?')[0] ?? ''];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const clock = createManualClock(NOW_MS);
  const settings = { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, apiKey: 'k', apiSecret: 's' };
  const opened = shipStationV1Connector.openAccount({ storeId: 'shop' as StoreId, settings, clock, timers: clock });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  account = opened.account;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('an order that ShipStation still shows although it was merged into another', () => {
  beforeEach(() => {
    answers['/orders/4'] = wireOrder({ orderId: 4, advancedOptions: wireAdvanced({ mergedOrSplit: true, parentId: 5 }) });
    answers['/orders/5'] = wireOrder({ orderId: 5, advancedOptions: wireAdvanced({ mergedOrSplit: true, mergedIds: [4] }) });
  });

  it('is held when it is read alone', async () => {
    expect(await account.readOrder('4')).toMatchObject({ kind: 'done', value: { draft: { state: 'open', channelHold: 'merged into order 5: that one is shipped in its place' } } });
  });

  it('is never told, and the one that took it in is', async () => {
    expect(await account.confirmDispatch(aNotice({ channelOrderId: '4' }))).toMatchObject({ kind: 'rejected', problems: [{ code: 'not-ours-to-tell' }] });
    expect(asked.filter((line) => line.startsWith('POST'))).toEqual([]);
    answers['/orders/markasshipped'] = { orderId: 5, orderNumber: 'TEST-1' };
    expect((await account.confirmDispatch(aNotice({ channelOrderId: '5' }))).kind).toBe('done');
  });
});

describe('an order shipped with a label bought in ShipStation', () => {
  it('shows the number of the label, once no program has told another', async () => {
    answers['/orders/6'] = wireOrder({ orderId: 6, orderStatus: 'shipped' });
    answers['/fulfillments'] = { fulfillments: [] };
    answers['/shipments'] = { shipments: [{ shipmentId: 8, trackingNumber: '1Z999', carrierCode: 'ups', voided: false, isReturnLabel: false, marketplaceNotified: true, notifyErrorMessage: null, shipmentItems: [{ orderItemId: 32318261, quantity: 2 }] }] };
    expect(await account.readOrder('6')).toMatchObject({ kind: 'done', value: { seenDispatches: [{ packageReference: '8', carrier: 'ups', trackingNumber: '1Z999', lines: [{ lineId: '32318261', quantity: 2 }] }] } });
    expect(asked.map((line) => line.split('?')[0])).toEqual(['GET /orders/6', 'GET /fulfillments', 'GET /shipments']);
  });
});

describe('an order that somebody else ships', () => {
  it('is not ours to tell', async () => {
    answers['/orders/7'] = wireOrder({ orderId: 7, externallyFulfilled: true, externallyFulfilledBy: 'Amazon FBA' });
    expect(await account.confirmDispatch(aNotice({ channelOrderId: '7' }))).toMatchObject({ kind: 'rejected', problems: [{ code: 'not-ours-to-tell' }] });
  });
});
