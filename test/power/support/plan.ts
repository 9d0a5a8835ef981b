import type { PracticeAddress } from '../../../src/main/practice/practice-site.ts';

/**
 * Where a station is killed. The words name the two things between which the power goes: the left one has happened,
 * the right one has not.
 */
export const steps = [
  'scan stored | scan judged',
  'write-back inserted | dispatch committed',
  'dispatch committed | packer told',
  'claim committed | request sent',
  'request sent | answer received',
  'answer received | answer stored',
  'answer written | answer committed',
  'answer committed | parcel goes on',
  'proof asked | proof received',
  'proof received | proof stored',
] as const;
export type Step = (typeof steps)[number];

export interface ChildPlan {
  readonly folder: string;
  readonly address: PracticeAddress;
  readonly time: FastTime;
  /** Die by one's own hand at this step, the `after`-th time it is reached; null: until somebody else kills. */
  readonly dieAt: { readonly step: Step; readonly after: number } | null;
  /** Orders to pack, in turn. Empty: only drain what is owed, then end. */
  readonly orders: readonly string[];
  /** The control: rows found in flight at the start count as told. */
  readonly trustsClaims: boolean;
}

/** One clock for station and marketplace that runs `speed` times as fast and goes on across processes. */
export interface FastTime {
  readonly startedAtMs: number;
  readonly speed: number;
}

/** What the packer was told, one line of JSON each, in a file that outlives the process. */
export type Told =
  | { readonly kind: 'dispatched'; readonly order: string; readonly trackingNumber: string }
  | { readonly kind: 'counted'; readonly order: string; readonly packed: number }
  /** What a restarted station shows on the bench, before anything is scanned. */
  | { readonly kind: 'risen'; readonly order: string | null; readonly packed: number }
  | { readonly kind: 'drained'; readonly rows: Readonly<Record<string, number>> };

export const toldFile = 'told.jsonl';

export interface NaivePlan {
  readonly folder: string;
  readonly address: ChildPlan['address'];
  readonly time: FastTime;
  readonly orders: readonly string[];
  /** How often this sender was started before. */
  readonly attempt: number;
  /** It dies while this message is under way. */
  readonly dieAfter: number;
}

/** The control's tracking number of an order. */
export const numberOf = (channelOrderId: string): string => channelOrderId.replaceAll('-', '');
