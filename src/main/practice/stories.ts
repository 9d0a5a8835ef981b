/** What is special about an order of the practice site. The words for people live with the languages, under `storyKey`. */
export type PracticeKind =
  | 'clean'
  | 'multi-line'
  | 'multi-quantity'
  | 'same-item-two-lines'
  | 'lookalikes'
  | 'long-address'
  | 'ship-by-soon'
  | 'cancelled'
  | 'cancel-requested'
  | 'one-line-requested'
  | 'cancelled-while-packing'
  | 'cancel-requested-while-packing'
  | 'partly-cancelled-line'
  | 'line-cancelled'
  | 'payment-pending'
  | 'pre-order'
  | 'already-shipped'
  | 'partly-shipped'
  | 'unmapped-carrier'
  | 'ship-plus'
  | 'unfulfillable'
  | 'accepted-not-shown'
  | 'slow-to-show'
  | 'missing-tax-number'
  | 'address-invalid'
  | 'cancel-request-rejected';

/** `cancelled-while-packing` -> `practice.story.cancelledWhilePacking`. */
export const storyKey = (kind: string): string => `practice.story.${kind.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())}`;
