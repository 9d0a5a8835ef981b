import { z } from 'zod';
import type { EventName, StationEvents } from './events.ts';
import type { Reply } from './reply.ts';

/** The key that seals credentials and personal data on this bench, and what keeps it. */
const sealingKey = z.strictObject({
  /** 32 random bytes. */
  base64: z.base64().length(44),
  /** "Windows DPAPI", "gnome_libsecret", …: shown in setup, because not all of them protect equally. */
  protectedBy: z.string().min(1),
  /** True when it was made just now: whatever an earlier key sealed cannot be read any more. */
  isNew: z.boolean(),
});
export type SealingKey = z.output<typeof sealingKey>;

/**
 * What the shell says to the station process. First `start`, once; then calls; `stop` asks it to finish what it is
 * writing and end by itself.
 */
export const toStation = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    dataFolder: z.string().min(1),
    /** Null where the system has no key store that protects: the station then keeps a key file of its own. */
    sealingKey: sealingKey.nullable(),
  }),
  z.strictObject({ kind: z.literal('call'), id: z.number().int().nonnegative(), call: z.string(), input: z.unknown() }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ToStation = z.output<typeof toStation>;
export type StartMessage = Extract<ToStation, { kind: 'start' }>;

/** The shell says this one itself. */
export type StationEventName = Exclude<EventName, 'stationState'>;

export type EventMessage = { [E in StationEventName]: { readonly kind: 'event'; readonly event: E; readonly payload: StationEvents[E] } }[StationEventName];

/** What the station process says to the shell. `ready` means: ready to judge a scan. */
export type FromStation = { readonly kind: 'ready' } | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply<unknown> } | EventMessage;
