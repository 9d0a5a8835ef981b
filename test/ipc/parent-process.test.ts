import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { connectParentProcess, type ForkedProcess } from '../../src/main/ipc/parent-process.ts';
import type { FromStation } from '../../src/shared/contract/wire.ts';

class FakeProcess extends EventEmitter implements ForkedProcess {
  connected = true;
  sent: FromStation[] = [];
  send = (message: FromStation): boolean => {
    this.sent.push(message);
    return true;
  };
}

const start = { kind: 'start', dataFolder: '/bench', sealingKey: null };

function aConnection() {
  const own = new FakeProcess();
  const parent = connectParentProcess(own);
  if (parent === null) throw new Error('not connected');
  return { own, parent };
}

describe('the station’s line to the shell', () => {
  it('is not there when nobody forked the station', () => {
    expect(connectParentProcess({ connected: false, on: () => undefined })).toBeNull();
  });

  it('gives the start message, and nothing that only looks like one', async () => {
    const { own, parent } = aConnection();
    own.emit('message', { kind: 'start', dataFolder: '', sealingKey: null });
    own.emit('message', { kind: 'start', dataFolder: '/other', sealingKey: { base64: 'short', protectedBy: 'x', isNew: false } });
    own.emit('message', start);
    await expect(parent.start).resolves.toEqual(start);
  });

  it('tells the shell when the station is ready', () => {
    const { own, parent } = aConnection();
    parent.ready();
    expect(own.sent).toEqual([{ kind: 'ready' }]);
  });

  it.each([
    ['is asked to', (own: FakeProcess) => own.emit('message', { kind: 'stop' })],
    ['lost the shell', (own: FakeProcess) => own.emit('disconnect')],
    ['gets a SIGTERM', (own: FakeProcess) => own.emit('SIGTERM')],
  ])('stops once when it %s', (_why, stop) => {
    const { own, parent } = aConnection();
    let stops = 0;
    parent.onStop(() => {
      stops += 1;
    });
    stop(own);
    stop(own);
    own.emit('disconnect');
    expect(stops).toBe(1);
  });

  it('stops also when it was asked before it could listen', () => {
    const { own, parent } = aConnection();
    own.emit('message', { kind: 'stop' });
    let stops = 0;
    parent.onStop(() => {
      stops += 1;
    });
    expect(stops).toBe(1);
  });

  it('does not die of Ctrl+C, which the shell turns into a stop', () => {
    const { own, parent } = aConnection();
    let stops = 0;
    parent.onStop(() => {
      stops += 1;
    });
    expect(own.emit('SIGINT')).toBe(true);
    expect(stops).toBe(0);
  });

  it('says nothing into a closed line', () => {
    const { own, parent } = aConnection();
    own.connected = false;
    parent.port.post({ kind: 'ready' });
    expect(own.sent).toEqual([]);
  });
});
