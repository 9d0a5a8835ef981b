import type { Sscc } from '../gs1/sscc.ts';
import type { Address } from '../order/order.ts';
import type { TrackingMode } from '../parcel/parcel.ts';

/** Both ends of the journey are ordinary addresses; the label adds nothing to them. */
export type LabelAddress = Address;

/** Where a printed line comes from, so that the preview can say so (sender, recipient, order, delivery). */
export type LabelSource = 'sender' | 'recipient' | 'order' | 'delivery' | 'station';

export interface LabelTracking {
  readonly mode: TrackingMode;
  /** In mode `sscc` the SSCC itself; in the other modes the carrier's own text, printed and never interpreted. */
  readonly number: string;
}

/** One more fact a carrier or a customer wants to see, under its English data title (GS1 General Specifications 6.6.4). */
export interface LabelReference {
  readonly title: string;
  readonly text: string;
}

/** Everything one label says. The artwork is a function of this and nothing else: same content, same bytes. */
export interface LabelContent {
  readonly parcelId: string;
  /** Null only where a carrier number takes its place (modes `range` and `api`). */
  readonly sscc: Sscc | null;
  readonly tracking: LabelTracking;
  readonly shipFrom: LabelAddress;
  readonly shipTo: LabelAddress;
  readonly orderNumber: string;
  readonly carrierName: string;
  readonly serviceName: string;
  /** 1-based. */
  readonly parcelIndex: number;
  readonly parcelCount: number;
  readonly weightGrams?: number;
  readonly storeName: string;
  /** Made on the practice site: the label says so in words nobody can miss and must never travel. */
  readonly practice: boolean;
  /** The instant of printing as the bench writes it; text, because the label has no clock. */
  readonly printedAtText?: string;
  readonly references?: readonly LabelReference[];
}

/** Says what is wrong with a content that must never reach paper, or null. A label that contradicts itself is a bug of the caller. */
export function findContradiction(content: LabelContent): string | null {
  if (content.tracking.mode === 'sscc' && content.sscc === null) return 'tracking mode sscc without an SSCC';
  if (content.tracking.mode === 'sscc' && content.tracking.number !== content.sscc) {
    return 'in tracking mode sscc the tracking number is the SSCC itself';
  }
  if (content.parcelIndex < 1 || content.parcelIndex > content.parcelCount) {
    return `parcel ${content.parcelIndex} of ${content.parcelCount} does not exist`;
  }
  return null;
}
