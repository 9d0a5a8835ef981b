// The fence around the page, tried from inside the page: what a hostile label text, order or dependency could attempt.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { calls, type CallName } from '../../src/shared/contract/calls.ts';
import { projectRoot } from '../../scripts/toolchain/places.ts';
import { expect, launchStation, test, type RunningStation } from './support/station.ts';

const startPage = 'app://packgate/index.html';

let station: RunningStation;
let folder = '';
/** A stranger's server on loopback that would notice any request; also the one that redirects. */
let stranger: Server;
let strangerUrl = '';
let strangerHits: string[] = [];

test.beforeAll(async () => {
  stranger = createServer((request, response) => {
    strangerHits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('<title>stranger</title>');
  });
  await new Promise<void>((resolve) => {
    stranger.listen(0, '127.0.0.1', resolve);
  });
  strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  folder = mkdtempSync(path.join(tmpdir(), 'packgate-security-'));
  station = await launchStation({ dataFolder: folder });
});

test.afterAll(async () => {
  await station.close();
  stranger.close();
  rmSync(folder, { recursive: true, force: true });
});

test.beforeEach(() => {
  strangerHits = [];
});

/** Gives an attempt every chance to succeed: two painted frames, a question to the station and back, and a turn of Electron's main process. */
async function settle(): Promise<void> {
  await station.page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await window.station!.loadBench({});
  });
  await station.app.evaluate(({ app }) => app.getVersion());
}

async function expectUntouched(): Promise<void> {
  await settle();
  expect(station.page.url().split('#')[0]).toBe(startPage);
  expect(station.app.windows()).toHaveLength(1);
  expect(strangerHits).toEqual([]);
}

const hostile = (): [string, string][] => [
  ['a web page', `${strangerUrl}/page`],
  ['a file of this machine', 'file:///etc/hostname'],
  ['a page in an address', 'data:text/html,<title>stranger</title>'],
  ['a script in an address', "javascript:document.title='stranger'"],
  ['a host that begins like ours', 'app://packgate.evil.example/index.html'],
  ['another host of our scheme', 'app://elsewhere/index.html'],
  ['another program', 'mailto:stranger@example.invalid'],
];
const hostileNames = ['a web page', 'a file of this machine', 'a page in an address', 'a script in an address', 'a host that begins like ours', 'another host of our scheme', 'another program'];

const urlOf = (name: string): string => hostile().find(([known]) => known === name)![1];

const waysToGo: readonly [string, (url: string) => void][] = [
  ['by setting the location', (url) => void (window.location.href = url)],
  ['by replacing the location', (url) => window.location.replace(url)],
  [
    'by a link',
    (url) => {
      const link = Object.assign(document.createElement('a'), { href: url });
      document.body.append(link);
      link.click();
      link.remove();
    },
  ],
  [
    'by a form',
    (url) => {
      const form = Object.assign(document.createElement('form'), { action: url, method: 'post' });
      document.body.append(form);
      form.submit();
      form.remove();
    },
  ],
  ['by a new window', (url) => void window.open(url)],
  [
    'by a link to a new window',
    (url) => {
      const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' });
      document.body.append(link);
      link.click();
      link.remove();
    },
  ],
];

test.describe('the page stays where it is', () => {
  for (const [way, go] of waysToGo) {
    for (const name of hostileNames) {
      test(`it does not go to ${name} ${way}`, async () => {
        await station.page.evaluate(go, urlOf(name)).catch((error: Error) => {
          // Chromium refuses some of these itself and says so; a page that was really left fails below.
          expect(error.message).toMatch(/Not allowed|Access denied|content security|SecurityError|Failed to execute/i);
        });
        await expectUntouched();
        expect(await station.page.title()).not.toBe('stranger');
      });
    }
  }

  test('window.open gives no window to hold', async () => {
    expect(await station.page.evaluate((url) => window.open(url) === null, `${strangerUrl}/`)).toBe(true);
    expect(await station.page.evaluate(() => window.open('about:blank') === null)).toBe(true);
    await expectUntouched();
  });

  for (const [kind, source] of [['an own page', startPage], ['a stranger', 'stranger'], ['a page in an address', 'data:text/html,x']] as const) {
    test(`it hosts no frame with ${kind}`, async () => {
      const url = source === 'stranger' ? `${strangerUrl}/frame` : source;
      await station.page.evaluate(async (src) => {
        const frame = Object.assign(document.createElement('iframe'), { src, id: 'planted' });
        const settled = new Promise((done) => {
          frame.addEventListener('load', done);
          frame.addEventListener('error', done);
        });
        document.body.append(frame);
        await settled;
      }, url);
      // A refused frame shows Chromium's own error page, whose document is not ours to read, or none.
      for (const frame of station.page.frames()) if (frame !== station.page.mainFrame()) expect(frame.url()).toMatch(/^(|about:blank|chrome-error:.*)$/);
      await station.page.evaluate(() => document.getElementById('planted')?.remove());
      await expectUntouched();
    });
  }

  test('a webview tag is only an unknown element', async () => {
    const contents = await station.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
    await station.page.evaluate((src) => {
      const view = document.createElement('webview');
      view.setAttribute('src', src);
      document.body.append(view);
      requestAnimationFrame(() => view.remove());
    }, `${strangerUrl}/webview`);
    await expectUntouched();
    expect(await station.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(contents);
  });

  test('nothing can be downloaded', async () => {
    await station.app.evaluate(({ session }) => {
      session.defaultSession.once('will-download', (event) => {
        (globalThis as { downloadRefused?: boolean }).downloadRefused = event.defaultPrevented;
      });
    });
    await station.page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['x'])), download: 'planted.txt' });
      document.body.append(link);
      link.click();
      link.remove();
    });
    await expect.poll(() => station.app.evaluate(() => (globalThis as { downloadRefused?: boolean }).downloadRefused)).toBe(true);
    await expectUntouched();
  });
});

test.describe('the page can run only what was built', () => {
  test('no inline script', async () => {
    const ran = await station.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.planted = true';
      document.body.append(script);
      script.remove();
      return 'planted' in window;
    });
    expect(ran).toBe(false);
  });

  test('no inline handler', async () => {
    const ran = await station.page.evaluate(() => {
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.planted = true');
      document.body.append(button);
      button.click();
      button.remove();
      return 'planted' in window;
    });
    expect(ran).toBe(false);
  });

  test('no text as code', async () => {
    // A script that DevTools runs is exempt from the policy; what the page itself calls a frame later is not.
    const outcome = await station.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          requestAnimationFrame(() => {
            try {
              resolve(String((0, globalThis.eval)('40 + 2')));
            } catch (error: unknown) {
              resolve((error as Error).name);
            }
          });
        }),
    );
    expect(outcome).toBe('EvalError');
  });

  test('no script, picture, style or question from elsewhere', async () => {
    const blocked = await station.page.evaluate(async (url) => {
      const directives = new Set<string>();
      // The page is told of a violation after the attempt has failed, so the four are awaited.
      const allFour = new Promise<void>((done) => {
        document.addEventListener('securitypolicyviolation', (violation) => {
          if (directives.add(violation.effectiveDirective).size === 4) done();
        });
      });
      const load = (element: HTMLElement): Promise<void> =>
        new Promise((resolve, reject) => {
          element.addEventListener('error', () => resolve());
          element.addEventListener('load', () => reject(new Error(`${element.tagName} was loaded`)));
          document.head.append(element);
        });
      await load(Object.assign(document.createElement('script'), { src: `${url}/x.js` }));
      await load(Object.assign(document.createElement('img'), { src: `${url}/x.png` }));
      await load(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${url}/x.css` }));
      const fetched = await fetch(`${url}/x.json`).then(
        () => true,
        () => false,
      );
      if (fetched) throw new Error('a stranger was asked');
      await allFour;
      return [...directives].sort();
    }, strangerUrl);
    expect(blocked).toEqual(['connect-src', 'img-src', 'script-src-elem', 'style-src-elem']);
    expect(strangerHits).toEqual([]);
  });

  test('even a page without our policy reaches no stranger', async () => {
    const reached = await station.app.evaluate(
      ({ session }, url) =>
        session.defaultSession.fetch(url).then(
          () => true,
          () => false,
        ),
      `${strangerUrl}/session`,
    );
    expect(reached).toBe(false);
    expect(strangerHits).toEqual([]);
  });

  for (const address of ['app://packgate/..%2f..%2fpackage.json', 'app://packgate/%2e%2e/%2e%2e/package.json', 'app://packgate/..%5c..%5cpackage.json', 'app://packgate/no-such-file.html']) {
    test(`${address} is not served`, async () => {
      expect(await station.page.evaluate((url) => fetch(url).then((response) => response.status), address)).toBe(404);
    });
  }
});

test.describe('the page has no hands', () => {
  for (const name of ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', '__filename', 'electron', 'ipcRenderer', 'setImmediate']) {
    test(`there is no ${name}`, async () => {
      expect(await station.page.evaluate((global) => typeof (window as unknown as Record<string, unknown>)[global], name)).toBe('undefined');
    });
  }

  test('the window was made as a fence', async () => {
    const preferences = await station.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInSubFrames, webSecurity, webviewTag, allowRunningInsecureContent, experimentalFeatures } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInSubFrames, webSecurity, webviewTag, allowRunningInsecureContent, experimentalFeatures };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
  });

  test('the bridge cannot be replaced or widened', async () => {
    const changed = await station.page.evaluate(() => {
      const before = window.station!.scan;
      const attempts = [
        () => Object.assign(window, { station: {} }),
        () => Object.assign(window.station!, { scan: () => 'forged' }),
        () => Object.assign(window.station!, { send: () => 'anything' }),
      ];
      for (const attempt of attempts) {
        try {
          attempt();
        } catch (error: unknown) {
          if (!(error instanceof TypeError)) throw error;
        }
      }
      return window.station!.scan !== before || 'send' in window.station!;
    });
    expect(changed).toBe(false);
  });

  for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi', 'persistent-storage', 'screen-wake-lock'] as const) {
    test(`the permission ${name} is denied`, async () => {
      expect(await station.page.evaluate((permission) => navigator.permissions.query({ name: permission as PermissionName }).then((status) => status.state), name)).toBe('denied');
    });
  }

  test('asking for a permission is refused', async () => {
    const answers = await station.page.evaluate(async () => {
      const refused = (promise: Promise<unknown>): Promise<string> =>
        promise.then(
          (value) => `granted ${String(value)}`,
          (error: Error) => error.name,
        );
      return {
        notifications: await Notification.requestPermission(),
        clipboard: await refused(navigator.clipboard.readText()),
        devices: await refused((navigator as unknown as { hid: { getDevices(): Promise<unknown[]> } }).hid.getDevices().then((devices) => devices.length)),
        position: await new Promise<number>((resolve) => navigator.geolocation.getCurrentPosition(() => resolve(0), (error) => resolve(error.code))),
      };
    });
    expect(answers).toEqual({ notifications: 'denied', clipboard: 'NotAllowedError', devices: 'granted 0', position: 1 });
  });
});

test.describe('the station distrusts what it is asked', () => {
  for (const name of Object.keys(calls) as CallName[]) {
    test(`${name} refuses an input that was not promised`, async () => {
      const reply = await station.page.evaluate((call) => (window.station![call] as (input: unknown) => Promise<unknown>)({ __planted: true }), name);
      expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    });
  }

  for (const [who, url] of [['a page in an address', 'data:text/html,<title>x</title>'], ['an empty page', 'about:blank']] as const) {
    test(`${who} with our own preload is a foreign sender`, async () => {
      const reply = await station.app.evaluate(
        async ({ BrowserWindow }, { address, preload }) => {
          const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
          await foreign.loadURL(address);
          const answer: unknown = await foreign.webContents.executeJavaScript('window.station.loadBench({})');
          foreign.destroy();
          return answer;
        },
        { address: url, preload: path.join(projectRoot, 'out/preload/index.cjs') },
      );
      expect(reply).toMatchObject({ ok: false, error: { code: 'forbidden-sender' } });
    });
  }
});
