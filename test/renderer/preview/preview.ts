import { fakeStation } from './fake-station.ts';
import { scenarios } from './scenarios.ts';

// ?scenario=bench-ready&language=de&theme=dark
const asked = new URLSearchParams(location.search);
const scenario = scenarios[asked.get('scenario') ?? 'bench-ready'];
if (scenario === undefined) throw new Error(`no such scenario; there are: ${Object.keys(scenarios).join(', ')}`);

const look = { language: asked.get('language') === 'de' ? 'de' : 'en', theme: asked.get('theme') === 'dark' ? 'dark' : 'light' } as const;
Object.defineProperty(window, 'station', { value: fakeStation(scenario, look) });

await import('../../../src/renderer/src/main.tsx');
const { useStation } = await import('../../../src/renderer/src/stores/store.ts');
if (scenario.screen !== undefined) useStation.getState().show(scenario.screen);
if (scenario.tray === true) useStation.getState().toggleTray();
if (scenario.imported !== undefined) useStation.getState().takeImportResult(scenario.imported);
if (scenario.then !== undefined) await scenario.then(useStation.getState());
