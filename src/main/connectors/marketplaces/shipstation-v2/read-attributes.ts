import { boundAttributes } from '../../../../shared/domain/order/attributes.ts';
import type { ShipStationShipment, ToldParcel } from './shapes.ts';

type Entry = readonly [path: string, value: string];

/** Numbers of the sales channel, customs and tax fields, by their path on the wire; a store maps some of them to tax numbers. */
export function readAttributes(shipment: ShipStationShipment, told: readonly ToldParcel[]): Readonly<Record<string, string>> | undefined {
  const { advanced_options: advanced, customs, items, packages, tax_identifiers: taxes } = shipment;
  const products = (packages ?? []).flatMap((one) => one.products ?? []);
  const windsor = advanced?.windsor_framework_details;
  return boundAttributes([
    ...named('shipment_number', [shipment.shipment_number]),
    ...named('external_shipment_id', [shipment.external_shipment_id]),
    ...named('external_order_id', [shipment.external_order_id, ...(items ?? []).map((item) => item.external_order_id)]),
    ...named('items[].sales_order_id', (items ?? []).map((item) => item.sales_order_id)),
    ...named('order_source_code', [shipment.order_source_code]),
    // Whose number and of what kind stands in the path: shipper.ioss.DE, recipient.vat.GB.
    ...(taxes ?? []).flatMap((tax) => named(`tax_identifiers[${tax.taxable_entity_type}.${tax.identifier_type}${tax.issuing_authority ? `.${tax.issuing_authority}` : ''}].value`, [tax.value])),
    ...named('customs.contents', [customs?.contents]),
    ...named('customs.non_delivery', [customs?.non_delivery]),
    ...named('customs.terms_of_trade_code', [customs?.terms_of_trade_code]),
    ...named('customs.declaration', [customs?.declaration]),
    ...named('packages[].products[].harmonized_tariff_code', products.map((product) => product.harmonized_tariff_code)),
    ...named('packages[].products[].country_of_origin', products.map((product) => product.country_of_origin)),
    ...named('advanced_options.custom_field1', [advanced?.custom_field1]),
    ...named('advanced_options.custom_field2', [advanced?.custom_field2]),
    ...named('advanced_options.custom_field3', [advanced?.custom_field3]),
    ...named('advanced_options.delivered_duty_paid', [advanced?.delivered_duty_paid === true ? 'true' : null]),
    ...named('advanced_options.windsor_framework_details.movement_indicator', [windsor?.movement_indicator]),
    ...named('advanced_options.windsor_framework_details.not_at_risk', [windsor?.not_at_risk == null ? null : String(windsor.not_at_risk)]),
    // ShipStation tells the order source later, by itself: all that it lets one see of that.
    ...named('order_source_notified', told.map(({ isSourceTold }) => (isSourceTold === null ? null : String(isSourceTold)))),
    ...named('notification_error_message', told.map(({ sourceError }) => sourceError)),
  ]);
}

function named(path: string, values: readonly (string | null | undefined)[]): readonly Entry[] {
  const different = [...new Set(values.map((value) => value?.trim() ?? '').filter((value) => value !== ''))];
  return different.length === 0 ? [] : [[path, different.join(', ')]];
}
