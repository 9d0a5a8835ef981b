// Electron's main process: window, security, key store, and supervision of the station process. No rule of the bench lives here.
import path from 'node:path';
import { app, safeStorage, session } from 'electron';
import { registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { bridgeStation } from './shell/bridge.ts';
import { chooseDataFolder } from './shell/data-folder.ts';
import { loadSealingKey } from './shell/key-store.ts';
import { lockNavigation } from './shell/navigation-lock.ts';
import { takePictureWhenShown } from './shell/picture.ts';
import { lockSession } from './shell/session-lock.ts';
import { forkStation, stationRuntime } from './shell/station-process.ts';
import { createStationSupervisor, type StationSupervisor } from './shell/station-supervisor.ts';
import { createStationWindow } from './shell/window.ts';

const here = import.meta.dirname;
const dataFolder = chooseDataFolder(app, process.env);

if (app.requestSingleInstanceLock()) {
  open();
} else {
  console.error(`packgate: this bench is already open (${dataFolder})`);
  app.quit();
}

function open(): void {
  registerAppScheme();
  // Root cannot have Chromium's sandbox, and asking for it against the switch keeps the window from ever starting.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  lockNavigation(app);
  const supervisor = createStationSupervisor({
    open: () => forkStation(path.join(here, 'station.js'), stationRuntime(process.versions['napi'], process.execPath, process.env['CORE_NODE']), process.stderr),
    startMessage: async () => {
      // Electron's key store may be asked only from here on.
      await app.whenReady();
      const sealingKey = loadSealingKey({
        store: safeStorage,
        dataFolder,
        platform: process.platform,
        nowMs: Date.now(),
        onUnreadable: (error) => {
          console.error('packgate: this system’s key store cannot open the key of this bench; a new one was made, the old one is kept', error);
        },
      });
      return { kind: 'start', dataFolder, sealingKey };
    },
    nowMs: () => performance.now(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
    log: (text) => {
      console.error(`packgate: ${text}`);
    },
  });
  supervisor.start();
  stopWithApp(supervisor);
  app.on('window-all-closed', () => {
    app.quit();
  });
  void app.whenReady().then(() => {
    showWindow(supervisor);
  });
}

function showWindow(supervisor: StationSupervisor): void {
  lockSession(session.defaultSession);
  serveApp(session.defaultSession, path.join(here, '../renderer'));
  const window = createStationWindow(path.join(here, '../preload/index.cjs'));
  const { benchAnswered } = bridgeStation(supervisor, window.webContents);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  takePictureWhenShown(app, window.webContents, benchAnswered).catch((error: unknown) => {
    console.error('packgate: no picture could be taken', error);
    app.exit(1);
  });
}

/** The last window, Ctrl+C and SIGTERM all end here: first the station finishes what it is writing, then Electron goes. */
function stopWithApp(supervisor: StationSupervisor): void {
  let hasStopped = false;
  let isStopping = false;
  app.on('will-quit', (event) => {
    if (hasStopped) return;
    event.preventDefault();
    if (isStopping) return;
    isStopping = true;
    void supervisor.stop().then(() => {
      hasStopped = true;
      app.quit();
    });
  });
}
