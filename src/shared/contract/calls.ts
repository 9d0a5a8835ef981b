import { z } from 'zod';
import { triggerKinds } from '../domain/alert/alert.ts';
import { releasableCodes } from '../domain/gate/block.ts';
import { roles, type Act } from '../domain/people/role.ts';
import { parkReasons } from '../domain/writeback/write-back.ts';
import type { AlertsView, NotArrivedView } from './alert-views.ts';
import type { AuditPageView, AuditVerifyView, BoardRowView, ChecklistsView, EvidenceView, ExportView, InterceptReportView, LeadBoardView, ManifestsView, OrderFieldsView, SearchView, ShadowReportView, ShiftView, TaxPreviewView } from './lead-views.ts';
import type { ConnectionsView, ConnectionTestView } from './connection-views.ts';
import type { PeopleView } from './people-views.ts';
import type { Reply } from './reply.ts';
import type { StockImportView, StockView } from './stock-views.ts';
import { stationSettings, taxFieldNames, type StationSettings } from './settings.ts';
import type { BenchView, ImportResultView, PracticeView, ScanVerdictView } from './views.ts';

const nothing = z.strictObject({});
const id = z.string().min(1).max(100);
const person = z.string().trim().min(1).max(40);
const reason = z.string().trim().min(3).max(200);
const note = z.string().trim().max(300);
const instant = z.number().int().nonnegative();
const checklistKind = z.enum(['daily', 'weekly']);

/** How somebody proves who they are: the badge's code as scanned, or the name from the list and its PIN. */
export const proof = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('badge'), code: z.string().min(1).max(60) }),
  z.strictObject({ kind: z.literal('pin'), personId: id, pin: z.string().regex(/^\d{4,12}$/) }),
]);
export type Proof = z.output<typeof proof>;

/**
 * Beside each act that needs a person. While people are set up, `proof` says who, where the act asks for it; without people (`by`)
 * a typed name is all there is.
 */
const byWhom = { proof: proof.optional(), by: person.optional() };

/** `open`: whoever stands at the bench. Everything else is asked of the person who is signed in, or of the proof. */
type Needs = Act | 'open';
const needs = <const N extends Needs>(act: N): N => act;

/** Longest text a scanner can send that is looked at; GS1 symbols end well below. Characters. */
export const longestScan = 512;

/**
 * All that a page may ask of the station. Both sides import this table and nothing else; the station checks every
 * input against it again, because types are not a fence.
 */
export const calls = {
  /** Judges one scan. Repeating a `scanId` answers with the same verdict and counts nothing twice. */
  scan: {
    needs: needs('open'),
    input: z.strictObject({
      scanId: z.uuid(),
      text: z.string().max(longestScan),
      method: z.enum(['wedge', 'tray', 'typed']),
      deviceId: z.string().max(60),
      scannedAtMs: z.number().int().nonnegative(),
      /** The scanner paused within the code: its beginning may be missing. Stored, and never counted. */
      mayBeIncomplete: z.boolean().default(false),
    }),
    output: z.custom<ScanVerdictView>(),
  },
  loadBench: { needs: needs('open'), input: nothing, output: z.custom<BenchView>() },
  /** Signs in, unlocks, or takes the bench over from somebody else; the work on it stays. */
  signIn: { needs: needs('open'), input: z.strictObject({ proof }), output: z.custom<BenchView>() },
  signOut: { needs: needs('open'), input: nothing, output: z.custom<BenchView>() },
  lockBench: { needs: needs('open'), input: nothing, output: z.custom<BenchView>() },
  /** Somebody pressed a key or moved: the bench is not idle. */
  stayAwake: { needs: needs('open'), input: nothing, output: z.custom<{ readonly ok: true }>() },

  loadBoard: { needs: needs('view-board'), input: nothing, output: z.custom<LeadBoardView>() },
  searchOrders: { needs: needs('search-orders'), input: z.strictObject({ text: z.string().trim().min(2).max(100) }), output: z.custom<SearchView>() },
  /** All that is known of one order: reasons, the channel's raw answers, who did what. */
  loadEvidence: { needs: needs('view-board'), input: z.strictObject({ orderId: z.string().min(1).max(300) }), output: z.custom<EvidenceView>() },
  /** A lead lets orders of one cause pass, each at its standing as it is now. Refused for every hard block, per order. */
  releaseBlocks: {
    needs: needs('release'),
    input: z.strictObject({ orderIds: z.array(z.string().min(1).max(300)).min(1).max(500), code: z.enum(releasableCodes), reason, ...byWhom }),
    output: z.custom<{ readonly board: LeadBoardView; readonly released: number; readonly refused: readonly { readonly orderId: string; readonly code: string; readonly message: string }[] }>(),
  },
  /** Takes a hard-blocked order off the board once its goods are dealt with; the gate stays as it is, and the log keeps the row. */
  acknowledgeBlocks: { needs: needs('answer-task'), input: z.strictObject({ orderIds: z.array(z.string().min(1).max(300)).min(1).max(500), ...byWhom }), output: z.custom<LeadBoardView>() },
  /** "The buyer called and wants to cancel": stops the order like a request of the channel. */
  flagOrder: { needs: needs('flag-cancel'), input: z.strictObject({ orderId: z.string().min(1).max(300), reason, ...byWhom }), output: z.custom<EvidenceView>() },
  unflagOrder: { needs: needs('flag-cancel'), input: z.strictObject({ orderId: z.string().min(1).max(300), reason, ...byWhom }), output: z.custom<EvidenceView>() },
  /** `cancel` must be confirmed with the name of the metric it hits. */
  decideShort: {
    needs: needs('decide-short'),
    input: z.strictObject({ taskId: id, decision: z.enum(['wait', 'partial', 'cancel']), reason, isRiskAccepted: z.boolean(), ...byWhom }),
    output: z.custom<LeadBoardView>(),
  },
  /** Ends a task with one of the outcomes of its kind. */
  closeTask: { needs: needs('answer-task'), input: z.strictObject({ taskId: id, outcome: z.string().min(1).max(40), note, ...byWhom }), output: z.custom<LeadBoardView>() },
  /** Sends a parked write-back again after its cause was mended. */
  /** All parked messages of one cause leave together, once what caused it is mended. */
  resendCause: { needs: needs('resend'), input: z.strictObject({ storeId: id.nullable(), parkReason: z.enum(parkReasons), problemCode: z.string().max(60).nullable(), carrier: z.string().max(80).optional(), note: z.string().trim().min(1).max(200), ...byWhom }), output: z.custom<{ readonly sent: number; readonly left: number }>() },
  resendWriteBack: { needs: needs('resend'), input: z.strictObject({ writeBackId: id, ...byWhom }), output: z.custom<BoardRowView['writeBack']>() },
  /** Prints the label of a parked-unlabelled or labelled parcel again; keeps its SSCC. */
  reprintLabel: { needs: needs('reprint'), input: z.strictObject({ parcelId: id }), output: z.custom<BenchView>() },
  /** Asks every connected service now, instead of at the next probe. */
  probeNow: { needs: needs('open'), input: nothing, output: z.custom<BenchView>() },

  /** Alerts that stand, and the limits at which they begin. */
  loadAlerts: { needs: needs('view-board'), input: nothing, output: z.custom<AlertsView>() },
  /** Its limit, in the unit of its kind. What is told and not beyond it ends. */
  saveTrigger: { needs: needs('set-alerts'), input: z.strictObject({ kind: z.enum(triggerKinds), isOn: z.boolean(), limit: z.number().int().min(1).max(100_000), ...byWhom }), output: z.custom<AlertsView>() },
  /** Numbers that their channel does not show, with why and its last answer. */
  loadNotArrived: { needs: needs('view-board'), input: nothing, output: z.custom<NotArrivedView>() },

  loadManifests: { needs: needs('view-board'), input: nothing, output: z.custom<ManifestsView>() },
  /** Draws the manifest again and puts it beside the exports; a printer gets it too where one is set up. */
  printManifest: { needs: needs('load'), input: z.strictObject({ manifestId: id }), output: z.custom<ExportView>() },
  loadReport: { needs: needs('view-board'), input: z.strictObject({ fromMs: instant, toMs: instant }), output: z.custom<InterceptReportView>() },
  loadShadow: { needs: needs('view-board'), input: nothing, output: z.custom<ShadowReportView>() },
  /** Reads at every channel again what changed, and compares: before a shift is signed. */
  reconcile: { needs: needs('view-board'), input: nothing, output: z.custom<ShiftView>() },
  loadShift: { needs: needs('view-board'), input: nothing, output: z.custom<ShiftView>() },
  explainDifference: { needs: needs('close-shift'), input: z.strictObject({ rowId: z.string().min(1).max(400), text: reason, ...byWhom }), output: z.custom<ShiftView>() },
  /** Refused as clean while a difference has no explanation. */
  closeShift: { needs: needs('close-shift'), input: z.strictObject({ isClean: z.boolean(), note, ...byWhom }), output: z.custom<ShiftView>() },
  loadChecklists: { needs: needs('view-board'), input: nothing, output: z.custom<ChecklistsView>() },
  tickCheck: { needs: needs('checklist'), input: z.strictObject({ kind: checklistKind, itemId: id, isTicked: z.boolean(), ...byWhom }), output: z.custom<ChecklistsView>() },
  signChecklist: { needs: needs('checklist'), input: z.strictObject({ kind: checklistKind, ...byWhom }), output: z.custom<ChecklistsView>() },
  /** Writes a CSV file into the exports folder. */
  exportCsv: {
    needs: needs('export'),
    input: z.strictObject({ what: z.enum(['board', 'intercepted', 'shifts', 'checklists', 'manifest', 'audit', 'stock', 'shadow', 'parcels', 'not-arrived', 'alerts']), manifestId: id.optional(), fromMs: instant.optional(), toMs: instant.optional(), ...byWhom }),
    output: z.custom<ExportView>(),
  },
  loadAudit: { needs: needs('view-audit'), input: z.strictObject({ beforeSequence: z.number().int().positive().nullable() }), output: z.custom<AuditPageView>() },
  verifyAudit: { needs: needs('view-audit'), input: nothing, output: z.custom<AuditVerifyView>() },

  loadPeople: { needs: needs('open'), input: nothing, output: z.custom<PeopleView>() },
  /** `personId` null: somebody new. The first person must be an admin. A PIN or badge that is not named stays as it is. */
  savePerson: {
    needs: needs('people'),
    input: z.strictObject({
      personId: id.nullable(),
      name: person,
      roles: z.array(z.enum(roles)).min(1).max(roles.length),
      language: z.enum(['en', 'de']).nullable(),
      pin: z.string().regex(/^\d{4,12}$/).optional(),
      isNewBadge: z.boolean().default(false),
      isActive: z.boolean(),
      proof: proof.optional(),
    }),
    output: z.custom<PeopleView>(),
  },

  loadSettings: { needs: needs('open'), input: nothing, output: z.custom<StationSettings>() },
  saveSettings: { needs: needs('settings'), input: stationSettings, output: z.custom<StationSettings>() },
  /** Stores what an account signs in with in the system's key store; it is never read back to a page. */
  /** Every channel with its form, and how each store stands with its own. */
  loadConnections: { needs: needs('settings'), input: nothing, output: z.custom<ConnectionsView>() },
  /** Reads at the channel, and writes in a vendor's sandbox, to show that the credentials suffice. */
  testConnection: { needs: needs('settings'), input: z.strictObject({ storeId: id }), output: z.custom<ConnectionTestView>() },
  /** Where a person agrees at the vendor's own page; `state` comes back with the address they are sent to. */
  beginSignIn: { needs: needs('settings'), input: z.strictObject({ storeId: id, redirectUri: z.url() }), output: z.custom<{ readonly url: string; readonly state: string }>() },
  /** The address that the vendor sent the person back to. */
  finishSignIn: { needs: needs('settings'), input: z.strictObject({ storeId: id, state: z.string().min(8).max(200), address: z.url().max(4000), redirectUri: z.url() }), output: z.custom<ConnectionTestView>() },
  saveAccountSecret: { needs: needs('settings'), input: z.strictObject({ storeId: id, secrets: z.record(z.string().min(1).max(60), z.string().min(1).max(4000)) }), output: z.custom<{ readonly saved: true; readonly protectedBy: string }>() },
  /** Which fields the newest orders of a store bring along, with an example each. */
  loadOrderFields: { needs: needs('settings'), input: z.strictObject({ storeId: id }), output: z.custom<OrderFieldsView>() },
  /** What a mapping would find in the five newest orders of the store that cross a border, else in its newest. */
  previewTaxMapping: {
    needs: needs('settings'),
    input: z.strictObject({ storeId: id, fields: z.array(z.strictObject({ field: z.enum(taxFieldNames), path: z.string().min(1).max(200) })).min(1).max(20) }),
    output: z.custom<TaxPreviewView>(),
  },
  importOrders: { needs: needs('import-orders'), input: z.strictObject({ storeId: id, filePath: z.string().min(1).max(4096) }), output: z.custom<ImportResultView>() },
  printTestLabel: { needs: needs('settings'), input: nothing, output: z.custom<{ readonly outcome: string; readonly reference: string | null; readonly reason: string | null }>() },

  /** Counts, the sum of each SKU whose name has this text in it, and where channels have something else. */
  loadStock: { needs: needs('view-board'), input: z.strictObject({ text: z.string().trim().max(100) }), output: z.custom<StockView>() },
  /** Takes the counts of a list; those of other SKUs stay. */
  importStock: { needs: needs('import-orders'), input: z.strictObject({ filePath: z.string().min(1).max(4096), ...byWhom }), output: z.custom<StockImportView>() },

  loadPractice: { needs: needs('open'), input: nothing, output: z.custom<PracticeView>() },
  setPracticeNetwork: { needs: needs('open'), input: z.strictObject({ up: z.boolean() }), output: z.custom<PracticeView>() },
  cancelPracticeOrder: { needs: needs('open'), input: z.strictObject({ channelOrderId: id, how: z.enum(['cancel', 'request', 'reject', 'partial']) }), output: z.custom<PracticeView>() },
  addPracticeOrders: { needs: needs('open'), input: nothing, output: z.custom<PracticeView>() },
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>;

/** What the preload exposes: one named function per call, each answered with a `Reply`. */
export type StationCalls = { readonly [N in CallName]: (input: CallInput<N>) => Promise<Reply<CallOutput<N>>> };
