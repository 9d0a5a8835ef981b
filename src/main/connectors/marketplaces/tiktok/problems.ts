import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';

/**
 * TikTok's numbers in our words. Sources: the error tables of "Mark Package As Shipped", "Ship Package", "Update Package Shipping Info", "Get Order
 * Detail", "Search Cancellations", "Get Shipping Providers" and "Common errors", read on 2026-11-21. None was seen live by us. Some numbers mean
 * another thing when a package that was told already is corrected: `CORRECTIONS` comes first there.
 */
const CODES: Readonly<Record<ProblemCode, readonly number[]>> = {
  auth: [101_000, 105_001, 105_002, 105_003, 105_004, 105_005, 106_001, 10_006_402, 25_020_005, 36_004_001, 36_004_004, 36_004_005, 36_009_033],
  'order-cancelled': [21_011_041, 21_011_042, 25_001_010],
  'order-cancelled-or-unknown-line': [],
  // Outside the US. There, telling "shipped" refuses the buyer's wish without a word.
  'cancel-requested': [21_008_044, 21_011_007],
  'already-shipped': [11_006_021, 21_008_099, 21_011_006, 21_011_020, 21_011_027, 21_011_030, 21_011_040, 21_042_056],
  'too-many-updates': [],
  locked: [],
  'bad-carrier': [21_004_015, 21_004_016, 21_022_032],
  'bad-number': [11_028_006, 21_004_012, 21_011_022],
  'number-reused': [21_011_025, 21_011_026, 21_034_012],
  'too-many-numbers': [],
  'quantity-wrong': [21_011_036, 21_011_048, 21_022_028],
  'order-gone': [21_008_111, 21_011_028, 21_011_029],
  'not-ours-to-tell': [21_008_025, 21_008_117, 21_011_004, 21_022_025],
  'ship-plus': [],
  'correction-closed': [21_011_049, 21_011_050, 21_011_051, 21_011_052],
  'no-target': [],
  'not-passed-on': [],
  'wrong-state': [10_007_002, 21_004_006, 21_004_019, 21_004_020, 21_011_003, 21_011_012, 21_011_013, 21_011_033, 21_011_043, 21_011_046, 21_032_001, 21_042_057],
  'bad-request-ours': [11_001_002, 11_050_001, 21_001_001, 21_011_005, 25_001_001, 36_009_009, 36_009_010, 36_009_014, 36_009_022, 36_009_023],
  'bad-settings': [106_013],
  'page-token-refused': [],
  unreadable: [],
  unrecognised: [],
};

/** 21011030: delivered by now. 10007002: the state of the order allows no correction. */
const CORRECTIONS: Readonly<Record<number, ProblemCode>> = { 21_011_030: 'correction-closed', 10_007_002: 'correction-closed' };

/** "System error, please try again": nobody knows whether it happened. Sources as above. */
const TRANSIENT = new Set([
  36_009_003, 36_009_007, 10_002_014, 10_002_015, 10_037_002, 10_037_003, 10_037_004, 11_001_027, 11_001_031, 11_005_010, 11_006_005, 11_006_026, 21_001_003, 21_001_008,
  21_001_011, 21_001_029, 21_001_043, 21_001_055, 21_008_300, 21_022_029, 21_022_030, 21_034_006, 21_042_001, 21_042_076,
]);
const HASTE = 36_009_002;
/** One number for everything that the gateway dislikes in a request; only its words tell them apart. Source: "Common errors", keyword index. */
const GATEWAY = 36_009_004;
/** The token of this request is not (or no longer) good: renewing it may help. 105005 is a missing permission, 106001 a wrong signature: it does not. */
const TOKEN_CODES = new Set([105_001, 105_002, 105_003, 105_004]);
/** "This interface cannot be used in this region." Source: "Mark Package As Shipped". */
export const NOT_IN_THIS_REGION = 21_008_106;
/** "The order or package does not belong to the current seller." Source: "Get Order Detail". */
export const NOT_THIS_SELLERS = 21_008_111;

const BY_CODE = new Map(Object.entries(CODES).flatMap(([word, codes]) => codes.map((code): [number, ProblemCode] => [code, word as ProblemCode])));

export type Meaning = { readonly kind: 'transient' } | { readonly kind: 'haste' } | { readonly kind: 'problem'; readonly code: ProblemCode };

/** What a code other than 0 means; `unrecognised` keeps TikTok's words in the message. */
export function meaningOf(code: number, message: string, isCorrection = false): Meaning {
  if (code === HASTE) return { kind: 'haste' };
  if (TRANSIENT.has(code)) return { kind: 'transient' };
  if (code === GATEWAY) return { kind: 'problem', code: gatewayWord(message) };
  const corrected = isCorrection ? CORRECTIONS[code] : undefined;
  return { kind: 'problem', code: corrected ?? BY_CODE.get(code) ?? 'unrecognised' };
}

export function isTokenCode(code: number, message: string): boolean {
  return TOKEN_CODES.has(code) || (code === GATEWAY && /access.token/i.test(message));
}

/** "Invalid timestamp": the time in the signed request is more than 5 minutes slow or 30 seconds fast. */
export const isTimeCode = (code: number, message: string): boolean => code === GATEWAY && /timestamp/i.test(message);

/** A clock that is wrong keeps the account out just as a wrong key does: more than 5 minutes slow or 30 seconds fast. */
function gatewayWord(message: string): ProblemCode {
  if (/access.token|app_key|signature|timestamp/i.test(message)) return 'auth';
  if (/shop_cipher|shop_id|identifier/i.test(message)) return 'bad-settings';
  return 'bad-request-ours';
}
