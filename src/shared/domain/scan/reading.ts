import type { Sscc } from '../gs1/sscc.ts';
import type { Command } from './commands.ts';
import { interpretScan } from './interpret.ts';
import { lookupKeys, type UnreadableReason } from './interpretation.ts';
import { productCodeOf } from './product-codes.ts';

/** What a scan may be looked up as, all at once; which is tried first depends on what the bench is waiting for. */
export interface CodeReading {
  readonly kind: 'codes';
  readonly sscc: Sscc | null;
  /** In the form of `productCodeOf`. */
  readonly productCodes: readonly string[];
  /** As order number or anything else that is printed on paper. */
  readonly text: string;
  /** What to say when nothing has this code. */
  readonly hint: 'bad-check-digit' | 'doubled' | null;
}

export type Reading =
  | CodeReading
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'badge'; readonly badgeId: string }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason | 'damaged-command' };

/** Reduces the full interpretation to what the bench decides on. */
export function readScan(raw: string): Reading {
  const scan = interpretScan(raw);
  switch (scan.kind) {
    case 'command':
      return { kind: 'command', command: scan.command };
    case 'badge':
      return { kind: 'badge', badgeId: scan.badgeId };
    case 'command-damaged':
      return { kind: 'unreadable', reason: 'damaged-command' };
    case 'unreadable':
      return { kind: 'unreadable', reason: scan.reason };
    case 'sscc':
    case 'gtin':
    case 'gs1':
    case 'digits':
    case 'text': {
      const keys = lookupKeys(scan);
      const text = keys.text ?? scan.text;
      const codes = [...(keys.gtin === null ? [] : [keys.gtin]), productCodeOf(text)];
      return { kind: 'codes', sscc: keys.sscc, productCodes: [...new Set(codes)], text, hint: hintOf(scan) };
    }
  }
}

function hintOf(scan: ReturnType<typeof interpretScan>): CodeReading['hint'] {
  if (scan.kind !== 'digits' && scan.kind !== 'text') return null;
  if (scan.doubledOf !== null) return 'doubled';
  return scan.kind === 'digits' && scan.checkDigitWrongFor.length > 0 ? 'bad-check-digit' : null;
}
