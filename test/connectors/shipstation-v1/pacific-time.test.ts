import { describe, expect, it } from 'vitest';
import { readPacific, readPacificDeadline, writePacificDay, writePacificStart } from '../../../src/main/connectors/marketplaces/shipstation-v1/pacific-time.ts';

const LATER = Date.parse('2027-06-01T00:00:00Z');
const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

describe('times of the US West Coast, written without saying so', () => {
  it.each([
    ['in winter', '2026-11-21 01:00:00', '2026-11-21T09:00:00.000Z'],
    ['in summer', '2026-07-01T01:00:00.0000000', '2026-07-01T08:00:00.000Z'],
    ['with seven digits of a second', '2026-11-21T00:30:00.1970000', '2026-11-21T08:30:00.197Z'],
    ['just before the clocks spring', '2026-03-08 01:59:59', '2026-03-08T09:59:59.000Z'],
    ['just after the clocks sprang', '2026-03-08 03:00:00', '2026-03-08T10:00:00.000Z'],
    ['in the hour that does not exist', '2026-03-08 02:30:00', '2026-03-08T10:30:00.000Z'],
    ['just before the hour that comes twice', '2026-11-01 00:59:59', '2026-11-01T07:59:59.000Z'],
    ['just after it', '2026-11-01 02:00:00', '2026-11-01T10:00:00.000Z'],
    ['a day alone', '2026-11-23', '2026-11-23T08:00:00.000Z'],
  ])('%s', (_when, text, expected) => {
    expect(iso(readPacific(text, LATER))).toBe(expected);
  });

  it.each(['', 'yesterday', '2026-13-01 00:00:00', '2026-02-30', '2026-11-21T01:00:00Z', '21.11.2026'])('"%s" is no such time', (text) => {
    expect(readPacific(text, LATER)).toBeNull();
  });

  it('the hour that comes twice is the later one that can already have been, so that a change never reads as older than the one before it', () => {
    // 01:50 before the clocks go back, read at 01:55; then 01:10 after they went back, read at 01:12.
    const first = readPacific('2026-11-01 01:50:00', Date.parse('2026-11-01T08:55:00Z'));
    const second = readPacific('2026-11-01 01:10:00', Date.parse('2026-11-01T09:12:00Z'));
    expect([iso(first), iso(second)]).toEqual(['2026-11-01T08:50:00.000Z', '2026-11-01T09:10:00.000Z']);
  });

  it('a listing that begins before the clocks go back starts early enough for what is written with a lower time after it', () => {
    expect(writePacificStart(Date.parse('2026-11-01T08:50:00Z'))).toBe('2026-11-01 00:50:00');
    expect(writePacificStart(Date.parse('2026-11-01T09:10:00Z'))).toBe('2026-11-01 01:10:00');
    expect(writePacificStart(Date.parse('2026-11-21T09:00:00.999Z'))).toBe('2026-11-21 01:00:00');
    expect(writePacificStart(Date.parse('2026-07-01T08:00:00Z'))).toBe('2026-07-01 01:00:00');
  });

  it('every start lies before every later change as it is written, all through both nights of the year', () => {
    for (const night of ['2026-03-08T07:00:00Z', '2026-11-01T05:00:00Z']) {
      for (let minutes = 0; minutes < 6 * 60; minutes += 10) {
        const startMs = Date.parse(night) + minutes * 60_000;
        for (let later = 0; later < 180; later += 10) {
          const written = new Date(startMs + later * 60_000).toLocaleString('sv-SE', { timeZone: 'America/Los_Angeles' });
          expect(writePacificStart(startMs) <= written, `${writePacificStart(startMs)} ${written}`).toBe(true);
        }
      }
    }
  });

  it('the day a parcel left is the day there', () => {
    expect(writePacificDay(Date.parse('2026-11-21T07:30:00Z'))).toBe('2026-11-20');
    expect(writePacificDay(Date.parse('2026-11-21T09:00:00Z'))).toBe('2026-11-21');
  });

  it('a day to ship by lasts until its end, a time to ship by is that time', () => {
    expect(iso(readPacificDeadline('2026-11-23T00:00:00.0000000', LATER))).toBe('2026-11-24T07:59:59.000Z');
    expect(iso(readPacificDeadline('2026-11-23 14:00:00', LATER))).toBe('2026-11-23T22:00:00.000Z');
    expect(readPacificDeadline('soon', LATER)).toBeNull();
  });
});
