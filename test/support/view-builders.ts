import { noStoreRules } from '../../src/shared/contract/settings.ts';
import type { PeopleView, PersonView } from '../../src/shared/contract/people-views.ts';
import type { BenchScreen, BenchView, DispatchedView, HeaderView, ImportResultView, LineView, LoadingView, ParcelView, PutBackLineView, ScanVerdictView, StopView } from '../../src/shared/contract/views.ts';
import type { StationSettings } from '../../src/shared/contract/settings.ts';
import { roleTable } from '../../src/shared/domain/people/role.ts';
import type { Block } from '../../src/shared/domain/gate/block.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';

/** 3 November 2026, 10:45 in the time zone of the machine that runs the test. */
export const viewNowMs = new Date(2026, 10, 3, 10, 45).getTime();

export const aHeader = (changes: Partial<HeaderView> = {}): HeaderView => ({
  benchName: 'Bench 1',
  packer: 'Alex',
  person: null,
  isOpenHouse: true,
  isLocked: false,
  isPractice: true,
  services: [{ storeId: 'practice', name: 'Practice Market', reachable: true, sinceMs: viewNowMs - minutes(120), lastProbeAtMs: viewNowMs - 8000, cause: null }],
  cancelCheckAtMs: viewNowMs - minutes(2),
  queue: { waiting: 0, accepted: 2, uncertain: 0, parked: 0, confirmed: 31 },
  notListed: [],
  firstLateAtMs: viewNowMs + minutes(315),
  atRisk: 0,
  isPeak: false,
  notTold: [],
  blockedOrders: 2,
  openTasks: 0,
  diskFull: false,
  nowMs: viewNowMs,
  ...changes,
});

export const aLine = (changes: Partial<LineView> = {}): LineView => ({ lineId: 'l1', sku: 'MUG-350-BLU', title: 'Stoneware mug 350 ml, blue', expected: 2, packed: 1, state: 'part', ...changes });

export const aParcelView = (changes: Partial<ParcelView> = {}): ParcelView => ({
  parcelId: 'p1',
  orderId: 'o1',
  channelOrderId: '028-1234567-7654321',
  storeName: 'Practice Market',
  state: 'open',
  parcelIndex: 1,
  parcelCount: 1,
  lines: [aLine(), aLine({ lineId: 'l2', sku: 'TEAPOT-1L', title: 'Glass teapot with strainer, 1.0 l', expected: 1, packed: 0, state: 'not-started' }), aLine({ lineId: 'l3', sku: 'PENS-12', title: 'Fineliner set, 12 colours', expected: 1, packed: 1, state: 'done' })],
  unitsPacked: 2,
  unitsExpected: 4,
  shipByMs: viewNowMs + minutes(315),
  destination: 'Hamburg, DE',
  sscc: null,
  trackingNumber: null,
  carrierService: 'DHL Paket',
  label: null,
  check: { source: 'Practice Market', atMs: viewNowMs - minutes(2), ageShown: false },
  ownerNow: 'bench',
  weightGrams: null,
  missingDocuments: [],
  orders: [],
  ...changes,
});

export const aVerdict = (changes: Partial<ScanVerdictView> = {}): ScanVerdictView => ({
  scanId: '0190f3a0-0000-7000-8000-000000000001',
  sequence: 128,
  outcome: 'item-counted',
  sound: 'ok',
  text: '9521000001370',
  detail: { title: 'Stoneware mug 350 ml, blue', sku: 'MUG-350-BLU', packed: 1, expected: 2 },
  block: null,
  atMs: viewNowMs,
  ...changes,
});

export const aBlock = (changes: Partial<Block> = {}): Block => ({
  code: 'CANCELLED',
  strength: 'hard',
  owner: 'customer-service',
  evidence: { source: 'Practice Market', checkedAtMs: viewNowMs - minutes(1), sinceMs: viewNowMs - minutes(3), facts: { by: 'buyer', reason: 'Ordered by mistake', owner: 'Practice Market' } },
  ...changes,
});

export const aStop = (changes: Partial<StopView> = {}): StopView => ({
  orderId: 'o1',
  channelOrderId: '028-1234567-7654321',
  storeName: 'Practice Market',
  parcelId: 'p1',
  blocks: [aBlock()],
  point: 'last-item',
  sinceMs: viewNowMs - 4000,
  putBack: [{ sku: 'MUG-350-BLU', title: 'Stoneware mug 350 ml, blue', quantity: 2 }, { sku: 'TEAPOT-1L', title: 'Glass teapot with strainer, 1.0 l', quantity: 1 }],
  labelPrinted: true,
  mates: null,
  ...changes,
});

export const aPutBackLine = (changes: Partial<PutBackLineView> = {}): PutBackLineView => ({ lineId: 'l1', sku: 'MUG-350-BLU', title: 'Stoneware mug 350 ml, blue', quantity: 2, confirmed: 1, ...changes });

export const aLoading = (changes: Partial<LoadingView> = {}): LoadingView => ({
  manifestId: 'f1',
  manifestNumber: 118,
  carrier: 'DHL',
  openedAtMs: viewNowMs - minutes(14),
  loaded: 37,
  waiting: 5,
  recent: [
    { channelOrderId: '302-7710034-9915526', trackingNumber: '395212340000000031', atMs: viewNowMs - 9000 },
    { channelOrderId: '028-5550001-1112223', trackingNumber: '395212340000000030', atMs: viewNowMs - 21_000 },
    { channelOrderId: '204-0091882-4471115', trackingNumber: '395212340000000029', atMs: viewNowMs - 34_000 },
  ],
  held: [],
  ...changes,
});

export const aPerson = (changes: Partial<PersonView> = {}): PersonView => ({ personId: 'n1', name: 'Alex', roles: ['packer'], language: null, hasPin: true, isActive: true, badge: null, ...changes });

export const somePeople = (changes: Partial<PeopleView> = {}): PeopleView => ({
  isOpenHouse: false,
  people: [
    aPerson(),
    aPerson({ personId: 'n2', name: 'Birgit Hansen', roles: ['packer', 'lead'], language: 'de' }),
    aPerson({ personId: 'n3', name: 'Chidi Okafor', roles: ['packer'], hasPin: false }),
    aPerson({ personId: 'n4', name: 'Dana Weiss', roles: ['admin'] }),
    aPerson({ personId: 'n5', name: 'Emre Yılmaz', roles: ['customer-service'], isActive: false }),
  ],
  roleTable,
  ...changes,
});

export const signedIn = (changes: Partial<NonNullable<HeaderView['person']>> = {}): Pick<HeaderView, 'person' | 'packer' | 'isOpenHouse'> => {
  const person = { name: 'Alex', roles: ['packer'] as const, language: null, sinceMs: viewNowMs - minutes(95), ...changes };
  return { person, packer: person.name, isOpenHouse: false };
};

export const aDispatched = (changes: Partial<DispatchedView> = {}): DispatchedView => ({ parcelId: 'p0', channelOrderId: '028-5550001-1112223', trackingNumber: '395212340000000017', dispatchedAtMs: viewNowMs - minutes(4), writeBack: 'confirmed', orders: 1, confirmed: 1, ...changes });

export const aBench = (screen: BenchScreen = { kind: 'ready' }, changes: Partial<BenchView> = {}): BenchView => ({
  revision: 1,
  header: aHeader(),
  screen,
  lastVerdict: aVerdict(),
  scansToday: 128,
  recentlyDispatched: [
    aDispatched({ parcelId: 'p9', channelOrderId: '302-7710034-9915526', writeBack: 'due' }),
    aDispatched({ parcelId: 'p8', channelOrderId: '028-5550001-1112223', writeBack: 'accepted' }),
    aDispatched({ parcelId: 'p7', channelOrderId: '204-0091882-4471115', writeBack: 'confirmed' }),
    aDispatched({ parcelId: 'p6', channelOrderId: '305-1188120-6600317', writeBack: 'parked' }),
  ],
  ...changes,
});

export const someSettings = (changes: Partial<StationSettings> = {}): StationSettings => ({
  benchName: 'Bench 1',
  packer: 'Alex',
  language: 'en',
  theme: 'light',
  soundVolume: 0.7,
  companyPrefix: '9521234',
  extensionDigit: 3,
  shipFrom: { name: 'Packgate Practice', company: 'Practice Warehouse', lines: ['Lagerstraße 12'], postcode: '20357', city: 'Hamburg', countryCode: 'DE' },
  printer: { kind: 'file', folder: '/home/alex/labels' },
  labelMedia: '4x6in',
  labelDpi: 203,
  scanner: { suffix: 'enter', layout: 'us-physical', prefix: '' },
  stores: [{ storeId: 'practice', name: 'Practice Market', channel: 'amazon', connection: { kind: 'practice' }, policy: { freshMinutes: 15, limitMinutes: 60, whenStale: 'lead' }, carrier: 'DHL', carrierService: 'Paket', carrierRules: [{ whenServiceContains: 'EXPEDITED', carrier: 'DPD', carrierService: 'Express' }], rules: noStoreRules }],
  idleLockMinutes: 15,
  peak: 'auto',
  pilot: [],
  ...changes,
});

export const anImportResult = (changes: Partial<ImportResultView> = {}): ImportResultView => ({
  fileName: 'unshipped-orders.txt',
  format: 'Amazon unshipped orders',
  encoding: 'Windows-1252',
  orders: 1204,
  inserted: 1188,
  updated: 9,
  unchanged: 7,
  problems: [
    { line: 17, column: 'quantity-to-ship', value: 'two', reason: 'this is not a whole number' },
    { line: 391, column: 'order-id', value: '', reason: 'the order number is missing' },
  ],
  problemsTotal: 2,
  notes: [],
  ...changes,
});
