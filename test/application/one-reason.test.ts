import { parse } from 'csv-parse/sync';
import { afterEach, describe, expect, it } from 'vitest';
import { createTexts } from '../../src/renderer/src/i18n/i18n.ts';
import { blockSentence, blockText } from '../../src/shared/words/block-text.ts';
import type { LeadBoardView } from '../../src/shared/contract/lead-views.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { aDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

let test: TestStation;
afterEach(() => test.close());

const stops: readonly (readonly [name: string, draft: Partial<OrderDraft>])[] = [
  ['cancelled', { state: 'cancelled', cancellation: cancelledBy('buyer', 'Found it cheaper') }],
  ['asked to cancel', { cancellation: requestedBy() }],
  ['not paid', { payment: 'pending' }],
  ['on hold', { channelHold: 'Address check' }],
  ['suspected of fraud', { channelHold: 'Risk: high', holdKind: 'fraud' }],
  ['shipped elsewhere', { state: 'shipped' }],
  ['cannot be fulfilled', { state: 'unfulfillable' }],
  ['with a postcode that does not exist', { shipTo: { name: 'Ada', lines: ['1 Test Street'], postcode: 'ABC', city: 'Berlin', countryCode: 'DE' } }],
  ['cancelled and unpaid and on hold', { state: 'cancelled', cancellation: cancelledBy('channel'), payment: 'pending', channelHold: 'Check' }],
];

describe.each(['en', 'de'] as const)('one reason, in %s', (language) => {
  it.each(stops)('an order %s is stopped with the same object and the same words on bench, board, log and export', async (_name, draft) => {
    test = await openTestStation({ settings: { language } });
    await test.given(aDraft(draft));
    const verdict = test.scan('100-1');
    const { screen } = test.bench();
    if (screen.kind !== 'stopped') throw new Error(`the bench shows ${screen.kind}`);
    const board = (await test.station.handlers.loadBoard({})) as LeadBoardView;
    const rows = board.groups.flatMap((group) => group.rows).filter((row) => row.channelOrderId === '100-1');

    // Bench, verdict and board hold the very same blocks, age of the check included.
    expect(verdict.block).toEqual(screen.stop.blocks[0]);
    expect(rows.map((row) => row.blocks)).toEqual([screen.stop.blocks]);

    // The page says them with this function; log and export say the same sentence.
    const { t } = createTexts(language);
    const nowMs = test.clock.nowMs();
    const sentences = screen.stop.blocks.map((block) => blockSentence(t, block, nowMs));
    for (const block of screen.stop.blocks) expect(blockSentence(t, block, nowMs)).toContain(blockText(t, block, nowMs).happened);
    const logged = test.station.context.journal.audit.list(null, 10).find(({ act }) => act === 'gate-stopped');
    expect(JSON.parse(logged?.detail ?? '{}')).toMatchObject({ says: sentences });
    await test.station.handlers.exportCsv({ what: 'board' });
    const exported = parse<{ order: string; says: string }>([...test.exported.values()].at(-1) ?? '', { columns: true, bom: true });
    expect(exported.find(({ order }) => order === '100-1')?.says).toBe(sentences.join(' | '));
  });
});
