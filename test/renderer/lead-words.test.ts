import { describe, expect, it } from 'vitest';
import type { BoardAction, BoardCause, BoardRowView, ChannelMetric, EvidenceView, ManifestPaperView, OrderPlace, SearchHitView, ShiftStoreView } from '../../src/shared/contract/lead-views.ts';
import { blockCodes, releasableCodes, type BlockOwner, type GatePoint } from '../../src/shared/domain/gate/block.ts';
import type { ParcelState } from '../../src/shared/domain/parcel/parcel.ts';
import { taskKinds, taskOutcomes, type TaskKind } from '../../src/shared/domain/task/task.ts';
import { createTexts } from '../../src/renderer/src/i18n/i18n.ts';
import { checklistItems } from '../../src/main/application/lead/checklists.ts';
import { causeNext, causeTitle, rowReason, taskFacts } from '../../src/renderer/src/screens/lead/board/board-words.ts';
import { leftText, sumsOf } from '../../src/renderer/src/screens/lead/lead-text.ts';
import { periodOf } from '../../src/renderer/src/screens/lead/pages/periods.ts';
import { leadPages } from '../../src/renderer/src/stores/board-slice.ts';
import { aBlockedRow, aParkedRow, aTaskRow } from '../support/lead-view-builders.ts';
import { aBlock, viewNowMs } from '../support/view-builders.ts';

/** `satisfies` of a record makes the compiler refuse a list that forgets a word of the contract. */
const every = <K extends string>(words: Record<K, true>): K[] => Object.keys(words) as K[];

const ownCauses = every<Exclude<BoardCause, (typeof blockCodes)[number] | TaskKind | `parked-${string}`>>({ 'late-not-packed': true, 'late-not-posted': true, 'packed-unlabelled': true });
const parked = every<Extract<BoardCause, `parked-${string}`>>({ 'parked-needs-fix': true, 'parked-not-told-elsewhere': true, 'parked-rejected': true, 'parked-shows-other-number': true, 'parked-accepted-not-visible': true, 'parked-order-cancelled': true, 'parked-too-many-attempts': true, 'parked-unreadable': true });
const causes: readonly BoardCause[] = [...blockCodes, ...taskKinds, ...ownCauses, ...parked];
const actions = every<BoardAction>({ release: true, acknowledge: true, resend: true, reprint: true, 'decide-short': true, 'close-task': true, none: true });
const owners = every<BlockOwner>({ 'customer-service': true, lead: true, admin: true, packer: true, catalogue: true, office: true });
const places = every<OrderPlace>({ 'not-packed': true, 'in-work': true, labelled: true, dispatched: true, loaded: true, stopped: true, cancelled: true, 'shipped-elsewhere': true });
const matches = every<SearchHitView['matched']>({ order: true, sscc: true, tracking: true, buyer: true });
const ownersNow = every<EvidenceView['ownerNow']>({ marketplace: true, bench: true, carrier: true });
const points = every<GatePoint>({ open: true, 'last-item': true, label: true, dispatch: true, loading: true });
const papers = every<ManifestPaperView['state']>({ 'no-printer': true, sent: true, 'not-ready': true, failed: true, unknown: true, 'not-kept': true });
const metrics = every<ChannelMetric>({ 'late-shipment': true, cancellation: true, 'valid-tracking': true, none: true });
const parcelStates = every<ParcelState>({ open: true, verified: true, labelled: true, dispatched: true, posted: true, confirmed: true, stopped: true });
const differences = every<ShiftStoreView['differences'][number]['kind']>({ 'not-there': true, 'not-here': true });
const lineStates = every<Exclude<EvidenceView['lines'][number]['cancellation'], 'none'>>({ requested: true, cancelled: true, rejected: true });
const outcomes = [...new Set(Object.values(taskOutcomes).flat())];

const needed: readonly string[] = [
  ...leadPages.map((page) => `lead.page.${page}`),
  ...actions.map((action) => `lead.action.${action}`),
  ...owners.map((owner) => `lead.owner.${owner}`),
  ...places.map((place) => `lead.place.${place}`),
  ...matches.map((matched) => `lead.search.by.${matched}`),
  ...ownersNow.map((owner) => `lead.ownerNow.${owner}`),
  ...points.map((point) => `lead.point.${point}`),
  ...papers.map((state) => `lead.manifests.paperState.${state}`),
  ...metrics.map((metric) => `metric.${metric}.name`),
  ...parcelStates.map((state) => `lead.parcelState.${state}`),
  ...differences.map((kind) => `lead.shift.kind.${kind}`),
  ...lineStates.map((state) => `lead.evidence.line.${state}`),
  ...releasableCodes.map((code) => `lead.release.risk.${code}`),
  ...outcomes.map((outcome) => `lead.outcome.${outcome}`),
  ...outcomes.filter((outcome) => !taskOutcomes.short.some((one) => one === outcome)).map((outcome) => `lead.outcomeMeans.${outcome}`),
  ...taskOutcomes.short.flatMap((outcome) => [`lead.short.means.${outcome}`, `lead.short.confirm.${outcome}`]),
  ...(['daily', 'weekly'] as const).flatMap((kind) => [`lead.checklist.${kind}`, ...checklistItems[kind].flatMap((item) => [`checklist.${kind}.${item}.title`, `checklist.${kind}.${item}.how`])]),
];

describe.each(['en', 'de'] as const)("the lead's pages in %s", (language) => {
  const texts = createTexts(language);
  const t = texts.t;

  it('have a sentence for every word of the contract', () => {
    expect(needed.filter((key) => !texts.exists(key, { fallbackLng: [] }))).toEqual([]);
  });

  it('name every cause of the board, and what ends it', () => {
    expect(causes.filter((cause) => /^(?:lead|block|park)\./.test(causeTitle(t, cause)) || /(?:lead|block|park)\.\w/.test(causeNext(t, cause)))).toEqual([]);
  });

  it.each(taskKinds.map((kind) => [kind]))('say why a row of the kind %s is there, and none of its facts by the name the station has for it', (kind) => {
    const row: BoardRowView = aTaskRow(kind);
    const reason = rowReason(t, row, viewNowMs);
    expect(reason).not.toMatch(/lead\.|\b(?:lineId|carrierService|changedAtMs|trackingNumber)\b/);
    expect(taskFacts(t, row.task?.facts ?? {}).filter((fact) => fact.includes('lead.'))).toEqual([]);
  });

  it('say a message that is parked with its number, its attempts and the answer to the letter', () => {
    const reason = rowReason(t, aParkedRow(0), viewNowMs);
    for (const part of ['395212340000000017', '8', 'PackageReferenceId is invalid']) expect(reason).toContain(part);
  });

  it('say a block with the facts beside it', () => {
    expect(rowReason(t, aBlockedRow(0, aBlock()), viewNowMs)).toContain('Ordered by mistake');
  });
});

describe('lengths and sums', () => {
  const t = createTexts('en').t;

  it.each([
    [-61 * 60_000, '61 min late', true],
    [119 * 60_000, '119 min left', false],
    [125 * 60_000, '2 h 05 min left', false],
    [49 * 3_600_000, '2 days left', false],
  ])('%i ms before the ship-by time reads as %s', (ms, words, isLate) => {
    const left = leftText(t, viewNowMs + ms, viewNowMs);
    expect({ ...left, words: left.words.replaceAll(/\s/gu, ' ') }).toEqual({ words, isLate });
  });

  it('add each currency for itself, and leave out what is not known', () => {
    expect(sumsOf([{ minor: 100, currency: 'EUR' }, null, { minor: 50, currency: 'GBP' }, { minor: 5, currency: 'EUR' }])).toEqual([
      { currency: 'EUR', minor: 105 },
      { currency: 'GBP', minor: 50 },
    ]);
  });
});

describe('periods of the report', () => {
  const sunday = new Date(2026, 10, 8, 23, 59).getTime();
  const monday = (day: number, month = 10): number => new Date(2026, month, day).getTime();

  it.each([
    ['this-week', monday(2), monday(9)],
    ['last-week', monday(26, 9), monday(2)],
    ['four-weeks', monday(12, 9), monday(9)],
  ] as const)('%s is whole weeks from Monday to Monday, over the change of the clock too', (period, fromMs, toMs) => {
    expect(periodOf(period, sunday)).toEqual({ fromMs, toMs });
  });
});
