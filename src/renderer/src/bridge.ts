import type { StationApi } from '../../shared/contract/events.ts';

declare global {
  interface Window {
    readonly station?: StationApi;
  }
}

/** The only door to the station; everything else on the page asks here. */
export function station(): StationApi {
  const api = window.station;
  if (api === undefined) throw new Error('this page was opened outside Packgate: there is no station behind it');
  return api;
}

export const hasStation = (): boolean => window.station !== undefined;
