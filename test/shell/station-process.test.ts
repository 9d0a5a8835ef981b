import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FromStation } from '../../src/shared/contract/wire.ts';
import { forkStation, stationRuntime } from '../../src/main/shell/station-process.ts';

describe('the program that runs the station', () => {
  it('is Electron itself from Node-API 10 on', () => {
    expect(stationRuntime('10', '/electron', '/node')).toBe('/electron');
  });

  it('is the Node of the launcher before that', () => {
    expect(stationRuntime('9', '/electron', '/node')).toBe('/node');
  });

  it.each([undefined, ''])('is asked for in words where there is none (CORE_NODE %j)', (coreNode) => {
    expect(() => stationRuntime('9', '/electron', coreNode)).toThrow(/npm start/);
  });
});

describe('a forked station process', () => {
  let folder = '';
  let printed = '';
  const errors = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      printed += chunk.toString();
      done();
    },
  });
  const write = (name: string, code: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, code);
    return file;
  };

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'packgate-fork-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes messages and gives messages', async () => {
    const file = write('echo.mjs', "process.on('message', (m) => { process.send({ kind: 'reply', id: m.id, reply: { ok: true, value: m.input } }); process.disconnect(); });");
    const station = forkStation(file, process.execPath, errors);
    const said = new Promise<FromStation>((resolve) => {
      station.onMessage(resolve);
    });
    const ended = new Promise<string>((resolve) => {
      station.onExit(resolve);
    });
    station.send({ kind: 'call', id: 4, call: 'loadBench', input: { text: 'Größe' } });
    await expect(said).resolves.toEqual({ kind: 'reply', id: 4, reply: { ok: true, value: { text: 'Größe' } } });
    await expect(ended).resolves.toBe('ended with code 0');
  });

  it('says why it died, in its own last words', async () => {
    const file = write('dies.mjs', "throw new RangeError('the disk is full');");
    const cause = await new Promise<string>((resolve) => {
      forkStation(file, process.execPath, errors).onExit(resolve);
    });
    expect(cause).toBe('ended with code 1: RangeError: the disk is full');
    expect(printed).toContain('dies.mjs:1');
  });

  it('says that it was killed', async () => {
    const station = forkStation(write('waits.mjs', "process.on('message', () => undefined);"), process.execPath, errors);
    const cause = new Promise<string>((resolve) => {
      station.onExit(resolve);
    });
    station.kill();
    await expect(cause).resolves.toBe('was ended by SIGKILL');
  });

  it('that cannot be started at all ends with the reason', async () => {
    const cause = await new Promise<string>((resolve) => {
      forkStation(write('never.mjs', ''), path.join(folder, 'no-such-program'), errors).onExit(resolve);
    });
    expect(cause).toMatch(/could not be started: .*ENOENT/);
  });
});
