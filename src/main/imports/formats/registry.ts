import type { Header } from '../header.ts';
import { amazonUnshipped } from './amazon-unshipped.ts';
import { ebayOrders } from './ebay-orders.ts';
import { packgateCsv } from './packgate-csv.ts';
import { shopifyOrders } from './shopify-orders.ts';
import type { TableFormat } from './table-format.ts';
import { woocommerceColumns, woocommerceLabels } from './woocommerce.ts';

const tableFormats: readonly TableFormat[] = [packgateCsv, amazonUnshipped, shopifyOrders, ebayOrders, woocommerceColumns, woocommerceLabels];

export const recogniseFormat = (header: Header): TableFormat | null => tableFormats.find((format) => format.recognises(header)) ?? null;
