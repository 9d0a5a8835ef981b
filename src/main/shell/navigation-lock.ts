import type { App, Event, WebContents } from 'electron';
import { isOwnPage } from './origin.ts';

/** For every web contents there ever is: it stays on our own page, opens no window and hosts no webview. */
export function lockNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    lockContents(contents);
  });
}

function lockContents(contents: WebContents): void {
  const stayOnOwnPage = (event: Event<{ url: string }>): void => {
    if (!isOwnPage(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stayOnOwnPage);
  contents.on('will-redirect', stayOnOwnPage);
  contents.on('will-frame-navigate', (event) => {
    // Our page has no frames at all, so a frame that goes anywhere is not ours.
    if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
