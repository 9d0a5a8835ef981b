import { minutes } from '../../../src/shared/domain/units/instant.ts';
import { aBench, aBlock, aHeader, aLine, aParcelView, aStop, aVerdict, viewNowMs } from '../../support/view-builders.ts';
import type { Scenario } from './scenario.ts';

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
  'bench-label-problem': { bench: aBench({ kind: 'label-problem', parcel: { ...labelled, label: null }, reason: 'ZD421 is stopped. Start it with: cupsenable ZD421', block: null }, { lastVerdict: aVerdict({ outcome: 'unknown-code', sound: 'wrong', detail: { code: '4006381333931' } }) }) },
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
};
