// The only bridge between page and station: one named function per call, nothing that takes a channel name from the page.
import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import type { CallInput, CallName, StationCalls } from '../shared/contract/calls.ts';
import { askStationState, callChannel, eventChannel } from '../shared/contract/channels.ts';
import type { EventName, StationApi, StationEvents } from '../shared/contract/events.ts';

function ask<N extends CallName>(name: N): StationCalls[N] {
  const channel = callChannel(name);
  return ((input: CallInput<N>) => ipcRenderer.invoke(channel, input)) as StationCalls[N];
}

function on<E extends EventName>(name: E): (listener: (payload: StationEvents[E]) => void) => () => void {
  const channel = eventChannel(name);
  return (listener) => {
    // Electron's event object holds the raw ipcRenderer; it stays on this side.
    const wrapped = (_event: IpcRendererEvent, payload: StationEvents[E]): void => {
      listener(payload);
    };
    ipcRenderer.on(channel, wrapped);
    return () => {
      ipcRenderer.off(channel, wrapped);
    };
  };
}

const listenToStationState = on('stationState');

const station = {
  scan: ask('scan'),
  loadBench: ask('loadBench'),
  signIn: ask('signIn'),
  signOut: ask('signOut'),
  lockBench: ask('lockBench'),
  stayAwake: ask('stayAwake'),
  loadBoard: ask('loadBoard'),
  searchOrders: ask('searchOrders'),
  loadEvidence: ask('loadEvidence'),
  releaseBlocks: ask('releaseBlocks'),
  acknowledgeBlocks: ask('acknowledgeBlocks'),
  flagOrder: ask('flagOrder'),
  unflagOrder: ask('unflagOrder'),
  decideShort: ask('decideShort'),
  closeTask: ask('closeTask'),
  resendWriteBack: ask('resendWriteBack'),
  resendCause: ask('resendCause'),
  loadStock: ask('loadStock'),
  importStock: ask('importStock'),
  reprintLabel: ask('reprintLabel'),
  probeNow: ask('probeNow'),
  loadAlerts: ask('loadAlerts'),
  saveTrigger: ask('saveTrigger'),
  loadNotArrived: ask('loadNotArrived'),
  loadManifests: ask('loadManifests'),
  printManifest: ask('printManifest'),
  loadReport: ask('loadReport'),
  loadShadow: ask('loadShadow'),
  loadShift: ask('loadShift'),
  reconcile: ask('reconcile'),
  explainDifference: ask('explainDifference'),
  closeShift: ask('closeShift'),
  loadChecklists: ask('loadChecklists'),
  tickCheck: ask('tickCheck'),
  signChecklist: ask('signChecklist'),
  exportCsv: ask('exportCsv'),
  loadAudit: ask('loadAudit'),
  verifyAudit: ask('verifyAudit'),
  loadPeople: ask('loadPeople'),
  savePerson: ask('savePerson'),
  loadSettings: ask('loadSettings'),
  saveSettings: ask('saveSettings'),
  loadConnections: ask('loadConnections'),
  testConnection: ask('testConnection'),
  beginSignIn: ask('beginSignIn'),
  finishSignIn: ask('finishSignIn'),
  saveAccountSecret: ask('saveAccountSecret'),
  loadOrderFields: ask('loadOrderFields'),
  previewTaxMapping: ask('previewTaxMapping'),
  importOrders: ask('importOrders'),
  printTestLabel: ask('printTestLabel'),
  loadPractice: ask('loadPractice'),
  setPracticeNetwork: ask('setPracticeNetwork'),
  cancelPracticeOrder: ask('cancelPracticeOrder'),
  addPracticeOrders: ask('addPracticeOrders'),
  onBench: on('bench'),
  onBoardChanged: on('boardChanged'),
  onImportProgress: on('importProgress'),
  onImportDone: on('importDone'),
  onStationState: (listener) => {
    const unsubscribe = listenToStationState(listener);
    ipcRenderer.send(askStationState);
    return unsubscribe;
  },
  pathOfFile: (file) => webUtils.getPathForFile(file),
} satisfies StationApi;

contextBridge.exposeInMainWorld('station', station);
