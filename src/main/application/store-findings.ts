import type { StationSettings, StoreSettings } from '../../shared/contract/settings.ts';
import type { PilotCode } from '../../shared/domain/gate/block.ts';
import { customsOf } from '../../shared/domain/customs/crossing.ts';
import { foreignPackage } from '../../shared/domain/gate/foreign-package.ts';
import type { Finding, Standing } from '../../shared/domain/gate/standing.ts';
import { canonicalShipTo } from '../../shared/domain/label/ship-to.ts';
import type { Address, Order } from '../../shared/domain/order/order.ts';
import { storeOf, type StationContext } from './station-context.ts';
import { crossingText, taxNumberOf } from './tax-mapping.ts';

/**
 * A wrong address costs money where a carrier books the label, and only a second look where the label is an SSCC of ours, which is
 * all there is today. `hard` belongs to labels of mode `api`.
 */
const addressStrength: Finding['strength'] = 'ask-lead';

type Found = Pick<Standing, 'findings' | 'shipToHash'>;
type Fault = Omit<Finding, 'isEnforced'>;

/** What the station itself finds wrong with an order by the store's rules, and which address it goes to, as a hash. */
export function findingsOf(context: StationContext, order: Order): Found {
  const shipToHash = shipToHashOf(context, order);
  if (order.state === 'cancelled' || order.cancellation.kind === 'cancelled') return { findings: [], shipToHash };
  const store = storeOf(context, order.storeId);
  const shadow = shadowAt(context.settings(), store);
  // The channel gives the address with the payment; until then that is what the order waits for.
  const faults = [...labelFaults(context, order), ...(order.payment === 'pending' ? [] : [...addressFaults(context, order), ...taxFaults(context, order, store)])];
  return { findings: faults.map((fault) => ({ ...fault, isEnforced: !shadow.includes(fault.code) })), shipToHash };
}

/** Where it goes, as a hash; null where the channel does not tell yet. */
export const shipToHashOf = (context: StationContext, { shipTo }: Order): string | null => (hasAddress(shipTo) ? context.sha256(canonicalShipTo(shipTo)) : null);

/** Rules that only report here: those of the bench and those of the store together. */
export function shadowAt(settings: StationSettings, store: StoreSettings | null): readonly PilotCode[] {
  const ofStore = store?.rules.pilot ?? [];
  return settings.pilot.length === 0 ? ofStore : [...settings.pilot, ...ofStore];
}

/** ISO 3166 keeps ZZ for "unknown": the channel did not tell, which is no change of address. */
const hasAddress = ({ countryCode, lines }: Address): boolean => countryCode !== '' && countryCode !== 'ZZ' && lines.some((line) => line.trim() !== '');

function addressFaults({ rules }: StationContext, order: Order): readonly Fault[] {
  return rules.address.problems(order.shipTo).map(({ field, problem }) => ({ code: 'ADDRESS_INVALID', strength: addressStrength, facts: { field, problem } }));
}

/** Nothing is known of the border while the station does not know where it stands; then it can print no label either. */
function taxFaults({ settings, rules }: StationContext, order: Order, store: StoreSettings | null): readonly Fault[] {
  const { shipFrom } = settings();
  if (shipFrom === null || store === null || !hasAddress(order.shipTo)) return [];
  const { crossing, needs } = customsOf(shipFrom, order.shipTo, order.value);
  return needs.flatMap((field): Fault[] => {
    const found = taxNumberOf(order, store.rules.taxFields, field, rules.taxNumbers);
    if (found.kind === 'found') return [];
    const facts = { field, store: store.name, crossing: crossingText(crossing) ?? '', ...(found.path === null ? {} : { path: found.path }), ...(found.kind === 'malformed' ? { problem: 'format' } : {}) };
    return [{ code: 'TAX_ID_MISSING', strength: 'hard', facts }];
  });
}

/** Somebody made a label for these goods by another way: at the channel, or in another program. */
function labelFaults(context: StationContext, order: Order): readonly Fault[] {
  if (order.packages === undefined || order.packages.length === 0) return [];
  const ours = ownNumbers(context, order);
  const foreign = foreignPackage(order, (trackingNumber) => ours.has(bare(trackingNumber)));
  if (foreign === null) return [];
  return [{ code: 'LABEL_EXISTS', strength: 'hard', facts: { carrier: foreign.carrier, trackingNumber: foreign.trackingNumber } }];
}

/** Every number that this station ever put on a box of this order or told the channel. */
function ownNumbers({ journal }: StationContext, order: Order): ReadonlySet<string> {
  const told = journal.writeBacks.listByOrder(order.id).map((row) => row.notice.trackingNumber);
  const printed = journal.parcels.listByOrder(order.id).flatMap(({ label }) => (label === null ? [] : [label.trackingNumber, label.sscc]));
  return new Set([...told, ...printed].map(bare));
}

const bare = (trackingNumber: string): string => trackingNumber.replace(/\s/g, '').toUpperCase();
