import bwipjs from 'bwip-js/browser';
import type { StationApi } from '../../../src/shared/contract/events.ts';
import type { Reply } from '../../../src/shared/contract/reply.ts';
import type { BarcodeView, PracticeView } from '../../../src/shared/contract/views.ts';
import { stationSettings, type StationSettings } from '../../../src/shared/contract/settings.ts';
import { buildSscc } from '../../../src/shared/domain/gs1/sscc.ts';
import { commands, encodeBadge, encodeCommand, encodeLane } from '../../../src/shared/domain/scan/commands.ts';
import { aBoard } from '../../support/lead-view-builders.ts';
import { aVerdict, somePeople, someSettings } from '../../support/view-builders.ts';
import type { Scenario } from './scenario.ts';

const symbologies = { code128: 'code128', ean13: 'ean13', 'gs1-128': 'gs1-128' } as const;

function barcode(symbology: BarcodeView['symbology'], text: string): BarcodeView {
  const [symbol] = bwipjs.raw({ bcid: symbologies[symbology], text });
  if (symbol === undefined || !('sbs' in symbol)) throw new Error(`no bars for ${text}`);
  return { text: text.replace(/[()]/g, ''), symbology, modules: symbol.sbs };
}

const practice: PracticeView = {
  networkUp: true,
  label: { channelOrderId: '028-1234567-7654321', barcode: barcode('gs1-128', `(00)${buildSscc({ extensionDigit: 3, companyPrefix: '9521234', serial: 17n })}`) },
  commands: commands.map((command) => ({ command, barcode: barcode('code128', encodeCommand(command)) })),
  lanes: ['DHL', 'DPD Express'].map((carrier) => ({ carrier, barcode: barcode('code128', encodeLane(carrier)) })),
  badges: [
    { name: 'Alex', roles: ['packer'], pin: null, barcode: barcode('code128', encodeBadge('ALEX01')) },
    { name: 'Birgit Hansen', roles: ['packer', 'lead'], pin: '4711', barcode: barcode('code128', encodeBadge('BIRGIT02')) },
    { name: 'Dana Weiss', roles: ['admin'], pin: '9034', barcode: barcode('code128', encodeBadge('DANA03')) },
  ],
  labels: (['dispatched', 'loaded', 'stopped'] as const).map((state, index) => ({
    channelOrderId: `302-771003${index}-9915526`,
    carrier: 'DHL',
    state,
    barcode: barcode('gs1-128', `(00)${buildSscc({ extensionDigit: 3, companyPrefix: '9521234', serial: BigInt(30 + index) })}`),
  })),
  orders: ['clean', 'cancelled', 'cancelledWhilePacking', 'unmappedCarrier'].map((story, index) => ({
    channelOrderId: `028-123456${index}-7654321`,
    story: `practice.story.${story}`,
    barcode: barcode('code128', `028-123456${index}-7654321`),
    lines: [{ sku: 'MUG-350-BLU', title: 'Stoneware mug 350 ml, blue', quantity: 2, barcode: barcode('ean13', '952100000137') }],
    shownPackages: index === 0 ? ['395212340000000017'] : [],
  })),
};

const ok = <T>(value: T): Promise<Reply<T>> => Promise.resolve({ ok: true, value });
const never = (): (() => void) => () => undefined;

/** Answers with the scenario's views; scans get a counted item, so that the router can be watched. What a scenario does not answer says so. */
export function fakeStation(scenario: Scenario, look: Partial<StationSettings>): StationApi {
  let settings = someSettings(look);
  let sequence = 1000;
  const answers: Partial<StationApi> = {
    scan: ({ scanId, text }) => ok(aVerdict({ scanId, text, sequence: (sequence += 1) })),
    loadBench: () => ok(scenario.bench),
    stayAwake: () => ok({ ok: true as const }),
    loadPeople: () => ok(somePeople({ isOpenHouse: scenario.bench.header.isOpenHouse })),
    loadBoard: () => ok(scenario.board ?? aBoard()),
    loadSettings: () => ok(settings),
    saveSettings: (input) => ok((settings = stationSettings.parse(input))),
    loadConnections: () => ok({ channels: [], stores: [] }),
    saveAccountSecret: () => ok({ saved: true as const, protectedBy: 'preview' }),
    importOrders: () => (scenario.imported === undefined ? Promise.resolve({ ok: false, error: { code: 'not-found', message: 'no file' } }) : ok(scenario.imported)),
    reprintLabel: () => ok(scenario.bench),
    probeNow: () => ok(scenario.bench),
    loadPractice: () => ok(practice),
    setPracticeNetwork: ({ up }) => ok({ ...practice, networkUp: up }),
    cancelPracticeOrder: () => ok(practice),
    addPracticeOrders: () => ok(practice),
    printTestLabel: () => ok({ outcome: 'sent', reference: 'test.pdf', reason: null }),
    onBench: never,
    onBoardChanged: never,
    onImportProgress: never,
    onImportDone: never,
    onStationState: (listener) => {
      queueMicrotask(() => {
        listener(scenario.stationState === 'restarting' ? { kind: 'restarting', cause: 'exit code 1', attempt: 1 } : { kind: 'ready' });
      });
      return () => undefined;
    },
    pathOfFile: (file) => file.name,
    ...scenario.answers,
  };
  const refuse = (name: string) => () => Promise.resolve({ ok: false, error: { code: 'refused', message: `preview: ${name}` } });
  return new Proxy(answers, { get: (known, name): unknown => Reflect.get(known, name) ?? refuse(String(name)) }) as StationApi;
}
