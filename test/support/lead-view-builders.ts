import type { BoardCause, BoardRowView, BuyerNoticeView, CauseGroupView, ChecklistsView, EvidenceView, LeadBoardView, ShiftView, ShownNumberView, WriteBackView } from '../../src/shared/contract/lead-views.ts';
import type { AlertView, NotArrivedRow } from '../../src/shared/contract/alert-views.ts';
import { hopNames, type Hop, type HopName } from '../../src/shared/domain/flow/hops.ts';
import type { LoopStep } from '../../src/shared/domain/flow/parcel-loop.ts';
import { releasableCodes, type Block } from '../../src/shared/domain/gate/block.ts';
import type { Money } from '../../src/shared/domain/order/order.ts';
import { taskOutcomes, taskOwners, type TaskKind } from '../../src/shared/domain/task/task.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import { aBlock, viewNowMs } from './view-builders.ts';

export const aBoard = (changes: Partial<LeadBoardView> = {}): LeadBoardView => ({
  nowMs: viewNowMs,
  groups: [],
  totalRows: 0,
  counts: { due: 0, sending: 0, accepted: 0, uncertain: 0, confirmed: 31, parked: 0, superseded: 0 },
  carrierGaps: [{ storeName: 'Practice Market', carriers: [] }],
  alerts: { total: 0, first: [] },
  slowedStock: [],
  waiting: [],
  inWork: [],
  loading: [],
  waitingForCarrier: [],
  ...changes,
});

const euros = (minor: number): Money => ({ minor, currency: 'EUR' });
const orderNumber = (index: number): string => `302-${String(7_710_000 + index * 37).padStart(7, '0')}-${String(9_915_526 - index * 113).padStart(7, '0')}`;

/** Row `index` of a long board: numbers, ages and deadlines differ, names do not. */
export function aBoardRow(index = 0, changes: Partial<BoardRowView> = {}): BoardRowView {
  const channelOrderId = orderNumber(index);
  const cause: BoardCause = changes.cause ?? 'CANCELLED';
  return {
    rowId: `blocked/${channelOrderId} ${cause}`,
    cause,
    orderId: `practice/${channelOrderId}`,
    storeName: 'Practice Market',
    channelOrderId,
    parcelId: null,
    owner: 'customer-service',
    sinceMs: viewNowMs - minutes(3 + index * 11),
    shipByMs: viewNowMs + minutes(index * 45 - 70),
    value: euros(1990 + index * 700),
    times: 1 + (index % 3),
    blocks: [],
    task: null,
    writeBack: null,
    action: 'acknowledge',
    ...changes,
  };
}

export const aBlockedRow = (index: number, block: Block): BoardRowView =>
  aBoardRow(index, { cause: block.code, owner: block.owner, blocks: [block], action: block.strength === 'ask-lead' ? 'release' : 'acknowledge' });

const factsOf: Readonly<Record<TaskKind, Readonly<Record<string, string | number>>>> = {
  intercept: { code: 'CANCELLED', carrier: 'DHL', trackingNumber: '00340434161094042557', manifest: 12 },
  'put-back': { units: 3, confirmed: 1 },
  'void-label': { carrier: 'DHL', carrierService: 'DHL Paket', trackingNumber: '00340434161094042557' },
  short: { line: 'Glass teapot with strainer, 1.0 l', sku: 'TEAPOT-1L', missing: 1, expected: 2, packed: 1 },
  return: { units: 2, carrier: 'DHL', trackingNumber: '00340434161094042557', manifest: 11 },
  'cancel-at-channel': { line: 'Glass teapot with strainer, 1.0 l', missing: 1, reason: 'sold out' },
  'not-crossed': { reason: 'shipping address: country code "XX" is not known' },
  conflict: { field: 'status', here: 'cancelled', there: 'open', source: 'Practice Market', changedAtMs: viewNowMs - minutes(9) },
};

export const aTaskRow = (kind: TaskKind, index = 0): BoardRowView =>
  aBoardRow(index, {
    rowId: `task/${kind}${index}`,
    cause: kind,
    owner: taskOwners[kind],
    task: { id: `${kind}${index}`, kind, facts: factsOf[kind], outcomes: taskOutcomes[kind].filter((outcome) => outcome !== 'done' && outcome !== 'crossed') },
    action: kind === 'short' ? 'decide-short' : 'close-task',
  });

export const aWriteBack = (changes: Partial<WriteBackView> = {}): WriteBackView => ({
  id: 'w1',
  storeName: 'Practice Market',
  channelOrderId: orderNumber(3),
  trackingNumber: '395212340000000017',
  state: 'parked',
  attempts: 8,
  createdAtMs: viewNowMs - minutes(190),
  dueAtMs: viewNowMs + minutes(4),
  shipByMs: viewNowMs + minutes(40),
  parkReason: 'rejected',
  problemCode: 'bad-number',
  lastAnswer: '400 InvalidInput: PackageReferenceId is invalid, must be a positive numeric value.',
  carrierCode: 'DHL',
  ...changes,
});

export const aParkedRow = (index: number): BoardRowView =>
  aBoardRow(index, { rowId: `parked/w${index}`, cause: 'parked-rejected', owner: 'admin', writeBack: aWriteBack({ id: `w${index}`, channelOrderId: orderNumber(index) }), action: 'resend' });

/** Rows of one cause together, as the station sorts them. */
export function groupsOf(rows: readonly BoardRowView[]): readonly CauseGroupView[] {
  const groups = new Map<BoardCause, BoardRowView[]>();
  for (const row of rows) groups.set(row.cause, [...(groups.get(row.cause) ?? []), row]);
  return [...groups].map(([cause, own]) => {
    const [first] = own;
    const releaseCode = releasableCodes.find((code) => code === cause && first?.action === 'release') ?? null;
    const bulk = first?.action === 'resend' || first?.action === 'acknowledge' ? first.action : releaseCode === null ? null : 'release';
    return { cause, owner: first?.owner ?? 'lead', total: own.length, soonestShipByMs: own.map((row) => row.shipByMs).find((at) => at !== null) ?? null, bulk, releaseCode, rows: own };
  });
}

export const aBoardOf = (rows: readonly BoardRowView[], changes: Partial<LeadBoardView> = {}): LeadBoardView => aBoard({ groups: groupsOf(rows), totalRows: rows.length, ...changes });

export const aLoop = (changes: Partial<Record<LoopStep, number | null>> = {}, notice: BuyerNoticeView = { owner: 'channel', system: null }, shown: ShownNumberView | null = null): Pick<EvidenceView['parcels'][number], 'loop' | 'notice' | 'shown'> => {
  const atMs = { packed: viewNowMs - minutes(9), labelled: viewNowMs - minutes(8), dispatched: null, posted: null, confirmed: null, ...changes };
  return { loop: { atMs, isClosed: atMs.confirmed !== null }, notice, shown };
};

export const someHops = (changes: Partial<Record<HopName, Omit<Hop, 'hop'>>> = {}): readonly Hop[] => {
  const usual: Record<HopName, Omit<Hop, 'hop'>> = { shop: { state: 'done', sinceMs: viewNowMs - minutes(300) }, station: { state: 'stuck', sinceMs: viewNowMs - minutes(14) }, bench: { state: 'ahead', sinceMs: null }, carrier: { state: 'ahead', sinceMs: null }, buyer: { state: 'ahead', sinceMs: null } };
  return hopNames.map((hop) => ({ hop, ...usual[hop], ...changes[hop] }));
};

export const anAlert = (index = 0, changes: Partial<AlertView> = {}): AlertView => ({
  id: `a${String(index)}`,
  kind: 'parked',
  storeName: 'Practice Market',
  orderId: `practice/${orderNumber(index)}`,
  channelOrderId: orderNumber(index),
  state: 'parked',
  sinceMs: viewNowMs - minutes(32 + index * 7),
  shipByMs: viewNowMs + minutes(40 + index * 55),
  blocker: 'park.rejected',
  owner: 'admin',
  rows: 1,
  firedAtMs: viewNowMs - minutes(17),
  endedAtMs: null,
  ...changes,
});

export const aNumberNotThere = (index = 0, changes: Partial<NotArrivedRow> = {}): NotArrivedRow => ({
  writeBackId: `w${String(index)}`,
  orderId: `practice/${orderNumber(index)}`,
  channelOrderId: orderNumber(index),
  storeName: 'Practice Market',
  trackingNumber: '395212340000000017',
  sscc: '395212340000000017',
  carrier: 'DHL',
  state: 'parked',
  reason: 'parked-rejected',
  problemCode: 'bad-number',
  shownNumber: null,
  attempts: 8,
  dispatchedAtMs: viewNowMs - minutes(190),
  shipByMs: viewNowMs + minutes(40),
  lastAnswer: '400 InvalidInput: PackageReferenceId is invalid, must be a positive numeric value.',
  ...changes,
});

export const anEvidence = (changes: Partial<EvidenceView> = {}): EvidenceView => ({
  orderId: `practice/${orderNumber(1)}`,
  channelOrderId: orderNumber(1),
  storeName: 'Practice Market',
  ownerNow: 'bench',
  owners: { cancellation: 'Practice Market', shipped: 'Practice Market' },
  place: 'stopped',
  blocks: [aBlock({ code: 'CANCEL_REQUESTED', strength: 'ask-lead', owner: 'lead' })],
  flag: null,
  releases: [{ code: 'STALE_DATA', by: 'Birgit Hansen', reason: 'Line was down, asked by phone', atMs: viewNowMs - minutes(50), isValid: false }],
  value: euros(8640),
  shipByMs: viewNowMs + minutes(200),
  checkedAtMs: viewNowMs - minutes(1),
  lines: [
    { sku: 'MUG-350-BLU', title: 'Stoneware mug 350 ml, blue', toPack: 2, packed: 2, cancellation: 'none' },
    { sku: 'TEAPOT-1L', title: 'Glass teapot with strainer, 1.0 l', toPack: 1, packed: 0, cancellation: 'requested' },
  ],
  parcels: [{ parcelId: 'p1', state: 'stopped', packer: 'Alex', sscc: '395212340000000017', trackingNumber: '395212340000000017', manifestNumber: null, box: null, atMs: viewNowMs - minutes(6), ...aLoop() }],
  hops: someHops(),
  messages: [{ writeBackId: 'w1', carrier: 'DHL', trackingNumber: '395212340000000017', toldBy: null, steps: [{ state: 'due', attempts: 0, atMs: viewNowMs - minutes(6), answer: null }, { state: 'sending', attempts: 1, atMs: viewNowMs - minutes(6), answer: null }, { state: 'parked', attempts: 1, atMs: viewNowMs - minutes(5), answer: 'order-cancelled: NonexistentOrderItem' }] }],
  exchanges: [
    { operation: 'getOrder', status: 200, body: JSON.stringify({ payload: { AmazonOrderId: orderNumber(1), OrderStatus: 'Unshipped', IsBuyerRequestedCancel: true, BuyerCancelReason: 'Ordered by mistake' } }), atMs: viewNowMs - minutes(1) },
    { operation: 'getOrders', status: null, body: '', atMs: viewNowMs - minutes(31) },
  ],
  log: [
    { atMs: viewNowMs - minutes(2), actor: 'Alex', act: 'gate-stopped', detail: JSON.stringify({ code: 'CANCEL_REQUESTED', point: 'last-item' }) },
    { atMs: viewNowMs - minutes(50), actor: 'Birgit Hansen', act: 'block-released', detail: JSON.stringify({ code: 'STALE_DATA', reason: 'Line was down, asked by phone' }) },
  ],
  escalation: { metric: 'late-shipment', limit: '< 4 %' },
  ...changes,
});

const at = viewNowMs - minutes(25);

export const aShift = (changes: Partial<ShiftView> = {}): ShiftView => ({
  fromMs: viewNowMs - minutes(285),
  nowMs: viewNowMs,
  stores: [
    {
      storeId: 'practice',
      storeName: 'Practice Market',
      shippedHere: 128,
      shippedThere: 127,
      shippedOwner: 'Practice Market',
      reconciled: { atMs: viewNowMs - 720_000, calls: 2, orders: 31, missed: [], vanished: [], stillToAsk: 0, isHalfRead: false },
      differences: [
        { rowId: 'practice/not-there/p1', channelOrderId: orderNumber(4), orderId: `practice/${orderNumber(4)}`, kind: 'not-there', state: 'parked', trackingNumber: '395212340000000017', atMs: at, explanation: null },
        { rowId: 'practice/not-here/o2', channelOrderId: orderNumber(5), orderId: `practice/${orderNumber(5)}`, kind: 'not-here', state: 'shipped', trackingNumber: null, atMs: at, explanation: { text: 'Sent from the second warehouse', by: 'Birgit Hansen' } },
      ],
    },
    { storeId: 'files', storeName: 'Own shop', shippedHere: 14, shippedThere: null, shippedOwner: 'Own shop', reconciled: null, differences: [] },
  ],
  unexplained: 1,
  notLoaded: 9,
  openRows: 4,
  last: { toMs: viewNowMs - minutes(285), by: 'Birgit Hansen', isClean: false, note: 'Two parcels wait for DPD' },
  history: [
    { id: 's2', fromMs: viewNowMs - minutes(800), toMs: viewNowMs - minutes(285), by: 'Birgit Hansen', isClean: false },
    { id: 's1', fromMs: viewNowMs - minutes(1700), toMs: viewNowMs - minutes(1200), by: 'Dana Weiss', isClean: true },
  ],
  ...changes,
});

const ticked = { by: 'Birgit Hansen', atMs: viewNowMs - minutes(12) };

export const someChecklists = (): ChecklistsView => ({
  daily: {
    kind: 'daily',
    period: '2026-11-03',
    items: [
      { itemId: 'board-empty', figure: 4, tick: null },
      { itemId: 'not-crossed-empty', figure: 0, tick: ticked },
      { itemId: 'parked-empty', figure: 1, tick: null },
      { itemId: 'put-back-bin-empty', figure: 0, tick: ticked },
      { itemId: 'printers-ready', figure: null, tick: null },
      { itemId: 'late-none', figure: 0, tick: null },
    ],
    signed: null,
  },
  weekly: {
    kind: 'weekly',
    period: '2026-W45',
    items: ['audit-verified', 'backup-restored', 'people-reviewed', 'mappings-reviewed', 'metrics-reviewed', 'shadow-reviewed'].map((itemId) => ({ itemId, figure: itemId === 'people-reviewed' ? 4 : null, tick: ticked })),
    signed: ticked,
  },
  history: [
    { kind: 'daily', period: '2026-11-02', ticked: 6, signed: ticked },
    { kind: 'weekly', period: '2026-W44', ticked: 5, signed: null },
  ],
});
