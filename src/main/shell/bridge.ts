import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { calls, type CallName } from '../../shared/contract/calls.ts';
import { askStationState, callChannel, eventChannel } from '../../shared/contract/channels.ts';
import type { EventName, StationEvents } from '../../shared/contract/events.ts';
import type { Reply } from '../../shared/contract/reply.ts';
import { isOwnPage } from './origin.ts';
import type { StationSupervisor } from './station-supervisor.ts';

const forbidden: Reply<never> = { ok: false, error: { code: 'forbidden-sender', message: 'Only the station’s own page may ask this.' } };

export interface Bridge {
  /** The page has been given its first bench: from here on it shows something worth a picture. */
  readonly benchAnswered: Promise<void>;
}

/** Carries the calls of our own page to the station process and its events back. Inputs are checked there, senders here. */
export function bridgeStation(supervisor: StationSupervisor, page: WebContents): Bridge {
  const benchAnswered = Promise.withResolvers<void>();
  for (const name of Object.keys(calls) as CallName[]) {
    ipcMain.handle(callChannel(name), async (event, input: unknown) => {
      if (!isOwnMainFrame(event.senderFrame)) return forbidden;
      const reply = await supervisor.call(name, input);
      if (name === 'loadBench' && reply.ok) benchAnswered.resolve();
      return reply;
    });
  }
  const tell = <E extends EventName>(event: E, payload: StationEvents[E]): void => {
    if (page.isDestroyed() || page.isCrashed()) return;
    if (isOwnMainFrame(page.mainFrame)) page.send(eventChannel(event), payload);
  };
  supervisor.onEvent((message) => {
    tell(message.event, message.payload);
  });
  supervisor.onState((state) => {
    tell('stationState', state);
  });
  ipcMain.on(askStationState, (event) => {
    if (isOwnMainFrame(event.senderFrame)) tell('stationState', supervisor.state());
  });
  return { benchAnswered: benchAnswered.promise };
}

/** Null when the frame is already gone; a frame inside the page has a parent. */
function isOwnMainFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}
