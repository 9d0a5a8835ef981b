// The station process: plain Node, forked by the shell. It survives a crashed or closed window.
import { connectParentProcess } from './ipc/parent-process.ts';
import { serveContract, type ServedContract } from './ipc/serve-contract.ts';
import { openStation } from './composition/open-station.ts';
import { trustSystemCertificates } from './connectors/kit/corporate-network.ts';

const parent = connectParentProcess(process);
if (parent === null) {
  console.error('packgate: the station process is started by the app (npm start); for a run without screens use npm run demo');
  process.exit(2);
}

const { dataFolder, sealingKey } = await parent.start;
trustSystemCertificates();
let served: ServedContract | null = null;
const opened = await openStation({ dataFolder, sealingKey, emit: (event, payload) => served?.emit(event, payload) });
served = serveContract({
  port: parent.port,
  handlers: opened.station.handlers,
  onBug: (error, call) => {
    console.error(`packgate: ${call} failed`, error);
  },
});
parent.onStop(() => {
  void opened.close().then(() => process.exit(0));
});
parent.ready();
