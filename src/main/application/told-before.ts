import { isSameNumber } from '../../shared/domain/writeback/proof.ts';
import type { WriteBack } from '../../shared/domain/writeback/write-back.ts';

/**
 * The number that the channel may hold for a package, from its messages in the order of writing: that of the last one that may have
 * arrived. One that never left hands on the number that it was to replace: a box can be relabelled again before the channel heard of it.
 */
export function numberToldBefore(messages: readonly WriteBack[]): string | null {
  return messages.reduce<string | null>((told, row) => (mayBeThere(row) ? row.notice.trackingNumber : (row.notice.replaces?.trackingNumber ?? told)), null);
}

/** The message of ours that carried this number; null where nobody told the channel, or somebody else did. */
export function messageToldBefore(messages: readonly WriteBack[]): WriteBack | null {
  const told = numberToldBefore(messages);
  return told === null ? null : (messages.findLast(({ notice }) => isSameNumber(notice.trackingNumber, told)) ?? null);
}

/** On its way counts as told. */
const mayBeThere = ({ state, acceptedAtMs }: WriteBack): boolean => acceptedAtMs !== null || state === 'uncertain' || state === 'sending';
