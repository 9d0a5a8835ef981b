import { describe, expect, it } from 'vitest';
import { messageToldBefore, numberToldBefore } from '../../src/main/application/told-before.ts';
import type { WriteBack, WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { aWriteBack, aWriteBackIn, morningMs } from '../writeback/support/a-write-back.ts';

const message = (id: string, made: WriteBack, replaces?: string): WriteBack => ({ ...made, id: id as WriteBackId, notice: { ...made.notice, trackingNumber: id, ...(replaces === undefined ? {} : { replaces: { trackingNumber: replaces } }) } });
const gone = aWriteBackIn('superseded');

describe('the number that a channel may hold for a box', () => {
  it.each<[string, readonly WriteBack[], string | null]>([
    ['nothing left yet', [message('A', aWriteBack())], null],
    ['the only one was taken', [message('A', aWriteBackIn('accepted'))], 'A'],
    ['the only one is on its way', [message('A', aWriteBackIn('sending'))], 'A'],
    ['nobody knows what became of it', [message('A', aWriteBackIn('uncertain'))], 'A'],
    ['the second never left', [message('A', { ...gone, acceptedAtMs: morningMs }), message('B', gone, 'A')], 'A'],
    ['nobody knows what became of the first, and the second never left', [message('A', gone), message('B', gone, 'A')], 'A'],
    ['the second was taken', [message('A', { ...gone, acceptedAtMs: morningMs }), message('B', { ...gone, acceptedAtMs: morningMs }, 'A'), message('C', gone, 'B')], 'B'],
    ['somebody else’s number was to be replaced', [message('A', gone, 'theirs')], 'theirs'],
  ])('where %s', (_named, messages, number) => {
    expect(numberToldBefore(messages)).toBe(number);
    expect(messageToldBefore(messages)?.id ?? null).toBe(number === 'theirs' ? null : number);
  });
});
