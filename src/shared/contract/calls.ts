import { z } from 'zod';
import { stationSettings, type StationSettings } from './settings.ts';
import type { BenchView, ImportResultView, LeadBoardView, PracticeView, ScanVerdictView, WriteBackView } from './views.ts';
import type { Reply } from './reply.ts';

const nothing = z.strictObject({});
const id = z.string().min(1).max(100);
const person = z.string().trim().min(1).max(40);
const reason = z.string().trim().min(3).max(200);

/** Longest text a scanner can send that is looked at; GS1 symbols end well below. Characters. */
export const longestScan = 512;

/**
 * All that a page may ask of the station. Both sides import this table and nothing else; the station checks every
 * input against it again, because types are not a fence.
 */
export const calls = {
  /** Judges one scan. Repeating a `scanId` answers with the same verdict and counts nothing twice. */
  scan: {
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
  loadBench: { input: nothing, output: z.custom<BenchView>() },
  loadBoard: { input: nothing, output: z.custom<LeadBoardView>() },
  loadSettings: { input: nothing, output: z.custom<StationSettings>() },
  saveSettings: { input: stationSettings, output: z.custom<StationSettings>() },
  /** Stores what an account signs in with in the system's key store; it is never read back to a page. */
  saveAccountSecret: { input: z.strictObject({ storeId: id, clientSecret: z.string().min(1).max(500), refreshToken: z.string().min(1).max(4000) }), output: z.custom<{ readonly saved: true; readonly protectedBy: string }>() },
  importOrders: { input: z.strictObject({ storeId: id, filePath: z.string().min(1).max(4096) }), output: z.custom<ImportResultView>() },
  /** A lead lets a cancel request or stale data pass. Refused for every hard block. */
  releaseBlock: { input: z.strictObject({ orderId: id, code: z.enum(['CANCEL_REQUESTED', 'STALE_DATA']), releasedBy: person, reason }), output: z.custom<LeadBoardView>() },
  /** Sends a parked write-back again after its cause was mended. */
  resendWriteBack: { input: z.strictObject({ writeBackId: id, by: person }), output: z.custom<WriteBackView>() },
  /** Prints the label of a parked-unlabelled or labelled parcel again; keeps its SSCC. */
  reprintLabel: { input: z.strictObject({ parcelId: id }), output: z.custom<BenchView>() },
  /** Asks every connected service now, instead of at the next probe. */
  probeNow: { input: nothing, output: z.custom<BenchView>() },
  loadPractice: { input: nothing, output: z.custom<PracticeView>() },
  setPracticeNetwork: { input: z.strictObject({ up: z.boolean() }), output: z.custom<PracticeView>() },
  cancelPracticeOrder: { input: z.strictObject({ channelOrderId: id, how: z.enum(['cancel', 'request']) }), output: z.custom<PracticeView>() },
  addPracticeOrders: { input: nothing, output: z.custom<PracticeView>() },
  printTestLabel: { input: nothing, output: z.custom<{ readonly outcome: string; readonly reference: string | null; readonly reason: string | null }>() },
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>;

/** What the preload exposes: one named function per call, each answered with a `Reply`. */
export type StationCalls = { readonly [N in CallName]: (input: CallInput<N>) => Promise<Reply<CallOutput<N>>> };
