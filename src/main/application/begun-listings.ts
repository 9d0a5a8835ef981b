import { z } from 'zod';
import type { ChannelId, StoreId } from '../../shared/domain/order/order.ts';
import type { InstantMs } from '../../shared/domain/units/instant.ts';
import type { SettingsRepository } from './ports/journal.ts';

/** A listing that stopped between two pages. */
export interface BegunListing {
  readonly updatedAfterMs: InstantMs;
  readonly pageToken: string | null;
  readonly completeUntilMs: InstantMs | null;
  /** The service answered all the while since the first page. */
  readonly isSinceOnline: boolean;
}

export interface BegunListings {
  load(storeId: StoreId, channel: ChannelId): BegunListing | null;
  save(storeId: StoreId, channel: ChannelId, listing: BegunListing | null): void;
  /** What is read from now on does not belong to what was read before. */
  interrupted(storeId: StoreId): void;
}

const stored = z.object({ channel: z.string(), updatedAfterMs: z.number(), pageToken: z.string(), completeUntilMs: z.number().nullable() }).nullable();

/**
 * Where the listing of each store goes on. On disk from the second page: the first listing of a big store takes longer than a shift where
 * its budget is small, and a station that is switched off every evening would never come to its end.
 */
export function createBegunListings(settings: SettingsRepository): BegunListings {
  const held = new Map<StoreId, BegunListing | null>();
  const nameOf = (storeId: StoreId): string => `listing:${storeId}`;

  function loadStored(storeId: StoreId, channel: ChannelId): BegunListing | null {
    const text = settings.load(nameOf(storeId));
    const parsed = text === null ? null : stored.safeParse(JSON.parse(text));
    if (parsed?.success !== true || parsed.data?.channel !== channel) return null;
    const { updatedAfterMs, pageToken, completeUntilMs } = parsed.data;
    return { updatedAfterMs, pageToken, completeUntilMs, isSinceOnline: false };
  }

  return {
    load(storeId, channel) {
      const known = held.get(storeId);
      if (known !== undefined) return known;
      const found = loadStored(storeId, channel);
      held.set(storeId, found);
      return found;
    },
    save(storeId, channel, listing) {
      const wasOnDisk = typeof held.get(storeId)?.pageToken === 'string';
      held.set(storeId, listing);
      if (listing !== null && listing.pageToken !== null) settings.save(nameOf(storeId), JSON.stringify({ channel, ...listing }));
      else if (wasOnDisk) settings.save(nameOf(storeId), 'null');
    },
    interrupted(storeId) {
      const half = held.get(storeId);
      if (half != null) held.set(storeId, { ...half, isSinceOnline: false });
    },
  };
}
