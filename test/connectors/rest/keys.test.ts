import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/main/connectors/kit/http-sender.ts';
import { restConnector } from '../../../src/main/connectors/marketplaces/rest/connector.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { rawDescription } from './fixtures.ts';

// Source of the two schemes: RFC 7617 and RFC 6750.
describe('the key of a described service', () => {
  it.each([
    [{ kind: 'none' }, 'authorization', undefined],
    [{ kind: 'header', name: 'X-Own-Key' }, 'x-own-key', 'key-123456'],
    [{ kind: 'bearer' }, 'authorization', 'Bearer key-123456'],
    [{ kind: 'basic' }, 'authorization', `Basic ${Buffer.from('user-1:key-123456').toString('base64')}`],
  ])('goes out as %o says, and into no record', async (auth, header, value) => {
    const seen: (string | string[] | undefined)[] = [];
    const server = createServer((request, answer) => {
      seen.push(request.headers[header]);
      answer.end('{"orders":[]}');
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const exchanges: Exchange[] = [];
    const opened = restConnector.openAccount({
      storeId: 's' as StoreId,
      settings: { description: rawDescription({ auth, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }), secret: 'key-123456', username: 'user-1' },
      clock: createManualClock(0),
      onExchange: (exchange) => exchanges.push(exchange),
    });
    expect(opened.ok && (await opened.account.listOrders({ updatedAfterMs: 0 })).kind).toBe('done');
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
    expect(seen).toEqual([value]);
    expect(exchanges).toHaveLength(1);
    if (value !== undefined) expect(JSON.stringify(exchanges)).not.toContain(value.split(' ').at(-1));
  });
});
