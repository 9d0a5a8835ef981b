import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabelVoider, VoidAnswer } from '../../src/main/application/ports/label-voider.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import type { ParcelLabel } from '../../src/shared/domain/parcel/parcel.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import type { Outcome } from '../../src/shared/domain/writeback/outcome.ts';
import { aDraft, cancelledBy } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const orderId = orderIdOf(shop, '100-1');
const approved: Outcome<VoidAnswer> = { kind: 'done', value: { approved: true } };

/** A carrier's account in memory: answers what it is told to, in turn; the last answer stays. */
let answers: (Outcome<VoidAnswer> | Error)[] = [];
let asked: string[] = [];
const voider: LabelVoider = {
  carrier: 'DHL',
  async voidLabel({ trackingNumber }: ParcelLabel) {
    asked.push(trackingNumber);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    await Promise.resolve();
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer prepared');
    return answer;
  },
};

let test: TestStation;
let faults: string[] = [];
beforeEach(async () => {
  [answers, asked, faults] = [[approved], [], []];
  test = await openTestStation({ parts: { labelVoider: (carrier) => (carrier === 'DHL' ? voider : null), log: (level, event) => void (level === 'error' && faults.push(event)) } });
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const parcel = () => journal().parcels.listByOrder(orderId).at(-1);
const task = () => journal().tasks.listByOrder(orderId).find(({ kind }) => kind === 'void-label');
const acts = () => journal().audit.listBySubject(parcel()?.id ?? '', 20).map((entry) => entry.act);

/** As a carrier's account does it that gives numbers: this station draws SSCC labels itself. */
function bookedAtCarrier(): void {
  const label = parcel()?.label;
  if (label == null) throw new Error('no label');
  journal().parcels.saveLabel(parcel()?.id ?? ('' as never), { ...label, trackingMode: 'api', trackingNumber: 'JD0001' });
}

async function labelledAndCancelled(isBooked: boolean): Promise<void> {
  await test.given(aDraft());
  test.scan('100-1');
  test.scan(mug);
  if (isBooked) bookedAtCarrier();
  test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
  await test.clock.advance(seconds(6));
}

describe('the label of a parcel that was stopped', () => {
  it('is void at once, and where no carrier knows its number, nobody has to be asked', async () => {
    await labelledAndCancelled(false);
    expect(parcel()?.label?.isVoid).toBe(true);
    expect(task()).toMatchObject({ closed: { outcome: 'not-booked', by: 'station' } });
    expect([asked, acts()]).toEqual([[], expect.arrayContaining(['label-made-void'])]);
  });

  it('is given back to the carrier that booked it', async () => {
    await labelledAndCancelled(true);
    expect(asked).toEqual(['JD0001']);
    expect(task()).toMatchObject({ closed: { outcome: 'approved', by: 'station' } });
    expect(acts()).toContain('label-void-approved');
  });

  it('stays open with the carrier’s own words where it says approved:false, and is not asked about again', async () => {
    answers = [{ kind: 'done', value: { approved: false, reason: 'Label was already scanned' } }];
    await labelledAndCancelled(true);
    await test.clock.advance(minutes(180));
    await test.restart();
    await test.clock.advance(minutes(180));
    expect(task()).toMatchObject({ closed: null, facts: { refused: 'Label was already scanned', trackingNumber: 'JD0001' } });
    expect([asked.length, acts().filter((act) => act === 'label-void-refused').length]).toEqual([1, 1]);
  });

  it('is a refusal as well where the request itself is turned away', async () => {
    answers = [{ kind: 'rejected', problems: [{ code: 'not_found', message: 'No such label' }] }];
    await labelledAndCancelled(true);
    expect(task()).toMatchObject({ closed: null, facts: { refused: 'No such label' } });
  });

  it.each([
    ['an answer that got lost', { kind: 'uncertain' as const, cause: 'timeout' }],
    ['a service that is away', { kind: 'unavailable' as const, cause: 'ECONNREFUSED' }],
    ['a rate limit', { kind: 'rate-limited' as const, retryAfterMs: minutes(2) }],
    ['a connector that breaks', new Error('bug')],
  ])('is asked about again after %s', async (_name, first) => {
    answers = [first, approved];
    await labelledAndCancelled(true);
    expect(task()?.closed).toBeNull();
    await test.clock.advance(minutes(5));
    expect([asked.length, task()?.closed?.outcome]).toEqual([2, 'approved']);
  });

  it('counts as given back where the carrier says it was so already: our first answer was lost', async () => {
    answers = [{ kind: 'uncertain', cause: 'timeout' }, { kind: 'rejected', problems: [{ code: 'label_already_voided', message: 'already voided' }] }];
    await labelledAndCancelled(true);
    await test.clock.advance(minutes(5));
    expect(task()?.closed?.outcome).toBe('approved');
  });

  it('is asked about after a restart where the station died before the answer was stored', async () => {
    answers = [{ kind: 'unavailable', cause: 'ECONNREFUSED' }, approved];
    await labelledAndCancelled(true);
    await test.restart();
    expect([asked.length, task()?.closed?.outcome]).toEqual([2, 'approved']);
  });

  it('is asked about again where the answer could not be stored', async () => {
    await test.given(aDraft());
    const { close } = journal().tasks;
    Object.assign(journal().tasks, {
      close: (...closing: Parameters<typeof close>) => {
        Object.assign(journal().tasks, { close });
        throw new Error(`disk trouble with ${closing[0]}`);
      },
    });
    await labelledAndCancelled(true);
    expect([task()?.closed, faults]).toEqual([null, ['label-void-fault']]);
    await test.clock.advance(minutes(5));
    expect(task()?.closed?.outcome).toBe('approved');
  });

  it('waits for a person where no account of the carrier is set up', async () => {
    await test.close();
    test = await openTestStation();
    await labelledAndCancelled(true);
    await test.clock.advance(minutes(60));
    expect(task()).toMatchObject({ closed: null, facts: { carrier: 'DHL' } });
  });

  it('keeps what a person said meanwhile', async () => {
    answers = [{ kind: 'unavailable', cause: 'ECONNREFUSED' }, approved];
    await labelledAndCancelled(true);
    const open = task();
    if (open === undefined) throw new Error('no task');
    journal().tasks.close(open.id, { outcome: 'refused', by: 'Lea', note: 'phoned', atMs: test.clock.nowMs() });
    await test.clock.advance(minutes(5));
    expect(task()).toMatchObject({ closed: { outcome: 'refused', by: 'Lea' } });
  });
});
