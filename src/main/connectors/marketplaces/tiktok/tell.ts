import type { Clock } from '../../../application/ports/clock.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import { bareNumber, findNoticeProblems } from './build.ts';
import type { MarkInput, PackageInput, ToldPackage } from './build.ts';
import { findWholePackage, planDispatch } from './plan-dispatch.ts';
import { createProviders } from './providers.ts';
import type { Marked, Provider } from './read.ts';
import type { TikTokOrder, TikTokUnit } from './shapes.ts';
import { createToldUnits } from './told-units.ts';

/**
 * An order read this lately need not be read again to be written to: the live check before each message has just done it. Milliseconds.
 */
const FRESH_MS = 5_000;

interface TellerParts {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readOrder(channelOrderId: string): Promise<Outcome<TikTokOrder | null>>;
  readProviders(deliveryOptionId: string): Promise<Outcome<readonly Provider[]>>;
  markShipped(input: MarkInput): Promise<Outcome<Marked>>;
  shipPackage(input: PackageInput): Promise<Outcome<void>>;
  updatePackage(input: PackageInput): Promise<Outcome<void>>;
}

export interface Teller {
  tell(notice: DispatchNotice): Promise<Outcome<void>>;
  /** The order was just read for another reason. */
  saw(order: TikTokOrder): void;
}

/** Tells TikTok what left: looks at the order, names units and provider, and writes once. */
export function createTeller(parts: TellerParts): Teller {
  const { clock } = parts;
  const providers = createProviders(parts.readProviders, clock);
  const toldUnits = createToldUnits(clock);
  let lastSeen: { readonly order: TikTokOrder; readonly atMs: number } | null = null;
  /** Learned from a refusal: this shop's region has no way to tell single units. */
  let tellsWholePackages = false;

  async function lookUp(channelOrderId: string): Promise<Outcome<TikTokOrder | null>> {
    if (lastSeen !== null && lastSeen.order.id === channelOrderId && clock.monotonicMs() - lastSeen.atMs < FRESH_MS) return { kind: 'done', value: lastSeen.order };
    return parts.readOrder(channelOrderId);
  }

  async function tellUnits(notice: DispatchNotice, order: TikTokOrder, units: readonly TikTokUnit[], told: ToldPackage): Promise<Outcome<void>> {
    const unitIds = units.map((unit) => unit.id);
    if (!tellsWholePackages) {
      const outcome = await parts.markShipped({ channelOrderId: order.id, unitIds, ...told });
      if (outcome.kind !== 'done' || outcome.value === 'told') return noted(notice, unitIds, outcome.kind === 'done' ? { kind: 'done', value: undefined } : outcome);
      tellsWholePackages = true;
    }
    const whole = findWholePackage(units, order);
    if ('problem' in whole) return { kind: 'rejected', problems: [whole.problem] };
    return noted(notice, unitIds, await parts.shipPackage({ packageId: whole.packageId, ...told }));
  }

  function noted(notice: DispatchNotice, unitIds: readonly string[], outcome: Outcome<void>): Outcome<void> {
    if (outcome.kind === 'done' || outcome.kind === 'uncertain') toldUnits.note(notice.channelOrderId, notice.packageReference, unitIds);
    return outcome;
  }

  async function write(notice: DispatchNotice, order: TikTokOrder): Promise<Outcome<void>> {
    const plan = planDispatch(notice, order, toldUnits.takenByOthers(order.id, notice.packageReference));
    if (plan.kind === 'already-told') return { kind: 'done', value: undefined };
    if (plan.kind === 'refused') return { kind: 'rejected', problems: [plan.problem] };
    const deliveryOptionId = order.delivery_option_id ?? '';
    if (deliveryOptionId === '') return { kind: 'rejected', problems: [{ code: 'wrong-state', field: 'delivery_option_id', message: 'TikTok names no delivery option for this order yet, so no shipping provider can be looked up' }] };
    const provider = await providers.find(deliveryOptionId, notice.carrierCode);
    if (provider.kind !== 'done') return provider;
    const told: ToldPackage = { trackingNumber: bareNumber(notice.trackingNumber), providerId: provider.value };
    const outcome = plan.kind === 'correct' ? await parts.updatePackage({ packageId: plan.packageId, ...told }) : await tellUnits(notice, order, plan.units, told);
    // An old list of providers is one reason for such a refusal.
    if (outcome.kind === 'rejected' && outcome.problems.some(({ code }) => code === 'bad-carrier' || code === 'bad-number')) providers.forget(deliveryOptionId);
    return outcome;
  }

  return {
    saw(order) {
      lastSeen = { order, atMs: clock.monotonicMs() };
    },
    async tell(notice) {
      const [first, ...rest] = findNoticeProblems(notice);
      if (first !== undefined) return { kind: 'rejected', problems: [first, ...rest] };
      const seen = await lookUp(notice.channelOrderId);
      if (seen.kind !== 'done') return seen;
      if (seen.value === null) return { kind: 'rejected', problems: [{ code: 'order-gone', message: `TikTok does not know order ${notice.channelOrderId}` }] };
      const outcome = await write(notice, seen.value);
      // What was seen does not hold after a refusal, nor after a package was changed.
      if (outcome.kind !== 'done' || notice.replaces !== undefined) lastSeen = null;
      return outcome;
    },
  };
}
