// Electron channel names, apart from the call table because the preload must stay free of zod.
import type { CallName } from './calls.ts';
import type { EventName } from './events.ts';

export function callChannel(name: CallName): `call:${CallName}` {
  return `call:${name}`;
}

export function eventChannel(name: EventName): `event:${EventName}` {
  return `event:${name}`;
}

/** A page that begins to listen asks what the state is now; it may have missed the last change. */
export const askStationState = 'ask:stationState';
