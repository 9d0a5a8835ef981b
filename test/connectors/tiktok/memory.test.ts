import { describe, expect, it } from 'vitest';
import { createProviders } from '../../../src/main/connectors/marketplaces/tiktok/providers.ts';
import { createToldUnits } from '../../../src/main/connectors/marketplaces/tiktok/told-units.ts';
import { createManualClock } from '../../support/manual-clock.ts';

describe('units told a moment ago', () => {
  it('are taken for other parcels of that order, for an hour', async () => {
    const clock = createManualClock(0);
    const told = createToldUnits(clock);
    told.note('order', '1', ['a', 'b']);
    told.note('other', '1', ['c']);
    const takenFor = (order: string, parcel: string): readonly string[] => [...told.takenByOthers(order, parcel)];
    expect([takenFor('order', '1'), takenFor('order', '2'), takenFor('other', '2')]).toEqual([[], ['a', 'b'], ['c']]);
    await clock.advance(3_599_999);
    expect(takenFor('order', '2')).toEqual(['a', 'b']);
    await clock.advance(1);
    expect(takenFor('order', '2')).toEqual([]);
  });
});

describe('shipping providers', () => {
  const list = [{ id: '1', name: 'D.H.L.' }, { id: '2', name: 'DHL' }, { id: '3', name: 'Royal Mail' }];

  it.each([
    ['DHL', '2'],
    ['D.H.L.', '1'],
    ['royal-mail', '3'],
  ])('%s is found by its exact name first, then by its letters', async (name, id) => {
    expect(await createProviders(async () => ({ kind: 'done', value: list }), createManualClock(0)).find('option', name)).toEqual({ kind: 'done', value: id });
  });

  it('an option without providers says so', async () => {
    expect(await createProviders(async () => ({ kind: 'done', value: [] }), createManualClock(0)).find('option', 'DHL')).toMatchObject({ problems: [{ code: 'bad-carrier', message: expect.stringContaining('allowed: none') as string }] });
  });

  it('a list that could not be read is not kept', async () => {
    let asked = 0;
    const providers = createProviders(async () => (asked++ === 0 ? { kind: 'unavailable', cause: 'no network' } : { kind: 'done', value: list }), createManualClock(0));
    expect((await providers.find('option', 'DHL')).kind).toBe('unavailable');
    expect((await providers.find('option', 'DHL')).kind).toBe('done');
  });
});
