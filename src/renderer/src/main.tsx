import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-500.css';
import '@fontsource/inter/latin-600.css';
import '@fontsource/inter/latin-700.css';
import '@fontsource/inter/latin-ext-400.css';
import '@fontsource/inter/latin-ext-500.css';
import '@fontsource/inter/latin-ext-600.css';
import '@fontsource/inter/latin-ext-700.css';
import './app/theme.css';
import './app/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { config } from 'zod';
import { App } from './app/app.tsx';
import { Crash, ErrorBoundary } from './app/error-boundary.tsx';
import { wireStayAwake } from './app/stay-awake.ts';
import { wakeScans, wireScans } from './app/wire-scans.ts';
import { wireStation } from './app/wire-station.ts';
import { hasStation } from './bridge.ts';
import { createTexts } from './i18n/i18n.ts';

// The content security policy allows no generated code; zod would try it and be reported.
config({ jitless: true });

// Until the bench's own language is known, the computer's.
const texts = createTexts(navigator.language.startsWith('de') ? 'de' : 'en');
const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');

const root = createRoot(place);
if (hasStation()) {
  // Outside React: scans are read and answered even where a screen has failed.
  const scans = wireScans();
  const wiring = wireStation(wakeScans);
  const awake = wireStayAwake();
  import.meta.hot?.dispose(() => {
    scans.stop();
    wiring.stop();
    awake.stop();
  });
}
root.render(
  <StrictMode>
    <I18nextProvider i18n={texts}>
      <ErrorBoundary>{hasStation() ? <App /> : <Crash error={new Error(texts.t('station.unreachable'))} />}</ErrorBoundary>
    </I18nextProvider>
  </StrictMode>,
);
