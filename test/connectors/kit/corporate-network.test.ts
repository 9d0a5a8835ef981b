import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { proxyFor, trustSystemCertificates, useCorporateNetwork } from '../../../src/main/connectors/kit/corporate-network.ts';
import { createHttpSender } from '../../../src/main/connectors/kit/http-sender.ts';
import type { WireRequest } from '../../../src/main/connectors/kit/wire.ts';
import { systemClock } from '../../../src/main/composition/system-clock.ts';

const request: WireRequest = { operation: 'getThing', method: 'GET', path: '/things', query: {}, headers: {}, body: null };
const servers: Server[] = [];
const listen = async <S extends Server>(server: S): Promise<number> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** Shipped with nearly every system; where it is not, the certificate for this test cannot be made. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

let certificate = '';
let key = '';
beforeAll(() => {
  if (!hasOpenssl) return;
  const folder = mkdtempSync(join(tmpdir(), 'packgate-ca-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=shop.example', '-addext', 'subjectAltName=DNS:shop.example', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')], { stdio: 'ignore' });
  certificate = readFileSync(join(folder, 'cert.pem'), 'utf8');
  key = readFileSync(join(folder, 'key.pem'), 'utf8');
  rmSync(folder, { recursive: true });
});
const trustedBefore = getCACertificates('default');
afterEach(() => {
  useCorporateNetwork({ proxyUrl: null });
  setDefaultCACertificates(trustedBefore);
});
afterAll(() => {
  for (const server of servers) server.close();
});

/** A shop that no name server knows, and a proxy that knows the way to it. */
async function aHouseBehindAProxy(): Promise<{ readonly asked: string[]; readonly proxyUrl: string }> {
  const shopPort = await listen(createTlsServer({ cert: certificate, key }, (_incoming, outgoing) => outgoing.end('from the shop')));
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (incoming, socket, head) => {
    asked.push(`${incoming.url ?? ''} ${incoming.headers['proxy-authorization'] ?? 'nobody'}`);
    const shop = connect(shopPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      shop.write(head);
      shop.pipe(socket).pipe(shop);
    });
    for (const end of [shop, socket]) end.on('error', () => undefined);
  });
  return { asked, proxyUrl: `http://127.0.0.1:${await listen(proxy)}` };
}
const senderToShop = () => createHttpSender({ baseUrl: 'https://shop.example', timeouts: { connectMs: 5_000, totalMs: 10_000 }, clock: systemClock });

describe.skipIf(!hasOpenssl)(`a house behind a proxy${hasOpenssl ? '' : ' (skipped: this machine has no openssl to make a certificate)'}`, () => {
  it.each([
    ['a question', false],
    ['a write, on a connection of its own', true],
  ])('%s goes through the proxy, encrypted all the way to the shop', async (_, freshConnection) => {
    const { asked, proxyUrl } = await aHouseBehindAProxy();
    setDefaultCACertificates([...trustedBefore, certificate]);
    useCorporateNetwork({ proxyUrl });
    const sender = senderToShop();
    expect(await sender.send(request, { freshConnection })).toMatchObject({ kind: 'reply', reply: { status: 200, bodyText: 'from the shop' } });
    expect(asked).toEqual(['shop.example:443 nobody']);
    sender.close();
  });

  it('a certificate that nobody here trusts is refused before a byte of the request leaves', async () => {
    const { proxyUrl } = await aHouseBehindAProxy();
    useCorporateNetwork({ proxyUrl });
    const sender = senderToShop();
    expect(await sender.send(request, { freshConnection: true })).toMatchObject({ kind: 'not-sent', cause: expect.stringContaining('shop.example') as string });
    sender.close();
  });

  it('a proxy that is gone means that nothing was sent', async () => {
    const { proxyUrl } = await aHouseBehindAProxy();
    await new Promise<void>((resolve) => void servers.at(-1)?.close(() => resolve()));
    useCorporateNetwork({ proxyUrl });
    const sender = senderToShop();
    expect((await sender.send(request, { freshConnection: true })).kind).toBe('not-sent');
    sender.close();
  });
});

describe('the way out', () => {
  it.each<[string, string | null, NodeJS.ProcessEnv, boolean, ReturnType<typeof proxyFor>]>([
    ['of a machine that names none', null, { PATH: '/bin' }, false, undefined],
    ['that the machine names', null, { https_proxy: 'http://p:1', NO_PROXY: 'intern' }, false, { https_proxy: 'http://p:1', NO_PROXY: 'intern' }],
    ['that Setup names, before the machine’s', 'http://own:2', { HTTPS_PROXY: 'http://p:1' }, false, { HTTPS_PROXY: 'http://own:2', HTTP_PROXY: 'http://own:2' }],
    ['to this machine itself', 'http://own:2', { HTTPS_PROXY: 'http://p:1' }, true, undefined],
  ])('%s', (_, proxyUrl, environment, isLoopback, way) => {
    useCorporateNetwork({ proxyUrl });
    expect(proxyFor(isLoopback, environment)).toEqual(way);
  });

  it('trusts what the system trusts beside its own list', () => {
    trustSystemCertificates();
    const idOf = (pem: string): string => new X509Certificate(pem).fingerprint256;
    const trusted = new Set(getCACertificates('default').map(idOf));
    for (const pem of [...trustedBefore, ...getCACertificates('system')]) expect(trusted.has(idOf(pem))).toBe(true);
  });
});
