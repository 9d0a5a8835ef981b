import { afterEach, expect, it } from 'vitest';
import { leadDesk } from '../../support/lead-desk.ts';
import { openTestStation, type TestStation } from '../../support/station.ts';

let test: TestStation;
const desk = leadDesk(() => test);
afterEach(() => test.close());

const radbote = { whenServiceContains: 'local', carrier: 'Radbote', carrierService: 'Stadt' };

it('a carrier without a word at the shop is on the board before any parcel stops for it, once', async () => {
  test = await openTestStation({ unmapped: ['Radbote'], store: { carrierRules: [radbote, { ...radbote, whenServiceContains: 'bike' }] } });
  expect((await desk.board()).carrierGaps).toEqual([{ storeName: 'Shop', carriers: ['Radbote'] }]);
});

it('a shop that has a word for all of them stands there with none: that is an answer too', async () => {
  test = await openTestStation({ store: { carrierRules: [radbote] } });
  expect((await desk.board()).carrierGaps).toEqual([{ storeName: 'Shop', carriers: [] }]);
});

it('a shop that nobody can ask is not counted as one without gaps', async () => {
  test = await openTestStation({ store: { storeId: 'other' } });
  expect((await desk.board()).carrierGaps).toEqual([]);
});
