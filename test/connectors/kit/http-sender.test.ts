import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { Server as TcpServer } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpSender } from '../../../src/main/connectors/kit/http-sender.ts';
import type { Exchange } from '../../../src/main/connectors/kit/http-sender.ts';
import type { WireRequest } from '../../../src/main/connectors/kit/wire.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { until } from '../../support/until.ts';

const TIMEOUTS = { connectMs: 2_000, totalMs: 10_000 };
const request: WireRequest = { operation: 'getThing', method: 'POST', path: '/things/1', query: { a: '1,2' }, headers: {}, body: '{"name":"Ida"}' };

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listen<S extends Server | TcpServer>(server: S): Promise<number> {
  open.push({ close: () => ('closeAllConnections' in server ? (server.closeAllConnections(), server.close()) : server.close()) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const serve = async (listener: RequestListener): Promise<string> => `http://127.0.0.1:${await listen(createServer(listener))}`;

function senderFor(baseUrl: string, clock = createManualClock(1_000), exchanges: Exchange[] = []) {
  const sender = createHttpSender({ baseUrl, timeouts: TIMEOUTS, clock, timers: clock, onExchange: (exchange) => exchanges.push(exchange) });
  open.push(sender);
  return sender;
}

async function freePort(): Promise<number> {
  const probe = createTcpServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return address.port;
}

describe('sending one request', () => {
  it('brings the answer as it came, with lower-case headers', async () => {
    const baseUrl = await serve((incoming, outgoing) => {
      outgoing.writeHead(418, { 'X-Thing': 'yes' });
      outgoing.end(`${incoming.method} ${incoming.url}`);
    });
    const sent = await senderFor(baseUrl).send(request);
    expect(sent).toMatchObject({ kind: 'reply', reply: { status: 418, headers: { 'x-thing': 'yes' }, bodyText: 'POST /things/1?a=1%2C2' } });
  });

  it('follows no redirect: credentials stay with the host they belong to', async () => {
    let strangers = 0;
    const stranger = await serve((_incoming, outgoing) => {
      strangers += 1;
      outgoing.end();
    });
    const baseUrl = await serve((_incoming, outgoing) => {
      outgoing.writeHead(302, { location: stranger });
      outgoing.end();
    });
    expect(await senderFor(baseUrl).send(request)).toMatchObject({ kind: 'reply', reply: { status: 302 } });
    expect(strangers).toBe(0);
  });

  it('says "not sent" where nobody listens', async () => {
    const sent = await senderFor(`http://127.0.0.1:${await freePort()}`).send(request);
    expect(sent).toMatchObject({ kind: 'not-sent', cause: expect.stringContaining('ECONNREFUSED') as string });
  });

  it('says "not sent" where the other side does not finish the TLS handshake in time', async () => {
    let connections = 0;
    const port = await listen(createTcpServer(() => (connections += 1)));
    const clock = createManualClock(0);
    const sending = senderFor(`https://127.0.0.1:${port}`, clock).send(request);
    await until(() => connections === 1, 'the connection arrived');
    await clock.advance(TIMEOUTS.connectMs);
    expect(await sending).toMatchObject({ kind: 'not-sent', cause: expect.stringContaining('2000 ms') as string });
  });

  it('says "lost" where the line goes dead after the request was sent', async () => {
    const baseUrl = await serve((_incoming, outgoing) => outgoing.destroy());
    expect((await senderFor(baseUrl).send(request)).kind).toBe('lost');
  });

  it('says "lost" where the answer is cut off in the middle', async () => {
    const baseUrl = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': '100' });
      outgoing.write('{"half":', () => outgoing.destroy());
    });
    expect((await senderFor(baseUrl).send(request)).kind).toBe('lost');
  });

  it('says "lost" where no answer comes in time, and asks only once', async () => {
    let arrived = 0;
    const baseUrl = await serve(() => (arrived += 1));
    const clock = createManualClock(0);
    const sending = senderFor(baseUrl, clock).send(request);
    await until(() => arrived === 1, 'the request arrived');
    await clock.advance(TIMEOUTS.totalMs);
    expect(await sending).toMatchObject({ kind: 'lost', cause: expect.stringContaining('10000 ms') as string });
    expect(arrived).toBe(1);
  });

  it('says "lost", not "not sent", where a kept connection dies under the second request', async () => {
    let answered = 0;
    const baseUrl = await serve((incoming, outgoing) => {
      if (answered > 0) return void incoming.socket.destroy();
      answered += 1;
      outgoing.end('first');
    });
    const sender = senderFor(baseUrl);
    expect((await sender.send(request)).kind).toBe('reply');
    expect((await sender.send(request)).kind).toBe('lost');
  });

  it('says "not sent" on a connection of its own, where a kept one would have died under the request', async () => {
    const server = createServer((_incoming, outgoing) => outgoing.end('first'));
    const port = await listen(server);
    const sender = senderFor(`http://127.0.0.1:${port}`);
    expect((await sender.send(request)).kind).toBe('reply');
    server.close();
    server.closeAllConnections();
    expect((await sender.send(request, { freshConnection: true })).kind).toBe('not-sent');
  });

  it('leaves no timer behind', async () => {
    const clock = createManualClock(0);
    await senderFor(await serve((_incoming, outgoing) => outgoing.end()), clock).send(request);
    expect(clock.pending()).toBe(0);
  });

  it('tells of each exchange with its times and without its secrets', async () => {
    const exchanges: Exchange[] = [];
    const baseUrl = await serve((_incoming, outgoing) => outgoing.end('{"buyerName":"Ida Voss","orderId":"1"}'));
    await senderFor(baseUrl, createManualClock(5_000), exchanges).send({ ...request, headers: { 'x-amz-access-token': 'Atza|top' } });
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({ operation: 'getThing', failure: null, startedAtMs: 5_000, endedAtMs: 5_000, reply: { status: 200, bodyText: '{"buyerName":"[redacted]","orderId":"1"}' } });
    expect(JSON.stringify(exchanges)).not.toMatch(/Ida|Atza/);
  });
});

describe('where requests may go', () => {
  it.each([['http://sellingpartnerapi-eu.amazon.com'], ['http://192.168.1.7:8080']])('refuses to speak plain http to %s', (baseUrl) => {
    expect(() => senderFor(baseUrl)).toThrow(/https/);
  });

  it('refuses a base address that is not on the list of hosts', () => {
    const clock = createManualClock(0);
    expect(() => createHttpSender({ baseUrl: 'https://evil.example', allowedHosts: ['good.example'], timeouts: TIMEOUTS, clock })).toThrow(/evil\.example/);
  });

  it.each([['//evil.example/orders'], ['https://evil.example/orders'], ['orders']])('refuses the path %s, which would change the host', async (path) => {
    const sender = senderFor('https://good.example');
    await expect(sender.send({ ...request, path })).rejects.toThrow(/leaves good\.example/);
  });
});

/** A program of the system, not of this project: where it is missing the test says so. */
const OPENSSL = 'openssl';
const openssl = findOpenssl();

describe.skipIf(openssl === null)(`a certificate nobody trusts${openssl === null ? ' (skipped: this machine has no openssl to make one)' : ''}`, () => {
  it('ends as "not sent" before a byte of the request arrives', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'packgate-tls-'));
    execFileSync(OPENSSL, ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', join(folder, 'k'), '-out', join(folder, 'c'), '-days', '2', '-subj', '/CN=127.0.0.1'], { stdio: 'ignore' });
    let requests = 0;
    const port = await listen(createTlsServer({ key: readFileSync(join(folder, 'k')), cert: readFileSync(join(folder, 'c')) }, () => (requests += 1)));
    rmSync(folder, { recursive: true });
    expect((await senderFor(`https://127.0.0.1:${port}`).send(request)).kind).toBe('not-sent');
    expect(requests).toBe(0);
  });
});

function findOpenssl(): string | null {
  try {
    return execFileSync(OPENSSL, ['version'], { encoding: 'utf8' }).trim();
  } catch (error: unknown) {
    if (error instanceof Error) return null;
    throw error;
  }
}
