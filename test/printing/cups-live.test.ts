// A CUPS scheduler of our own on loopback, with nothing of the machine's changed, and a printer that is a TCP listener.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCupsPrinter } from '../../src/main/printing/cups-printer.ts';
import { createRunCommand } from '../../src/main/printing/run-command.ts';

const CUPSD = '/usr/sbin/cupsd';
const missing = [
  ...(existsSync(CUPSD) ? [] : ['cupsd is not installed']),
  ...(spawnSync('lpadmin', ['--help'], { stdio: 'ignore' }).error === undefined ? [] : ['cups-client is not installed']),
  ...(process.getuid?.() === 0 ? [] : ['a private scheduler needs root']),
].join(', ');

describe.skipIf(missing !== '')(`a real CUPS scheduler${missing === '' ? '' : ` (skipped: ${missing})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'packgate-cups-'));
  const received: Buffer[] = [];
  let arrived: () => void = () => undefined;
  let scheduler: ChildProcess | undefined;
  let listener: Server | undefined;
  let environment: Record<string, string | undefined> = {};

  beforeAll(async () => {
    listener = createServer((socket) => {
      const parts: Buffer[] = [];
      socket.on('data', (part) => parts.push(part)).on('close', () => { received.push(Buffer.concat(parts)); arrived(); });
    });
    const printerPort = await listen(listener);
    const probe = createServer();
    const port = await listen(probe);
    await new Promise((resolve) => probe.close(resolve));
    writeConfiguration(folder, port);
    scheduler = spawn(CUPSD, ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')], { stdio: 'ignore' });
    await untilItListens(port);
    environment = { ...process.env, CUPS_SERVER: `127.0.0.1:${port}` };
    for (const [name, target] of [['RAW', printerPort], ['OFF', port + 1]] as const) {
      spawnSync('lpadmin', ['-p', name, '-E', '-v', `socket://127.0.0.1:${target}`, '-m', 'raw'], { env: environment });
    }
    spawnSync('cupsdisable', ['OFF'], { env: environment });
  });

  afterAll(async () => {
    const stopped = new Promise((resolve) => scheduler?.once('exit', resolve) ?? resolve(null));
    scheduler?.kill('SIGKILL');
    await stopped;
    await new Promise((resolve) => listener?.close(resolve) ?? resolve(null));
    rmSync(folder, { recursive: true, force: true });
  });

  const printerOf = (queue: string) => createCupsPrinter({ queue, run: createRunCommand(environment) });
  const aJob = { jobId: 'job-1', title: '302-1-39', pdf: Buffer.from('%PDF-1.7\nbytes of a label\n%%EOF\n'), media: '4x6in' as const };

  it('hands the very bytes of the label to the printer', async () => {
    const arrival = new Promise<void>((resolve) => { arrived = resolve; });
    expect(await printerOf('RAW').status()).toMatchObject({ kind: 'ready' });
    expect(await printerOf('RAW').print(aJob)).toEqual({ kind: 'sent', reference: expect.stringMatching(/^RAW-\d+$/) });
    await arrival;
    expect(received).toEqual([aJob.pdf]);
  });

  it('leaves one job in the queue of a printer that is off, however often the label is printed again', async () => {
    const printer = printerOf('OFF');
    expect(await printer.status()).toMatchObject({ kind: 'not-ready', reason: expect.stringContaining('cupsenable') });
    let outcome = await printer.print(aJob);
    for (let i = 2; i <= 4; i++) {
      if (outcome.kind !== 'sent') throw new Error(`print ended as ${outcome.kind}: ${outcome.reason}`);
      outcome = await printer.print({ ...aJob, jobId: `job-${i}`, replaces: outcome.reference });
    }
    const waiting = spawnSync('lpstat', ['-W', 'not-completed', '-o', 'OFF'], { env: environment, encoding: 'utf8' }).stdout.trim().split('\n');
    expect(waiting).toHaveLength(1);
    expect(waiting[0]).toContain(outcome.kind === 'sent' ? outcome.reference : 'a job');
  });

  it('says that a queue does not exist', async () => {
    expect(await printerOf('NOWHERE').print(aJob)).toMatchObject({ kind: 'not-ready', reason: expect.stringContaining('lpstat -e') });
    expect(await printerOf('NOWHERE').status()).toMatchObject({ kind: 'not-ready' });
  });
});

describe('a command that is run for the printer', () => {
  it('that is not installed is not an error but an answer', async () => {
    expect(await createRunCommand(process.env)('packgate-no-such-command', [])).toEqual({ kind: 'not-installed' });
  });

  it('that never ends is stopped, and nobody claims to know what it did', async () => {
    const forever = createRunCommand(process.env, 50);
    expect(await forever(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])).toMatchObject({ kind: 'interrupted' });
  });

  it('that does not read its input still says how it ended', async () => {
    const run = createRunCommand(process.env);
    expect(await run(process.execPath, ['-e', 'console.error("no"); process.exit(3)'], Buffer.alloc(1_000_000))).toEqual({ kind: 'exited', code: 3, stdout: '', stderr: 'no\n' });
  });
});

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)); });

/** Each refused attempt takes a turn of the event loop; the test's own time limit ends it. */
async function untilItListens(port: number): Promise<void> {
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
      socket.on('error', () => resolve(false));
    });
    if (isOpen) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function writeConfiguration(folder: string, port: number): void {
  const open = 'Order allow,deny\n  Allow all';
  // The scheduler sends the job as the user `lp`, who has to get to the spool.
  chmodSync(folder, 0o755);
  for (const name of ['etc', 'spool', 'state', 'cache', 'tmp', 'log']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'cupsd.conf'), `Listen 127.0.0.1:${port}
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
  ${open}
</Location>
<Location /admin>
  ${open}
</Location>
<Policy default>
  <Limit All>
  ${open}
  </Limit>
</Policy>
`);
  writeFileSync(join(folder, 'cups-files.conf'), `ServerRoot ${folder}/etc
RequestRoot ${folder}/spool
StateDir ${folder}/state
CacheDir ${folder}/cache
TempDir ${folder}/tmp
DataDir /usr/share/cups
ServerBin /usr/lib/cups
AccessLog ${folder}/log/access
ErrorLog ${folder}/log/error
PageLog ${folder}/log/page
Sandboxing relaxed
`);
}
