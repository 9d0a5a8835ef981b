import type { StationApi } from '../../../src/shared/contract/events.ts';
import type { AlertsView, NotArrivedView } from '../../../src/shared/contract/alert-views.ts';
import type { BoardRowView, EvidenceView, LeadBoardView } from '../../../src/shared/contract/lead-views.ts';
import type { Reply } from '../../../src/shared/contract/reply.ts';
import { triggerKinds, triggerRanges } from '../../../src/shared/domain/alert/alert.ts';
import { taskKinds } from '../../../src/shared/domain/task/task.ts';
import { minutes } from '../../../src/shared/domain/units/instant.ts';
import type { LeadPage } from '../../../src/renderer/src/stores/board-slice.ts';
import { aBlockedRow, aBoard, aBoardOf, aBoardRow, aLoop, anAlert, anEvidence, aNumberNotThere, aParkedRow, aShift, aTaskRow, aWriteBack, someChecklists, someHops } from '../../support/lead-view-builders.ts';
import { aBench, aBlock, aHeader, anImportResult, aParcelView, signedIn, viewNowMs } from '../../support/view-builders.ts';
import type { Scenario } from './scenario.ts';

const ok = <T>(value: T): Promise<Reply<T>> => Promise.resolve({ ok: true, value });

const cancelled = aBlock();
const asked = aBlock({ code: 'CANCEL_REQUESTED', strength: 'ask-lead', owner: 'lead' });
const stale = aBlock({ code: 'STALE_DATA', strength: 'ask-lead', owner: 'lead' });

const five: readonly BoardRowView[] = [aBlockedRow(0, cancelled), aBlockedRow(1, asked), aBlockedRow(2, asked), aParkedRow(3), aTaskRow('short', 4)];

const manyRows: readonly BoardRowView[] = Array.from({ length: 500 }, (_, index) => {
  if (index < 180) return aBlockedRow(index, stale);
  if (index < 260) return aBlockedRow(index, cancelled);
  if (index < 320) return aParkedRow(index);
  if (index < 420) return aBoardRow(index, { rowId: `late/${index}`, cause: 'late-not-packed', owner: 'lead', action: 'none' });
  return aTaskRow('put-back', index);
});

const busy: Partial<LeadBoardView> = {
  counts: { due: 3, sending: 0, accepted: 6, uncertain: 1, confirmed: 128, parked: 1, superseded: 0 },
  waiting: [aWriteBack({ id: 'w8', state: 'due' })],
  inWork: [aParcelView(), aParcelView({ parcelId: 'p2', unitsPacked: 4 })],
  loading: [{ manifestId: 'm1', number: 12, carrier: 'DHL', loaded: 31, waiting: 9 }],
  waitingForCarrier: [{ carrier: 'DPD', parcels: 4, oldestAtMs: viewNowMs - minutes(130) }],
};

const oneOfEach = [...taskKinds.map((kind, index) => aTaskRow(kind, index)), aBoardRow(20, { cause: 'packed-unlabelled', owner: 'lead', action: 'reprint' }), aBoardRow(21, { cause: 'late-not-posted', owner: 'lead', action: 'none' })];

const someAlerts: AlertsView = {
  triggers: triggerKinds.map((kind, index) => ({
    kind,
    isOn: kind !== 'in-work',
    limit: triggerRanges[kind].usual,
    range: triggerRanges[kind],
    last: index % 3 === 1 ? null : { atMs: viewNowMs - minutes(17 + index * 140), alerts: index % 2 === 0 ? 1 : 5, first: anAlert(index, kind === 'no-contact' || kind === 'stock-refused' ? { kind, orderId: null, channelOrderId: null } : { kind }) },
  })),
  open: [
    anAlert(0, { kind: 'not-posted', state: 'due', blocker: 'at.network', shipByMs: viewNowMs - minutes(12) }),
    anAlert(1, { blocker: 'problem.bad-carrier' }),
    anAlert(2, { kind: 'same-cause', blocker: 'problem.bad-carrier', rows: 14 }),
    anAlert(3, { kind: 'blocked', state: 'blocked', blocker: 'block.CANCEL_REQUESTED', owner: 'lead' }),
    anAlert(4, { kind: 'in-work', state: 'labelled', blocker: 'at.printer', owner: 'packer' }),
    anAlert(5, { kind: 'no-contact', state: 'no-contact', blocker: 'cause.ECONNREFUSED', orderId: null, channelOrderId: null, shipByMs: null }),
    anAlert(6, { kind: 'stock-refused', state: 'stock-refused', blocker: 'stock.unrecognised', orderId: null, channelOrderId: null, shipByMs: null, rows: 3 }),
  ],
  openTotal: 7,
  ended: [anAlert(8, { kind: 'accepted-not-visible', endedAtMs: viewNowMs - minutes(2) }), anAlert(9, { kind: 'not-crossed', endedAtMs: viewNowMs - minutes(6) })],
};

const numbersNotThere: NotArrivedView = {
  rows: [
    aNumberNotThere(0, { reason: 'overdue', state: 'due', problemCode: null, lastAnswer: null, attempts: 0, shipByMs: viewNowMs - minutes(12) }),
    aNumberNotThere(1),
    aNumberNotThere(2, { reason: 'parked-shows-other-number', problemCode: null, shownNumber: '00340434161094042557', lastAnswer: 'the channel shows DHL 00340434161094042557 for package 1', trackingNumber: '395212340000000024' }),
    aNumberNotThere(3, { reason: 'not-shown', state: 'accepted', problemCode: null, lastAnswer: null, attempts: 1 }),
    aNumberNotThere(4, { reason: 'retrying', state: 'due', problemCode: null, lastAnswer: '503 Service Unavailable', attempts: 4, shipByMs: null }),
  ],
  total: 5,
  notShownAfterMinutes: 30,
};

const notThere = aLoop({ packed: viewNowMs - minutes(194), labelled: viewNowMs - minutes(193), dispatched: viewNowMs - minutes(190), posted: viewNowMs - minutes(189) }, { owner: 'channel-told', system: null }, { trackingNumber: '00340434161094042557', atMs: viewNowMs - minutes(3), isSame: false });
const proven = aLoop({ packed: viewNowMs - minutes(194), labelled: viewNowMs - minutes(193), dispatched: viewNowMs - minutes(190), posted: viewNowMs - minutes(189), confirmed: viewNowMs - minutes(187) }, { owner: 'teller', system: 'ShipStation' }, { trackingNumber: '395212340000000024', atMs: viewNowMs - minutes(3), isSame: true });
const twoParcels: Partial<EvidenceView> = {
  place: 'loaded',
  ownerNow: 'carrier',
  blocks: [],
  escalation: null,
  hops: someHops({ station: { state: 'done', sinceMs: null }, bench: { state: 'done', sinceMs: viewNowMs - minutes(190) }, carrier: { state: 'done', sinceMs: viewNowMs - minutes(120) }, buyer: { state: 'stuck', sinceMs: viewNowMs - minutes(64) } }),
  parcels: [
    { ...anEvidence().parcels[0]!, state: 'posted', manifestNumber: 12, ...notThere },
    { ...anEvidence().parcels[0]!, parcelId: 'p2', state: 'confirmed', manifestNumber: 12, trackingNumber: '395212340000000024', sscc: '395212340000000024', ...proven },
  ],
};
const shown: Partial<EvidenceView> = { ...twoParcels, hops: someHops({ station: { state: 'done', sinceMs: null }, bench: { state: 'done', sinceMs: viewNowMs - minutes(190) }, carrier: { state: 'waiting', sinceMs: viewNowMs - minutes(190) }, buyer: { state: 'done', sinceMs: viewNowMs - minutes(187) } }), parcels: twoParcels.parcels!.slice(1) };

const answers: Partial<StationApi> = {
  loadAlerts: () => ok(someAlerts),
  saveTrigger: () => ok(someAlerts),
  loadNotArrived: () => ok(numbersNotThere),
  loadEvidence: () => ok(anEvidence()),
  searchOrders: ({ text }) =>
    ok({
      text,
      isCut: true,
      hits: five.map((row, index) => ({
        orderId: row.orderId ?? '',
        channelOrderId: row.channelOrderId,
        storeName: row.storeName,
        buyerName: 'Ingrid Sørensen-Albrecht',
        trackingNumber: index > 2 ? '395212340000000017' : null,
        matched: index > 2 ? ('sscc' as const) : ('order' as const),
        place: index > 2 ? ('loaded' as const) : ('stopped' as const),
        shipByMs: row.shipByMs,
      })),
    }),
  loadShift: () => ok(aShift()),
  loadChecklists: () => ok(someChecklists()),
  exportCsv: () => ok({ fileName: 'board-2026-11-03.csv', filePath: '/home/packer/.config/Packgate/exports/board-2026-11-03-1045.csv', rows: 5 }),
  verifyAudit: () => ok({ isWhole: true as const, rows: 18_204, head: '9f3c02be77aa41d0' }),
  loadAudit: () =>
    ok({
      rows: Array.from({ length: 30 }, (_, index) => ({ sequence: 18_204 - index, atMs: viewNowMs - minutes(index * 7), actor: index % 2 === 0 ? 'Alex' : 'Birgit Hansen', act: index % 2 === 0 ? 'dispatched' : 'block-released', subject: 'practice/302-7710037-9915413', detail: JSON.stringify({ code: 'STALE_DATA', reason: 'Line was down' }) })),
      nextBeforeSequence: 18_174,
    }),
  loadManifests: () =>
    ok({
      manifests: [
        { manifestId: 'm1', number: 12, carrier: 'DHL', parcels: 31, openedAtMs: viewNowMs - minutes(50), closedAtMs: null, closedBy: null, paper: null },
        { manifestId: 'm2', number: 11, carrier: 'DPD Express', parcels: 84, openedAtMs: viewNowMs - minutes(1100), closedAtMs: viewNowMs - minutes(900), closedBy: 'Birgit Hansen', paper: { state: 'sent', reason: null, atMs: viewNowMs - minutes(900) } },
        { manifestId: 'm3', number: 10, carrier: 'DHL', parcels: 60, openedAtMs: viewNowMs - minutes(2600), closedAtMs: viewNowMs - minutes(2500), closedBy: 'Alex', paper: { state: 'not-ready', reason: 'out of paper', atMs: viewNowMs - minutes(2500) } },
      ],
    }),
  loadShadow: () =>
    ok({
      running: [{ where: 'Practice Market', codes: ['ADDRESS_INVALID', 'WEIGHT_OUT_OF_RANGE'] }],
      rows: [{ storeName: 'Practice Market', channelOrderId: '302-7710037-9915413', orderId: 'practice/302-7710037-9915413', point: 'label', block: aBlock({ code: 'ADDRESS_INVALID', strength: 'ask-lead', owner: 'customer-service', evidence: { source: 'Packgate', checkedAtMs: viewNowMs, sinceMs: null, facts: { field: 'postcode', problem: 'format' } } }), times: 2, firstAtMs: viewNowMs - minutes(90), lastAtMs: viewNowMs - minutes(20) }],
    }),
  loadReport: ({ fromMs, toMs }) =>
    ok({
      fromMs,
      toMs,
      rows: [{ storeName: 'Practice Market', week: '2026-W45', orders: 7, value: { minor: 41_230, currency: 'EUR' }, returnCost: { minor: 4550, currency: 'EUR' }, byCode: { CANCELLED: 5, CANCEL_REQUESTED: 2 } }],
      orders: five.map((row, index) => ({ orderId: row.orderId ?? '', channelOrderId: row.channelOrderId, storeName: row.storeName, code: index > 2 ? ('CANCEL_REQUESTED' as const) : ('CANCELLED' as const), point: 'last-item' as const, value: row.value, atMs: row.sinceMs, by: 'Alex', hadLabel: index === 1 })),
    }),
};

const board = (rows: readonly BoardRowView[], more: Partial<Scenario> = {}): Scenario => ({ bench: aBench(), board: aBoardOf(rows, busy), screen: 'lead', answers, ...more });
const page = (name: LeadPage, presses: readonly string[] = []): Scenario => board(five, { then: (store) => { store.showLeadPage(name); }, presses });
const panelOf = (row: BoardRowView, presses: readonly string[] = []): Scenario => board([row, ...five], { presses: [`[data-row="${row.rowId}"] .brow__act`, ...presses] });

export const leadScenarios: Readonly<Record<string, Scenario>> = {
  'lead-empty': { bench: aBench(undefined, { header: aHeader({ blockedOrders: 0, openTasks: 0 }) }), board: aBoard(), screen: 'lead' },
  'lead-unsure': { bench: aBench(undefined, { header: aHeader({ services: [{ storeId: 'practice', name: 'Practice Market', reachable: false, sinceMs: viewNowMs - minutes(14), lastProbeAtMs: viewNowMs - 8000, cause: 'timeout' }] }) }), board: aBoard(), screen: 'lead' },
  lead: board(five, { bench: aBench(undefined, { header: aHeader({ blockedOrders: 4, openTasks: 1 }) }) }),
  'lead-chosen': board(five, { presses: ['[data-cause=CANCEL_REQUESTED] .group__head input'] }),
  'lead-tasks': board(oneOfEach),
  'lead-500': board(manyRows, { bench: aBench(undefined, { header: aHeader({ blockedOrders: 320, openTasks: 180 }) }) }),
  'lead-door': board(five, { bench: aBench(undefined, { header: aHeader({ isOpenHouse: false, packer: '' }) }) }),
  'lead-signed-in': board(five, { bench: aBench(undefined, { header: aHeader(signedIn({ name: 'Birgit Hansen', roles: ['lead'] })) }) }),
  'lead-evidence': board(five, { presses: ['[data-cause=CANCEL_REQUESTED] .brow__open'] }),
  'lead-evidence-answer': board(five, { presses: ['[data-cause=CANCEL_REQUESTED] .brow__open', '.answer summary', '.epart > .button'] }),
  'lead-evidence-buyer': board(five, { presses: ['[data-cause=CANCEL_REQUESTED] .brow__open'], answers: { ...answers, loadEvidence: () => ok(anEvidence(twoParcels)) } }),
  'lead-evidence-loop': board(five, { presses: ['[data-cause=CANCEL_REQUESTED] .brow__open', '.loop:last-child .loop__end'], answers: { ...answers, loadEvidence: () => ok(anEvidence(twoParcels)) } }),
  'lead-evidence-shown': board(five, { presses: ['[data-cause=CANCEL_REQUESTED] .brow__open'], answers: { ...answers, loadEvidence: () => ok(anEvidence(shown)) } }),
  'lead-told': board(five, { board: aBoardOf(five, { ...busy, alerts: { total: 7, first: someAlerts.open.slice(0, 3) }, slowedStock: [{ storeName: 'Practice Market', everySeconds: 240 }] }) }),
  'lead-alerts': page('alerts'),
  'lead-alerts-change': page('alerts', ['[data-trigger=not-posted] .button']),
  'lead-alerts-none': { ...page('alerts'), answers: { ...answers, loadAlerts: () => ok({ triggers: someAlerts.triggers.map((trigger) => ({ ...trigger, last: null })), open: [], openTotal: 0, ended: [] }) } },
  'lead-numbers': page('numbers'),
  'lead-numbers-none': { ...page('numbers'), answers: { ...answers, loadNotArrived: () => ok({ rows: [], total: 0, notShownAfterMinutes: 30 }) } },
  'lead-release': board(five, { presses: ['[data-cause=CANCEL_REQUESTED] .brow__act'] }),
  'lead-release-many': board(manyRows, { presses: ['[data-cause=STALE_DATA] .group__head input', '.group__bulk .button--main'] }),
  'lead-release-cancelled': board(five, { presses: ['[data-cause=CANCEL_REQUESTED] .group__head input', '.group__bulk .button--main', '.panel__foot .button'] }),
  'lead-search': board(five, { types: { into: '.search input', text: '302-77', shows: '.hit' } }),
  'lead-short': panelOf(aTaskRow('short', 30), ['.choice:nth-of-type(3) input']),
  ...Object.fromEntries(taskKinds.filter((kind) => kind !== 'short').map((kind) => [`lead-task-${kind}`, panelOf(aTaskRow(kind, 30), ['.choice input'])])),
  'lead-shift': page('shift'),
  'lead-shift-open': page('shift', ['.steps li:nth-child(2) button']),
  'lead-shift-checklist': page('shift', ['.steps li:nth-child(3) button']),
  'lead-shift-sign': page('shift', ['.steps li:nth-child(4) button']),
  'lead-checklists': page('checklists', ['.page__actions .button']),
  'lead-report': page('report'),
  'lead-shadow': page('shadow'),
  'lead-manifests': page('manifests'),
  'lead-audit': page('audit', ['.page__actions .button']),
  setup: { bench: aBench(), screen: 'setup', imported: anImportResult() },
};
