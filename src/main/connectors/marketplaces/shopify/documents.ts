/**
 * Every query and mutation, as text that is checked against Shopify's own schema (2026-10) in `test/practice/shopify-spec.test.ts`.
 * Their names are the names of the calls in the journal. `personalValue` is an alias under which the journal hides what a buyer filled in;
 * `companyName` keeps a buyer's company apart from a carrier's.
 */
const BENCH_ORDER = `
fragment BenchOrder on Order {
  id
  name
  createdAt
  updatedAt
  cancelledAt
  cancelReason
  cancellation { staffNote }
  displayFinancialStatus
  displayFulfillmentStatus
  requiresShipping
  poNumber
  paymentGatewayNames
  currentTotalPriceSet { shopMoney { amount currencyCode } }
  customAttributes { key personalValue: value }
  localizedFields(first: 5) { nodes { key personalValue: value } }
  shippingAddress { name companyName: company address1 address2 city province zip countryCodeV2 phone }
  shippingLine { title code }
  lineItems(first: $lines) { nodes { ...BenchLine } pageInfo { hasNextPage endCursor } }
  fulfillmentOrders(first: $fulfillmentOrders) {
    nodes {
      ...BenchWork
      lineItems(first: $lines) @include(if: $whole) { nodes { remainingQuantity lineItem { id } } pageInfo { hasNextPage } }
    }
    pageInfo { hasNextPage }
  }
  fulfillments(first: $fulfillments) {
    ...BenchParcel
    fulfillmentLineItems(first: $lines) { nodes { quantity lineItem { id } } pageInfo { hasNextPage } }
  }
  fulfillmentsCount { count }
}`;

const BENCH_LINE = `
fragment BenchLine on LineItem {
  id
  sku
  title
  variantTitle
  quantity
  currentQuantity
  unfulfilledQuantity
  nonFulfillableQuantity
  requiresShipping
  variant { barcode }
}`;

const BENCH_WORK = `
fragment BenchWork on FulfillmentOrder {
  id
  status
  requestStatus
  fulfillAt
  fulfillBy
  assignedLocation { location { id } }
  fulfillmentHolds { reason displayReason }
  internationalDuties { incoterm }
}`;

const BENCH_PARCEL = `
fragment BenchParcel on Fulfillment {
  id
  status
  trackingInfo(first: 3) { company number }
}`;

const FULFILLABLE = `
fragment Fulfillable on FulfillmentOrder {
  id
  status
  requestStatus
  supportedActions { action }
  assignedLocation { location { id } }
  lineItems(first: $lines) { nodes { id remainingQuantity lineItem { id } } pageInfo { hasNextPage endCursor } }
}`;

export const DOCUMENTS = {
  listOrders: `query listOrders($search: String!, $first: Int!, $after: String, $lines: Int!, $fulfillmentOrders: Int!, $fulfillments: Int!, $whole: Boolean!) {
  orders(first: $first, after: $after, sortKey: UPDATED_AT, query: $search) {
    nodes { ...BenchOrder }
    pageInfo { hasNextPage endCursor }
  }
}${BENCH_ORDER}${BENCH_LINE}${BENCH_WORK}${BENCH_PARCEL}`,

  readOrder: `query readOrder($id: ID!, $lines: Int!, $fulfillmentOrders: Int!, $fulfillments: Int!, $whole: Boolean!) {
  order(id: $id) { ...BenchOrder }
}${BENCH_ORDER}${BENCH_LINE}${BENCH_WORK}${BENCH_PARCEL}`,

  readRest: `query readRest($id: ID!, $lines: Int!, $afterLine: String, $moreLines: Boolean!, $fulfillmentOrders: Int!, $moreWork: Boolean!, $fulfillments: Int!, $moreParcels: Boolean!) {
  order(id: $id) {
    lineItems(first: $lines, after: $afterLine) @include(if: $moreLines) { nodes { ...BenchLine } pageInfo { hasNextPage endCursor } }
    fulfillmentOrders(first: $fulfillmentOrders) @include(if: $moreWork) { nodes { ...BenchWork } }
    fulfillments(first: $fulfillments) @include(if: $moreParcels) { ...BenchParcel }
  }
}${BENCH_LINE}${BENCH_WORK}${BENCH_PARCEL}`,

  readFulfillable: `query readFulfillable($id: ID!, $fulfillmentOrders: Int!, $lines: Int!, $fulfillments: Int!) {
  order(id: $id) {
    id
    cancelledAt
    cancelReason
    fulfillments(first: $fulfillments) { ...BenchParcel }
    fulfillmentsCount { count }
    fulfillmentOrders(first: $fulfillmentOrders) { nodes { ...Fulfillable } pageInfo { hasNextPage endCursor } }
  }
}${FULFILLABLE}${BENCH_PARCEL}`,

  readMoreFulfillable: `query readMoreFulfillable($id: ID!, $fulfillmentOrders: Int!, $after: String, $lines: Int!) {
  order(id: $id) {
    fulfillmentOrders(first: $fulfillmentOrders, after: $after) { nodes { ...Fulfillable } pageInfo { hasNextPage endCursor } }
  }
}${FULFILLABLE}`,

  readWorkLines: `query readWorkLines($id: ID!, $lines: Int!, $after: String) {
  fulfillmentOrder(id: $id) { lineItems(first: $lines, after: $after) { nodes { id remainingQuantity lineItem { id } } pageInfo { hasNextPage endCursor } } }
}`,

  readFulfillment: `query readFulfillment($id: ID!, $lines: Int!, $after: String) {
  fulfillment(id: $id) { fulfillmentLineItems(first: $lines, after: $after) { nodes { quantity lineItem { id } } pageInfo { hasNextPage endCursor } } }
}`,

  fulfillmentCreate: `mutation fulfillmentCreate($fulfillment: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $fulfillment) {
    fulfillment { id status trackingInfo(first: 3) { company number url } }
    userErrors { field message }
  }
}`,

  fulfillmentTrackingInfoUpdate: `mutation fulfillmentTrackingInfoUpdate($fulfillmentId: ID!, $trackingInfo: FulfillmentTrackingInput!, $notifyCustomer: Boolean) {
  fulfillmentTrackingInfoUpdate(fulfillmentId: $fulfillmentId, trackingInfoInput: $trackingInfo, notifyCustomer: $notifyCustomer) {
    fulfillment { id status trackingInfo(first: 3) { company number url } }
    userErrors { field message }
  }
}`,

  testConnection: `query testConnection {
  shop { name }
  currentAppInstallation { accessScopes { handle } }
  orders(first: 1) { nodes { id } }
}`,

  findItems: `query findItems($search: String!, $first: Int!, $locationId: ID!) {
  inventoryItems(first: $first, query: $search) {
    nodes { id sku tracked duplicateSkuCount inventoryLevel(locationId: $locationId) { quantities(names: ["available"]) { name quantity } } }
    pageInfo { hasNextPage }
  }
}`,

  inventorySetQuantities: `mutation inventorySetQuantities($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    userErrors { code field message }
  }
}`,
} as const;

export type DocumentName = keyof typeof DOCUMENTS;
