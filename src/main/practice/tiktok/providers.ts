import type { PracticeOrder } from '../shop/world.ts';

/** The shop's shipping templates: one for each service level of the practice orders. Ids have TikTok's shape, 19 digits. */
const OPTIONS: Readonly<Record<string, { readonly id: string; readonly carriers: readonly string[] }>> = {
  STANDARD: { id: '7091146663229654785', carriers: ['DHL', 'DPD', 'GLS', 'Hermes', 'UPS', 'Deutsche Post', 'Royal Mail', 'Evri'] },
  EXPEDITED: { id: '7091146663229654786', carriers: ['DHL', 'DHL Express', 'DPD', 'UPS', 'Royal Mail'] },
  SAME_DAY: { id: '7091146663229654787', carriers: ['UPS'] },
};

export interface ShippingProvider {
  readonly id: string;
  readonly name: string;
}

export function deliveryOptionOf({ serviceLevel }: PracticeOrder): { readonly id: string; readonly name: string } {
  return { id: OPTIONS[serviceLevel]?.id ?? '7091146663229654785', name: serviceLevel };
}

/** Null where the shop has no such option. The same carrier has another id in each option. */
export function providersOf(deliveryOptionId: string): readonly ShippingProvider[] | null {
  const found = Object.values(OPTIONS).findIndex(({ id }) => id === deliveryOptionId);
  const option = Object.values(OPTIONS)[found];
  return option === undefined ? null : option.carriers.map((name, index) => ({ id: `71178588580720${found}${String(index).padStart(4, '0')}`, name }));
}

/** The id that a carrier has today for packages that were told before the practice began. */
export function providerIdOf(order: PracticeOrder, carrier: string): string {
  return providersOf(deliveryOptionOf(order).id)?.find(({ name }) => name === carrier)?.id ?? '';
}
