import type { Session } from 'electron';
import { devServerUrl, isOwnPage } from './origin.ts';

/** Electron grants every permission unless told otherwise. A bench needs none: scanners, scales and printers belong to the station process. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  for (const event of ['select-hid-device', 'select-usb-device', 'select-serial-port'] as const) {
    session.on(event as 'select-hid-device', (selection: Electron.Event) => {
      selection.preventDefault();
    });
  }
  session.setDisplayMediaRequestHandler(null);
  session.on('will-download', (download) => {
    download.preventDefault();
  });
  session.setSpellCheckerEnabled(false);
  // The page never talks to the network; the policy says so to Chromium, and this holds if a page without our policy ever got in.
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !mayLoad(details.url) });
  });
}

function mayLoad(url: string): boolean {
  if (isOwnPage(url) || url.startsWith('devtools://') || url.startsWith('data:') || url.startsWith('blob:app://packgate/')) return true;
  const dev = devServerUrl();
  // Vite's hot reload speaks over a web socket of the same host.
  return dev !== null && URL.parse(url)?.host === new URL(dev).host;
}
