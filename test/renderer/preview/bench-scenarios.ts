import { minutes } from '../../../src/shared/domain/units/instant.ts';
import { aBench, aBlock, aDispatched, aHeader, aLine, aLoading, aParcelView, aPutBackLine, aStop, aVerdict, signedIn, viewNowMs } from '../../support/view-builders.ts';
import type { Scenario } from './scenario.ts';

const offline = aHeader({
  services: [{ storeId: 'practice', name: 'Practice Market', reachable: false, sinceMs: viewNowMs - minutes(3), lastProbeAtMs: viewNowMs - 9000, cause: 'connect ECONNREFUSED 127.0.0.1:4443' }],
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

const refusedItem = aBlock({ code: 'SKU_NOT_IN_ORDER', strength: 'refuse-scan', owner: 'packer', evidence: { source: 'Practice Market', checkedAtMs: viewNowMs - minutes(1), sinceMs: null, facts: { order: '028-1234567-7654321', expected: 'Stoneware mug 350 ml, blue', got: 'Stoneware mug 350 ml, green', sku: 'MUG-350-GRN' } } });

/** Two orders of one buyer in one box. */
const twoOrders = aParcelView({
  lines: [...aParcelView().lines.map((line) => ({ ...line, lineId: `p1/${line.lineId}`, channelOrderId: '028-1234567-7654321' })), aLine({ lineId: 'p2/l1', sku: 'LAMP', title: 'Desk lamp, brass', expected: 2, packed: 0, state: 'not-started', channelOrderId: '028-7654321-1234567' })],
  unitsExpected: 6,
  orders: [{ channelOrderId: '028-1234567-7654321', unitsPacked: 2, unitsExpected: 4 }, { channelOrderId: '028-7654321-1234567', unitsPacked: 0, unitsExpected: 2 }],
});

export const benchScenarios: Readonly<Record<string, Scenario>> = {
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
  'bench-label-problem': { bench: aBench({ kind: 'label-problem', parcel: { ...labelled, label: null }, reason: 'ZD421 is stopped. Start it with: cupsenable ZD421', block: null }, { lastVerdict: aVerdict({ outcome: 'unknown-code', sound: 'unknown', detail: { code: '4006381333931' } }) }) },
  'bench-printer-spare': { bench: aBench({ kind: 'label-problem', parcel: labelled, reason: 'out of paper', block: aBlock({ code: 'PRINTER_NOT_READY', strength: 'refuse-scan', owner: 'packer', evidence: { source: 'Packgate', checkedAtMs: viewNowMs, sinceMs: null, facts: { printer: 'ZD421', cause: 'out of paper', spare: 'Zebra at bench 2' } } }) }) },
  'bench-setup-needed': { bench: aBench({ kind: 'setup-needed', missing: ['companyPrefix', 'shipFrom', 'stores'] }, { header: aHeader({ isPractice: false, services: [], cancelCheckAtMs: null, packer: '', firstLateAtMs: null, queue: { waiting: 0, accepted: 0, uncertain: 0, parked: 0, confirmed: 0 } }), lastVerdict: null, recentlyDispatched: [], scansToday: 0 }) },
  'bench-stopped': { bench: aBench({ kind: 'stopped', stop: aStop() }, { lastVerdict: aVerdict({ outcome: 'blocked', sound: 'stop', detail: { order: '028-1234567-7654321', code: 'CANCELLED' } }) }) },
  'bench-stopped-ignored': {
    bench: aBench(
      { kind: 'stopped', stop: aStop({ blocks: [aBlock({ code: 'CONTENTS_CHANGED', owner: 'packer', evidence: { source: 'Küchenfreude Versandhandel Süd', checkedAtMs: viewNowMs - minutes(84), sinceMs: viewNowMs - minutes(90), facts: { line: longTitle, packed: 3, wanted: 1 } } }), aBlock({ code: 'STALE_DATA' })], putBack: manyLines.slice(0, 6).map((line) => ({ sku: line.lineId, title: line.title, quantity: 3 })) }) },
      { header: offline, lastVerdict: aVerdict({ outcome: 'ignored-while-stopped', sound: 'notice', detail: { order: '1' } }) },
    ),
  },
  'bench-box-offer': { bench: aBench({ kind: 'packing', parcel: aParcelView(), nextLine: aLine() }, { lastVerdict: aVerdict({ outcome: 'combine-offered', sound: 'notice', detail: { order: '028-7654321-1234567', box: '028-1234567-7654321' } }) }) },
  'bench-box': { bench: aBench({ kind: 'packing', parcel: twoOrders, nextLine: twoOrders.lines[1] ?? null }, { lastVerdict: aVerdict({ outcome: 'order-joined', sound: 'ok', detail: { order: '028-7654321-1234567', orders: 2, units: 6 } }), recentlyDispatched: [aDispatched({ channelOrderId: '028-5550001-1112223', writeBack: 'accepted', orders: 3, confirmed: 2 }), aDispatched({ parcelId: 'p9' })] }) },
  'bench-box-label': { bench: aBench({ kind: 'scan-label', parcel: { ...labelled, orders: twoOrders.orders, lines: twoOrders.lines } }) },
  'bench-box-refused': { bench: aBench({ kind: 'packing', parcel: aParcelView(), nextLine: aLine() }, { lastVerdict: aVerdict({ outcome: 'other-order', sound: 'wrong', block: aBlock({ code: 'COMBINE_NOT_ALLOWED', owner: 'lead', evidence: { source: 'Packgate', checkedAtMs: viewNowMs, sinceMs: null, facts: { expected: '028-1234567-7654321', got: '028-7654321-1234567', policyOffAt: 'Küchenfreude Versandhandel Süd' } } }) }) }) },
  'bench-box-stopped': { bench: aBench({ kind: 'stopped', stop: aStop({ mates: { orders: ['028-7654321-1234567'], become: 'packed-anew' } }) }) },
  'bench-box-left': { bench: aBench({ kind: 'stopped', stop: aStop({ labelPrinted: false, mates: { orders: ['028-7654321-1234567'], become: 'stay' } }) }) },
  'bench-tray': { bench: aBench({ kind: 'packing', parcel: aParcelView(), nextLine: aLine() }), tray: true },
  'bench-tray-badges': { bench: aBench({ kind: 'sign-in', refused: null }, { header: aHeader({ isOpenHouse: false, packer: '' }), lastVerdict: null }), tray: true, presses: ['[data-tab-name=badges]'] },
  'bench-tray-labels': { bench: aBench({ kind: 'loading', loading: aLoading() }, { header: aHeader(signedIn()) }), tray: true, presses: ['[data-tab-name=labels]'] },
  'bench-stopped-tray': { bench: aBench({ kind: 'stopped', stop: aStop() }), tray: true },
  'bench-restarting': { bench: aBench({ kind: 'packing', parcel: aParcelView(), nextLine: aLine() }), stationState: 'restarting' },

  'sign-in': { bench: aBench({ kind: 'sign-in', refused: null }, { header: aHeader({ isOpenHouse: false, packer: '' }), lastVerdict: null }) },
  'sign-in-refused': { bench: aBench({ kind: 'sign-in', refused: 'Dana Weiss' }, { header: aHeader(signedIn({ name: 'Dana Weiss', roles: ['admin'] })), lastVerdict: aVerdict({ outcome: 'badge-first', sound: 'unknown', detail: { reason: 'nobody' } }) }) },
  'sign-in-pin': { bench: aBench({ kind: 'sign-in', refused: null }, { header: aHeader({ isOpenHouse: false, packer: '' }), lastVerdict: null }), presses: ['.door__pin', '.proof-form__names li:nth-child(2) button', '.pin__key:nth-child(4)', '.pin__key:nth-child(7)'] },
  'sign-in-pin-wrong': {
    bench: aBench({ kind: 'sign-in', refused: null }, { header: aHeader({ isOpenHouse: false, packer: '' }), lastVerdict: null }),
    answers: { signIn: () => Promise.resolve({ ok: false, error: { code: 'refused', message: '', details: { who: 'wrong-pin', waitMs: 29_400 } } }) },
    presses: ['.door__pin', '.proof-form__names li:nth-child(2) button', ...[1, 2, 3, 4].map((key) => `.pin__key:nth-child(${key})`), '.pin__key[type=submit]'],
  },
  locked: { bench: aBench({ kind: 'locked', person: 'Birgit Hansen', sinceMs: viewNowMs - minutes(12), progress: { packed: 3, expected: 5 } }, { header: aHeader({ ...signedIn({ name: 'Birgit Hansen', roles: ['packer', 'lead'] }), isLocked: true }), lastVerdict: aVerdict({ outcome: 'locked', sound: 'notice', detail: { name: 'Birgit Hansen' } }) }) },
  'locked-setup': { bench: aBench({ kind: 'locked', person: 'Dana Weiss', sinceMs: viewNowMs - minutes(2), progress: null }, { header: aHeader({ ...signedIn({ name: 'Dana Weiss', roles: ['admin'] }), isLocked: true }), lastVerdict: null }), screen: 'setup' },
  'put-back': {
    bench: aBench(
      {
        kind: 'put-back',
        parcelId: 'p1',
        channelOrderId: '028-1234567-7654321',
        storeName: 'Practice Market',
        labelPrinted: true,
        lines: [aPutBackLine(), aPutBackLine({ lineId: 'l2', sku: 'TEAPOT-1L', title: 'Glass teapot with strainer, 1.0 l', quantity: 1, confirmed: 0 }), aPutBackLine({ lineId: 'l3', sku: 'PENS-12', title: 'Fineliner set, 12 colours', quantity: 3, confirmed: 3 })],
      },
      { header: aHeader(signedIn()), lastVerdict: aVerdict({ outcome: 'put-back', detail: { title: 'Stoneware mug 350 ml, blue', sku: 'MUG-350-BLU', confirmed: 1, quantity: 2, left: 2, order: '028-1234567-7654321' } }) },
    ),
  },
  loading: { bench: aBench({ kind: 'loading', loading: aLoading() }, { header: aHeader(signedIn()), lastVerdict: aVerdict({ outcome: 'loaded', detail: { order: '302-7710034-9915526', carrier: 'DHL', loaded: 37, waiting: 5 } }) }) },
  'loading-held': {
    bench: aBench(
      { kind: 'loading', loading: aLoading({ carrier: 'Deutsche Post Warenpost', loaded: 412, held: ['028-1234567-7654321', '304-9918273-0011223', '203-1192837-5544332', '028-6677889-1029384'].map((channelOrderId, index) => ({ orderId: `h${index}`, channelOrderId, block: aBlock({ code: index === 1 ? 'CANCEL_REQUESTED' : index === 2 ? 'ADDRESS_CHANGED' : 'CANCELLED' }) })) }) },
      { header: aHeader(signedIn()), lastVerdict: aVerdict({ outcome: 'wrong-lane', sound: 'wrong', detail: { order: '302-7710034-9915526', carrier: 'DPD Express' } }) },
    ),
  },
  'label-next-reopen': { bench: aBench({ kind: 'label-next', what: 'reopen' }, { header: aHeader(signedIn()), lastVerdict: aVerdict({ outcome: 'label-next', sound: 'notice', detail: { what: 'reopen' } }) }) },
  'label-next-return': { bench: aBench({ kind: 'label-next', what: 'return' }, { header: aHeader(signedIn()), lastVerdict: aVerdict({ outcome: 'label-next', sound: 'notice', detail: { what: 'return' } }) }) },
  'bench-packing-signed-in': {
    bench: aBench(
      { kind: 'packing', parcel: aParcelView({ weightGrams: 1240, missingDocuments: ['Invoice'] }), nextLine: aLine() },
      { header: aHeader({ ...offline, ...signedIn({ roles: ['packer', 'lead'], name: 'Birgit Hansen' }), openTasks: 5 }), lastVerdict: aVerdict({ outcome: 'wrong-item', sound: 'wrong', block: refusedItem }) },
    ),
  },
  'bench-offline-long': {
    bench: aBench(
      { kind: 'packing', parcel: aParcelView(), nextLine: aLine() },
      { header: aHeader({ ...offline, ...signedIn({ roles: ['packer', 'lead', 'admin'], name: 'Wolfgang Schwarzenberger' }), queue: { waiting: 1204, accepted: 0, uncertain: 1, parked: 0, confirmed: 31 }, firstLateAtMs: viewNowMs - minutes(60), atRisk: 1188, services: offline.services.map((service) => ({ ...service, name: 'Küchenfreude Versandhandel Süd', sinceMs: viewNowMs - minutes(1500) })), cancelCheckAtMs: viewNowMs - minutes(1500) }) },
    ),
  },
  'bench-stopped-loading': { bench: aBench({ kind: 'stopped', stop: aStop({ point: 'loading' }) }, { header: aHeader(signedIn()) }) },
  'bench-stopped-weight': { bench: aBench({ kind: 'stopped', stop: aStop({ point: 'dispatch', putBack: [], blocks: [aBlock({ code: 'WEIGHT_OUT_OF_RANGE', strength: 'ask-lead', owner: 'lead', evidence: { source: 'Practice Market', checkedAtMs: viewNowMs - minutes(1), sinceMs: null, facts: { actualGrams: 1240, expectedGrams: 1830, toleranceGrams: 60 } } })] }) }) },
  'bench-stopped-tax': { bench: aBench({ kind: 'stopped', stop: aStop({ point: 'open', putBack: [], labelPrinted: false, blocks: [aBlock({ code: 'TAX_ID_MISSING', owner: 'admin', evidence: { source: 'Practice Market', checkedAtMs: viewNowMs - minutes(1), sinceMs: null, facts: { field: 'ioss', store: 'Practice Market', path: 'TaxRegistrationDetails.IOSS' } } })] }) }) },
  'bench-stopped-flagged': { bench: aBench({ kind: 'stopped', stop: aStop({ point: 'label', blocks: [aBlock({ code: 'CANCEL_REQUESTED', strength: 'ask-lead', owner: 'lead', evidence: { source: 'Practice Market', checkedAtMs: viewNowMs - minutes(1), sinceMs: viewNowMs - minutes(9), facts: { by: 'seller', flaggedBy: 'Birgit Hansen', reason: 'Buyer called: ordered twice', owner: 'Practice Market' } } })] }) }) },
  guide: { bench: aBench({ kind: 'stopped', stop: aStop() }), then: (store) => { store.openGuide(); } },
  'guide-packing': { bench: aBench({ kind: 'packing', parcel: aParcelView(), nextLine: aLine() }), tray: true, then: (store) => { store.openGuide(); } },
  'proof-release': { bench: aBench({ kind: 'ready' }, { header: aHeader(signedIn()) }), then: async () => { const { useProof } = await import('../../../src/renderer/src/components/ask-proof.tsx'); void useProof().prove('release', () => Promise.resolve(null)); } },
};
