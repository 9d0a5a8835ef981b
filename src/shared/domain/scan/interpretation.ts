import type { AssociationProblem, Gs1Element } from '../gs1/association.ts';
import type { Gtin14 } from '../gs1/gtin.ts';
import type { Sscc } from '../gs1/sscc.ts';
import type { Command, DamagedCode } from './commands.ts';
import type { LayoutShift } from './layout-shift.ts';

/** How we know it is GS1 data: the scanner said so, a separator or the printed brackets were in it, or only the check digit fits. */
export type Evidence = 'aim-id' | 'separator' | 'brackets' | 'check-digit';

export interface Gs1Content {
  readonly elements: readonly Gs1Element[];
  /** Behind AIs nobody told us about: to be shown, never dropped. */
  readonly unknown: readonly string[];
  readonly associationProblems: readonly AssociationProblem[];
  readonly evidence: Evidence;
}

export type UnreadableReason =
  | 'empty'
  | 'bad-check-digit'
  | 'control-characters'
  | 'layout-shifted'
  | 'too-long'
  /** One code twice in one text: the scanner reports on two channels, or a suffix got lost. */
  | 'doubled';

/** `text` is the scan without AIM identifier, prefix, suffix and surrounding blanks; the raw scan is the journal's business. */
export type Interpretation =
  | { readonly kind: 'command'; readonly text: string; readonly command: Command }
  | { readonly kind: 'command-damaged'; readonly text: string; readonly of: 'command' | 'badge' | 'lane'; readonly reason: DamagedCode }
  | { readonly kind: 'badge'; readonly text: string; readonly badgeId: string }
  | { readonly kind: 'lane'; readonly text: string; readonly lane: string }
  | ({ readonly kind: 'sscc'; readonly text: string; readonly aim: string | null; readonly sscc: Sscc } & Gs1Content)
  | ({ readonly kind: 'gtin'; readonly text: string; readonly aim: string | null; readonly gtin: Gtin14 } & Gs1Content)
  /** GS1 data that identify neither one parcel nor one trade item: a lot alone, (02) content, two GTINs that differ. */
  | ({ readonly kind: 'gs1'; readonly text: string; readonly aim: string | null } & Gs1Content)
  /**
   * Digits nobody vouched for. Marketplaces have order numbers of 12, 13 and 18 digits, and one number in ten passes a check digit by
   * chance; so all that is set here has to be looked up, `text` included.
   */
  | {
      readonly kind: 'digits';
      readonly text: string;
      readonly aim: string | null;
      readonly asGtin: Gtin14 | null;
      readonly asSscc: Sscc | null;
      /** It has the length of this, with a wrong check digit: what to say when no look-up finds anything. */
      readonly checkDigitWrongFor: readonly ('gtin' | 'sscc')[];
      readonly doubledOf: string | null;
    }
  /** Order number, SKU, location, web address, ... `doubledOf`: the half, when the text is the same thing twice. */
  | { readonly kind: 'text'; readonly text: string; readonly aim: string | null; readonly doubledOf: string | null }
  | {
      readonly kind: 'unreadable';
      readonly text: string;
      readonly reason: UnreadableReason;
      /** Set with `layout-shifted`. */
      readonly layoutShift: LayoutShift | null;
    };

export interface LookupKeys {
  readonly sscc: Sscc | null;
  readonly gtin: Gtin14 | null;
  /** As order number, SKU or anything else somebody wrote. */
  readonly text: string | null;
}

/** What may be looked up for this scan. All null: nothing may. Which is tried first depends on what the bench is waiting for. */
export function lookupKeys(interpretation: Interpretation): LookupKeys {
  switch (interpretation.kind) {
    case 'sscc':
      return { sscc: interpretation.sscc, gtin: null, text: interpretation.text };
    case 'gtin':
      return { sscc: null, gtin: interpretation.gtin, text: interpretation.text };
    case 'digits':
      return { sscc: interpretation.asSscc, gtin: interpretation.asGtin, text: interpretation.text };
    case 'gs1':
    case 'text':
      return { sscc: null, gtin: null, text: interpretation.text };
    case 'command':
    case 'command-damaged':
    case 'badge':
    case 'lane':
    case 'unreadable':
      return { sscc: null, gtin: null, text: null };
  }
}
