import path from 'node:path';
import { BrowserWindow, Menu } from 'electron';
import { devServerUrl, startPage } from './origin.ts';

/** A page that dies again and again is given this long before it is loaded anew, so that the log stays readable. Milliseconds. */
const RELOAD_PAUSE_MS = 2000;
const QUICK_DEATHS_ALLOWED = 3;
const QUICK_DEATH_MS = 60_000;

export function createStationWindow(preload: string): BrowserWindow {
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null);
  const window = new BrowserWindow({
    title: 'Packgate',
    width: 1920,
    height: 1080,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    backgroundColor: '#101418',
    webPreferences: {
      preload: path.resolve(preload),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      // The verdict's sound must come with the first scan, before anybody touched the window.
      autoplayPolicy: 'no-user-gesture-required',
      // A bench behind another window still counts seconds and answers scans.
      backgroundThrottling: false,
      devTools: devServerUrl() !== null,
    },
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  reloadAfterCrash(window);
  void loadStartPage(window);
  return window;
}

async function loadStartPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(devServerUrl() ?? startPage);
  } catch (error: unknown) {
    // A window closed while it was loading rejects too, and that is nobody's failure.
    if (!window.isDestroyed()) console.error('packgate: the page of the window could not be loaded; build it with: npm run build', error);
  }
}

/** The station process goes on without the page; the page only has to come back and ask for the bench. */
function reloadAfterCrash(window: BrowserWindow): void {
  let deaths: number[] = [];
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    const now = performance.now();
    deaths = [...deaths.filter((at) => now - at < QUICK_DEATH_MS), now];
    console.error(`packgate: the window's page is gone (${details.reason}, exit code ${details.exitCode}); loading it again`);
    const pauseMs = deaths.length > QUICK_DEATHS_ALLOWED ? RELOAD_PAUSE_MS : 0;
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, pauseMs);
  });
}
