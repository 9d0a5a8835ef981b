import type { LeadBoardView, BenchView } from '../../../src/shared/contract/views.ts';
import type { ImportResultView } from '../../../src/shared/contract/views.ts';
import { minutes } from '../../../src/shared/domain/units/instant.ts';
import { aBench, aBlock, aBlockedOrder, aBoard, aHeader, aLine, anAtRisk, anImportResult, aParcelView, aStop, aVerdict, aWriteBackView, viewNowMs } from '../../support/view-builders.ts';

/** One state of the whole page, named for the picture of it. */
export interface Scenario {
  readonly bench: BenchView;
  readonly board?: LeadBoardView;
  readonly screen?: 'bench' | 'lead' | 'setup';
  readonly tray?: boolean;
  readonly imported?: ImportResultView;
  readonly stationState?: 'ready' | 'restarting';
}

const offline = aHeader({
  services: [{ storeId: 'practice', name: 'Practice Market', reachable: false, sinceMs: viewNowMs - minutes(3), lastProbeAtMs: viewNowMs - 9000, cause: 'connection refused' }],
  cancelCheckAtMs: viewNowMs - minutes(7),
  queue: { waiting: 34, accepted: 0, uncertain: 1, parked: 0, confirmed: 31 },
});

const manyLines = Array.from({ length: 14 }, (_, index) =>
  aLine({ lineId: `m${index}`, title: `Article with a rather long title number ${index + 1}`, expected: 3, packed: index < 3 ? 3 : 0, state: index < 3 ? 'done' : 'not-started' }),
);
const longTitle = 'Edelstahl-Thermosflasche doppelwandig isoliert 750 ml, mit Teesieb und Trinkbecher, matt anthrazit';
const labelled = aParcelView({
  state: 'labelled',
  unitsPacked: 4,
  sscc: '395212340000000017',
  trackingNumber: '395212340000000017',
  label: { state: 'sent', printer: 'labels folder', reason: null },
});

const blockedFive = [
  aBlockedOrder({ orderId: 'b1', shipByMs: viewNowMs - minutes(22) }),
  aBlockedOrder({ orderId: 'b2', channelOrderId: '304-9918273-0011223', blocks: [aBlock({ code: 'CANCEL_REQUESTED', strength: 'ask-lead', owner: 'lead' })], canRelease: true }),
  aBlockedOrder({ orderId: 'b3', channelOrderId: '203-1192837-5544332', blocks: [aBlock({ code: 'STALE_DATA', strength: 'ask-lead', owner: 'lead', evidence: { source: 'Practice Market', checkedAtMs: viewNowMs - minutes(84), sinceMs: viewNowMs - minutes(84), facts: { limitMinutes: 60 } } })], canRelease: true, times: 1 }),
  aBlockedOrder({ orderId: 'b4', channelOrderId: '028-6677889-1029384', blocks: [aBlock({ code: 'PAYMENT_PENDING', evidence: { source: 'Practice Market', checkedAtMs: viewNowMs - minutes(2), sinceMs: null, facts: {} } })], shipByMs: null, times: 1 }),
  aBlockedOrder({ orderId: 'b5', channelOrderId: '302-4455667-9988776', blocks: [aBlock({ code: 'CARRIER_UNMAPPED', owner: 'admin', evidence: { source: 'Practice Market', checkedAtMs: viewNowMs - minutes(2), sinceMs: null, facts: { carrier: 'Kiez-Velo' } } })] }),
];

const fullBoard = aBoard({
  blocked: blockedFive,
  blockedTotal: 5,
  parked: [aWriteBackView(), aWriteBackView({ id: 'w2', channelOrderId: '303-0011992-2233445', parkReason: 'accepted-not-visible', lastAnswer: null, attempts: 1, shipByMs: viewNowMs - minutes(4) })],
  waiting: [aWriteBackView({ id: 'w3', state: 'due', channelOrderId: '302-7710034-9915526' }), aWriteBackView({ id: 'w4', state: 'accepted', channelOrderId: '028-5550001-1112223' })],
  counts: { due: 32, sending: 1, accepted: 2, uncertain: 1, confirmed: 1031, parked: 2, superseded: 0 },
  atRisk: [anAtRisk({ orderId: 'r0', shipByMs: viewNowMs - minutes(6), cause: 'packed-not-posted', channelOrderId: '305-1188120-6600317' }), anAtRisk(), anAtRisk({ orderId: 'r2', cause: 'blocked', channelOrderId: '028-1234567-7654321', shipByMs: viewNowMs + minutes(95) })],
  atRiskTotal: 3,
  unlabelled: [aParcelView({ state: 'verified', label: { state: 'not-ready', printer: 'Zebra ZD421', reason: 'ZD421 is stopped. Start it with: cupsenable ZD421' } })],
});

export const scenarios: Readonly<Record<string, Scenario>> = {
  'bench-ready': { bench: aBench({ kind: 'ready' }, { lastVerdict: aVerdict({ outcome: 'dispatched', sound: 'dispatched', detail: { order: '302-7710034-9915526', trackingNumber: '395212340000000017' } }) }) },
  'bench-packing': { bench: aBench({ kind: 'packing', parcel: aParcelView(), nextLine: aLine() }) },
  'bench-packing-offline': {
    bench: aBench(
      { kind: 'packing', parcel: aParcelView({ check: { source: 'Practice Market', atMs: viewNowMs - minutes(27), ageShown: true } }), nextLine: aLine() },
      { header: offline, lastVerdict: aVerdict({ outcome: 'wrong-item', sound: 'wrong', detail: { title: 'Stoneware mug 350 ml, green', sku: 'MUG-350-GRN', order: '028-1234567-7654321' } }) },
    ),
  },
  'bench-packing-long': {
    bench: aBench(
      { kind: 'packing', parcel: aParcelView({ lines: [aLine({ title: longTitle, expected: 12, packed: 9 }), ...manyLines], unitsPacked: 18, unitsExpected: 54, storeName: 'Küchenfreude Versandhandel Süd', destination: 'Bad Neuenahr-Ahrweiler, DE', parcelCount: 2 }), nextLine: aLine({ title: longTitle, expected: 12, packed: 9 }) },
      { lastVerdict: aVerdict({ outcome: 'over-scan', sound: 'over', detail: { title: longTitle, sku: 'X', expected: 12, packed: 12, wouldBe: 13 } }) },
    ),
  },
  'bench-take-out': { bench: aBench({ kind: 'take-out', parcel: aParcelView({ lines: [aLine({ expected: 1, packed: 3, state: 'take-out' }), ...aParcelView().lines.slice(1)] }), line: aLine({ expected: 1, packed: 3, state: 'take-out' }), units: 2 }, { lastVerdict: aVerdict({ outcome: 'not-now', sound: 'notice', detail: { reason: 'take-out', title: 'Glass teapot' } }) }) },
  'bench-scan-label': { bench: aBench({ kind: 'scan-label', parcel: labelled }, { lastVerdict: aVerdict({ outcome: 'parcel-complete', sound: 'complete', detail: { order: '028-1234567-7654321', units: 4 } }) }) },
  'bench-label-problem': { bench: aBench({ kind: 'label-problem', parcel: { ...labelled, label: null }, reason: 'ZD421 is stopped. Start it with: cupsenable ZD421' }, { lastVerdict: aVerdict({ outcome: 'unknown-code', sound: 'wrong', detail: { code: '4006381333931' } }) }) },
  'bench-setup-needed': { bench: aBench({ kind: 'setup-needed', missing: ['companyPrefix', 'shipFrom', 'stores'] }, { header: aHeader({ isPractice: false, services: [], cancelCheckAtMs: null, packer: '', firstLateAtMs: null, queue: { waiting: 0, accepted: 0, uncertain: 0, parked: 0, confirmed: 0 } }), lastVerdict: null, recentlyDispatched: [], scansToday: 0 }) },
  'bench-stopped': { bench: aBench({ kind: 'stopped', stop: aStop() }, { lastVerdict: aVerdict({ outcome: 'blocked', sound: 'stop', detail: { order: '028-1234567-7654321', code: 'CANCELLED' } }) }) },
  'bench-stopped-ignored': {
    bench: aBench(
      { kind: 'stopped', stop: aStop({ blocks: [aBlock({ code: 'CONTENTS_CHANGED', owner: 'packer', evidence: { source: 'Küchenfreude Versandhandel Süd', checkedAtMs: viewNowMs - minutes(84), sinceMs: viewNowMs - minutes(90), facts: { line: longTitle, packed: 3, wanted: 1 } } }), aBlock({ code: 'STALE_DATA' })], putBack: manyLines.slice(0, 6).map((line) => ({ sku: line.lineId, title: line.title, quantity: 3 })) }) },
      { header: offline, lastVerdict: aVerdict({ outcome: 'ignored-while-stopped', sound: 'notice', detail: { order: '1' } }) },
    ),
  },
  'bench-tray': { bench: aBench({ kind: 'packing', parcel: aParcelView(), nextLine: aLine() }), tray: true },
  'bench-stopped-tray': { bench: aBench({ kind: 'stopped', stop: aStop() }), tray: true },
  'bench-restarting': { bench: aBench({ kind: 'packing', parcel: aParcelView(), nextLine: aLine() }), stationState: 'restarting' },
  'lead-full': { bench: aBench(), board: fullBoard, screen: 'lead' },
  'lead-empty': { bench: aBench(), board: aBoard(), screen: 'lead' },
  'lead-empty-offline': { bench: aBench({ kind: 'ready' }, { header: offline }), board: aBoard(), screen: 'lead' },
  'lead-500': {
    bench: aBench(),
    screen: 'lead',
    board: { ...fullBoard, blocked: Array.from({ length: 500 }, (_, index) => aBlockedOrder({ orderId: `x${index}`, channelOrderId: `028-${String(1000000 + index)}-7654321` })), blockedTotal: 731 },
  },
  setup: { bench: aBench(), screen: 'setup', imported: anImportResult() },
};
