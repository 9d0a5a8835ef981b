import type { PracticeLine, PracticeOrder, Showing } from './shop/world.ts';
import { BUYERS } from './buyers.ts';
import type { Buyer } from './buyers.ts';
import { GOODS } from './goods.ts';
import type { Goods } from './goods.ts';
import { createSeededRandom, randomDigits } from './random.ts';
import type { PracticeKind } from './stories.ts';

/** Marketplaces of the practice account. Ids are Amazon's own. Source: "Marketplace IDs", read on 2026-11-21. */
const SITES = {
  de: { marketplaceId: 'A1PA6795UKMFR9', currency: 'EUR' },
  uk: { marketplaceId: 'A1F83G8C2ARO7P', currency: 'GBP' },
  fr: { marketplaceId: 'A13V1IB3VIYZZH', currency: 'EUR' },
  pl: { marketplaceId: 'A1C3SOZRARQ6R3', currency: 'PLN' },
} as const;

export const PRACTICE_MARKETPLACE_IDS: readonly string[] = Object.values(SITES).map((site) => site.marketplaceId);

/**
 * Which of our carriers takes which service level in the practice shop, for the store's carrier rules. The bicycle courier of
 * SAME_DAY is meant to have no word at Amazon: its order must stop before the label.
 */
export const PRACTICE_CARRIERS: readonly { readonly whenServiceContains: string; readonly carrier: string; readonly carrierService: string }[] = [
  { whenServiceContains: 'SAME_DAY', carrier: 'Kiez-Velo', carrierService: 'Same day' },
  { whenServiceContains: 'EXPEDITED', carrier: 'DPD', carrierService: 'Express' },
  { whenServiceContains: 'STANDARD', carrier: 'DHL', carrierService: 'Paket' },
];

interface OrderPlan {
  readonly kind: PracticeKind;
  readonly site?: keyof typeof SITES;
  readonly buyer: Buyer;
  readonly goods: readonly (readonly [goods: Goods, quantity: number])[];
  /** Minutes from the start of the site until Amazon counts the order as late. */
  readonly shipByMinutes?: number;
  readonly serviceLevel?: string;
}

const TODAY = 6 * 60;
const TOMORROW = 28 * 60;
const SOON = 20;

const { mugBlue, mugGreen, teapot, filter, kettle, towel, candle, notebookA5, notebookA4, pens, lamp, cable1m, cable2m, charger, bottle, lunchbox, seeds, planter, soap, umbrella } = GOODS;

/** The first wave: something of every kind, the clean ones first in the tray so that a newcomer begins with success. */
const FIRST_WAVE: readonly OrderPlan[] = [
  { kind: 'clean', buyer: BUYERS.short, goods: [[mugBlue, 1]] },
  { kind: 'cancelled', buyer: BUYERS.umlaut, goods: [[kettle, 1]] },
  { kind: 'clean', buyer: BUYERS.poland, goods: [[teapot, 1]], site: 'pl', shipByMinutes: TOMORROW },
  { kind: 'ship-by-soon', buyer: BUYERS.packstation, goods: [[charger, 1], [cable2m, 1]], shipByMinutes: SOON, serviceLevel: 'EXPEDITED' },
  { kind: 'multi-line', buyer: BUYERS.vienna, goods: [[notebookA5, 1], [pens, 2], [lamp, 1]] },
  { kind: 'cancel-requested', buyer: BUYERS.france, goods: [[umbrella, 1]], site: 'fr' },
  { kind: 'cancelled-while-packing', buyer: BUYERS.netherlands, goods: [[bottle, 1], [lunchbox, 1]] },
  { kind: 'clean', buyer: BUYERS.greece, goods: [[soap, 1]], shipByMinutes: TOMORROW },
  { kind: 'multi-quantity', buyer: BUYERS.italy, goods: [[candle, 6]] },
  { kind: 'lookalikes', buyer: BUYERS.britain, goods: [[mugBlue, 1], [mugGreen, 1], [cable1m, 1]], site: 'uk' },
  { kind: 'long-address', buyer: BUYERS.long, goods: [[towel, 2]] },
  { kind: 'clean', buyer: BUYERS.japan, goods: [[notebookA4, 1]], shipByMinutes: TOMORROW },
  { kind: 'partly-cancelled-line', buyer: BUYERS.sweden, goods: [[planter, 3], [seeds, 2]] },
  { kind: 'payment-pending', buyer: BUYERS.spain, goods: [[lamp, 1]] },
  { kind: 'same-item-two-lines', buyer: BUYERS.czech, goods: [[filter, 2], [filter, 1]] },
  { kind: 'clean', buyer: BUYERS.emirates, goods: [[umbrella, 1]], serviceLevel: 'EXPEDITED', shipByMinutes: TOMORROW },
  { kind: 'already-shipped', buyer: BUYERS.ireland, goods: [[teapot, 1]], site: 'uk' },
  { kind: 'multi-line', buyer: BUYERS.turkey, goods: [[mugGreen, 2], [teapot, 1]] },
  { kind: 'cancel-requested-while-packing', buyer: BUYERS.zurich, goods: [[kettle, 1]] },
  { kind: 'unmapped-carrier', buyer: BUYERS.short, goods: [[seeds, 1]], serviceLevel: 'SAME_DAY', shipByMinutes: TODAY },
  { kind: 'slow-to-show', buyer: BUYERS.hungary, goods: [[cable1m, 1]] },
  { kind: 'clean', buyer: BUYERS.bulgaria, goods: [[bottle, 1]], shipByMinutes: TOMORROW },
  { kind: 'line-cancelled', buyer: BUYERS.umlaut, goods: [[notebookA5, 1], [notebookA4, 1]] },
  { kind: 'one-line-requested', buyer: BUYERS.vienna, goods: [[charger, 1], [cable1m, 2]] },
  { kind: 'multi-quantity', buyer: BUYERS.ukraine, goods: [[pens, 4]], shipByMinutes: TOMORROW },
  { kind: 'clean', buyer: BUYERS.israel, goods: [[soap, 1]], shipByMinutes: TOMORROW },
  { kind: 'partly-shipped', buyer: BUYERS.france, goods: [[lamp, 1], [pens, 1]], site: 'fr' },
  { kind: 'cancelled', buyer: BUYERS.poland, goods: [[towel, 1], [soap, 2]], site: 'pl' },
  { kind: 'accepted-not-shown', buyer: BUYERS.italy, goods: [[candle, 1]] },
  { kind: 'clean', buyer: BUYERS.korea, goods: [[notebookA5, 1]], shipByMinutes: TOMORROW },
  { kind: 'ship-plus', buyer: BUYERS.britain, goods: [[bottle, 1]], site: 'uk' },
  { kind: 'pre-order', buyer: BUYERS.spain, goods: [[umbrella, 1]] },
  { kind: 'multi-line', buyer: BUYERS.netherlands, goods: [[seeds, 3], [planter, 3], [soap, 1], [towel, 1]] },
  { kind: 'cancelled-while-packing', buyer: BUYERS.greece, goods: [[mugBlue, 2]] },
  { kind: 'unfulfillable', buyer: BUYERS.czech, goods: [[charger, 1]] },
  { kind: 'cancel-requested', buyer: BUYERS.sweden, goods: [[lunchbox, 2], [bottle, 1]] },
  { kind: 'multi-quantity', buyer: BUYERS.packstation, goods: [[filter, 6], [mugGreen, 2]] },
  { kind: 'clean', buyer: BUYERS.zurich, goods: [[candle, 1]], serviceLevel: 'EXPEDITED' },
  { kind: 'missing-tax-number', buyer: BUYERS.britain, goods: [[teapot, 1]], site: 'uk' },
  { kind: 'address-invalid', buyer: BUYERS.wrongPostcode, goods: [[towel, 1]] },
  { kind: 'cancel-request-rejected', buyer: BUYERS.umlaut, goods: [[lunchbox, 1]] },
];

const CLEAN_PLANS = FIRST_WAVE.filter((plan) => ['clean', 'multi-line', 'multi-quantity', 'lookalikes'].includes(plan.kind));

export interface WaveRequest {
  readonly seed: number;
  /** 0 is the first wave; each wave has order numbers of its own. */
  readonly wave: number;
  readonly nowMs: number;
  /** How accepted packages show up where the kind of order says nothing else. */
  readonly showing: Showing;
  readonly count?: number;
  readonly mix?: 'everything' | 'clean';
  /** Which of the mix comes first; the others follow in turn. Default 0. */
  readonly firstOfMix?: number;
  /** Ids in another vendor's shape; default Amazon's. */
  readonly mintOrderId?: MintId;
  readonly mintLineId?: MintId;
}

/** `digits(n)` answers n random digits. */
type MintId = (digits: (count: number) => string) => string;

/** Amazon's shape: 3, 7 and 7 digits. */
const amazonOrderId: MintId = (digits) => `30${digits(1)}-${digits(7)}-${digits(7)}`;
const amazonLineId: MintId = (digits) => `5${digits(13)}`;

export function buildPracticeOrders(request: WaveRequest): PracticeOrder[] {
  const random = createSeededRandom(request.seed * 7919 + request.wave * 104_729 + 1);
  const plans = request.mix === 'clean' ? CLEAN_PLANS : FIRST_WAVE;
  const count = request.count ?? plans.length;
  const used = new Set<string>();
  return Array.from({ length: count }, (_none, index) => {
    const plan = plans[((request.firstOfMix ?? 0) + index) % plans.length];
    if (plan === undefined) throw new Error('the practice site has no plan for an order');
    return buildOrder(plan, mintOrderId(request.mintOrderId ?? amazonOrderId, random, used), request, random, index);
  });
}

function mintOrderId(mint: MintId, random: () => number, used: Set<string>): string {
  for (;;) {
    const id = mint((count) => randomDigits(random, count));
    if (used.has(id)) continue;
    used.add(id);
    return id;
  }
}

function buildOrder(plan: OrderPlan, channelOrderId: string, request: WaveRequest, random: () => number, index: number): PracticeOrder {
  const site = SITES[plan.site ?? 'de'];
  // The first wave was there before the station started; later ones come in now, so that a running listing finds them.
  const updatedAtMs = request.wave === 0 ? request.nowMs - (10 + index * 7) * 60_000 : request.nowMs;
  const order: PracticeOrder = {
    channelOrderId,
    kind: plan.kind,
    ...site,
    placedAtMs: updatedAtMs - Math.floor(random() * 8 * 3_600_000) - 60_000,
    updatedAtMs,
    shipByMs: request.nowMs + (plan.shipByMinutes ?? TODAY) * 60_000,
    serviceLevel: plan.serviceLevel ?? 'STANDARD',
    programs: [],
    fixedStatus: null,
    buyer: { ...plan.buyer, lines: [...plan.buyer.lines] },
    lacksTaxNumber: false,
    lines: plan.goods.map(([goods, quantity]) => buildLine(goods, quantity, request.mintLineId ?? amazonLineId, random)),
    packages: [],
    showing: request.showing,
    surprise: null,
    firstReadAtMs: null,
  };
  tellStory(order, plan.kind);
  return order;
}

const buildLine = (goods: Goods, quantity: number, mint: MintId, random: () => number): PracticeLine => ({
  lineId: mint((count) => randomDigits(random, count)),
  ...goods,
  quantity,
  quantityCancelled: 0,
  requestReason: null,
  execution: null,
});

/** Turns a clean order into one of its kind. */
function tellStory(order: PracticeOrder, kind: PracticeKind): void {
  const [first] = order.lines;
  if (first === undefined) throw new Error(`the practice order ${order.channelOrderId} has no line`);
  switch (kind) {
    case 'cancelled':
      for (const line of order.lines) cancelUnits(line, line.quantity);
      return;
    case 'cancel-requested':
      for (const line of order.lines) line.requestReason = 'Ordered by mistake';
      return;
    case 'one-line-requested':
      first.requestReason = 'Found a better price';
      return;
    case 'cancelled-while-packing':
      order.surprise = { what: 'cancel', afterFirstReadMs: 0 };
      return;
    case 'cancel-requested-while-packing':
      order.surprise = { what: 'request-cancel', afterFirstReadMs: 0 };
      return;
    case 'partly-cancelled-line':
      cancelUnits(first, first.quantity - 1);
      return;
    case 'line-cancelled':
      cancelUnits(first, first.quantity);
      return;
    case 'payment-pending':
      order.fixedStatus = 'PENDING';
      return;
    case 'pre-order':
      order.fixedStatus = 'PENDING_AVAILABILITY';
      order.programs = ['PREORDER'];
      return;
    case 'unfulfillable':
      order.fixedStatus = 'UNFULFILLABLE';
      return;
    case 'already-shipped':
      shipBefore(order, order.lines);
      return;
    case 'partly-shipped':
      shipBefore(order, [first]);
      return;
    case 'ship-plus':
      order.programs = ['FBM_SHIP_PLUS'];
      return;
    case 'accepted-not-shown':
      order.showing = { ...order.showing, never: true };
      return;
    case 'slow-to-show':
      order.showing = { afterMs: 90_000, orAfterReads: 3, never: false };
      return;
    case 'missing-tax-number':
      order.lacksTaxNumber = true;
      return;
    case 'clean':
    case 'multi-line':
    case 'multi-quantity':
    case 'same-item-two-lines':
    case 'lookalikes':
    case 'long-address':
    case 'ship-by-soon':
    case 'unmapped-carrier':
    case 'address-invalid':
    // The buyer asked and the seller said no: Amazon shows nothing of it any more, and the order may go.
    case 'cancel-request-rejected':
      return;
  }
}

function cancelUnits(line: PracticeLine, quantity: number): void {
  line.quantityCancelled = quantity;
  line.execution = { by: 'BUYER', reason: 'Ordered by mistake' };
}

function shipBefore(order: PracticeOrder, lines: readonly PracticeLine[]): void {
  order.packages = [
    {
      reference: '1',
      carrier: 'DHL',
      shippingMethod: 'Paket',
      trackingNumber: '00340000000000000000',
      shippedAtMs: order.updatedAtMs,
      lines: lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity })),
      acceptedAtMs: order.updatedAtMs,
      shownAtMs: order.updatedAtMs,
      readsSinceAccepted: 0,
      edits: 0,
    },
  ];
}
