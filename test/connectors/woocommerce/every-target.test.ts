import { wooConnector } from '../../../src/main/connectors/marketplaces/woocommerce/connector.ts';
import type { PracticeWooTarget } from '../../../src/main/practice/woocommerce/shop-state.ts';
import { describeMarketplaceConnector } from '../../suites/marketplace-connector.suite.ts';
import { openWooWorld } from './world.ts';

// With order fulfillments the suite runs from the list of channels; here it runs for the three other kinds of shop.
const shops: readonly (readonly [title: string, targets: readonly PracticeWooTarget[]])[] = [
  ['WooCommerce with Shipment Tracking', ['shipment-tracking']],
  ['WooCommerce with AST', ['ast']],
  ['WooCommerce without any place for numbers', []],
];

for (const [title, targets] of shops) {
  describeMarketplaceConnector({ ...wooConnector, title }, () => openWooWorld({ targets: new Set(targets) }));
}
