/**
 * An order of ours is a package of Trendyol: `<order number>-<package id>`. The package alone would not do: Trendyol finds packages by the number
 * of the order, and after a part is cancelled the rest goes on under another package id, which only the order number ties to this one.
 */
export interface PackageKey {
  readonly orderNumber: string;
  readonly packageId: string;
}

export const channelOrderIdOf = ({ orderNumber, packageId }: PackageKey): string => `${orderNumber}-${packageId}`;

/** Null where it is no id of this connector. */
export function readPackageKey(channelOrderId: string): PackageKey | null {
  const [, orderNumber, packageId] = /^(\w+)-([1-9]\d*)$/.exec(channelOrderId) ?? [];
  return orderNumber === undefined || packageId === undefined ? null : { orderNumber, packageId };
}
