import { describe, expect, it } from 'vitest';
import { createScanRouter, type KeyPress } from '../../src/renderer/src/app/scan-router.ts';
import type { WedgeConfig } from '../../src/shared/domain/scan/wedge.ts';
import { createManualClock } from '../support/manual-clock.ts';

const codeOf = (sign: string): string => {
  if (sign === '\n') return 'Enter';
  if (/\d/.test(sign)) return `Digit${sign}`;
  if (sign === ' ') return 'Space';
  if (sign === '-') return 'Minus';
  return `Key${sign.toUpperCase()}`;
};

/** A window with one text field: what is not swallowed lands in it, and so does what is given back. */
function aWindow(config: Partial<WedgeConfig> = {}, isTyping = true) {
  const clock = createManualClock(0);
  const scans: string[] = [];
  let field = '';
  const seen: string[] = [];
  const router = createScanRouter(
    {
      nowMs: clock.monotonicMs,
      after: clock.after,
      onScan: (scan) => scans.push(scan.text),
      onReplay: (keys) => {
        field += keys.map(({ key }) => key).join('');
      },
      isTyping: () => isTyping,
    },
    config,
  );
  function press(key: string, more: Partial<KeyPress> = {}): void {
    let isSwallowed = false;
    router.press({
      code: codeOf(key),
      key: key === '\n' ? 'Enter' : key,
      shiftKey: /[A-Z]/.test(key),
      ctrlKey: false,
      repeat: false,
      isComposing: false,
      timeStamp: clock.monotonicMs(),
      getModifierState: () => false,
      preventDefault: () => {
        isSwallowed = true;
      },
      stopImmediatePropagation: () => undefined,
      ...more,
    });
    if (isSwallowed) return;
    seen.push(key);
    if ([...key].length === 1 && key !== '\n') field += key;
  }
  async function keys(text: string, gapMs: number): Promise<void> {
    for (const sign of text) {
      press(sign);
      await clock.advance(gapMs);
    }
  }
  return { clock, router, scans, seen, press, keys, field: () => field };
}

describe('the scan router', () => {
  it('a scan is read with no focus anywhere and no key of it reaches the page', async () => {
    const { keys, scans, seen, field } = aWindow();
    await keys('028-1234567-7654321\n', 8);
    expect(scans).toEqual(['028-1234567-7654321']);
    expect(seen).toEqual([]);
    expect(field()).toBe('');
  });

  it('ten scans in two seconds are ten scans in order', async () => {
    const { keys, scans } = aWindow();
    const codes = Array.from({ length: 10 }, (_, index) => `40063813339${String(10 + index)}`);
    for (const code of codes) await keys(`${code}\n`, 14);
    expect(scans).toEqual(codes);
  });

  it('what a person types reaches the text field whole and in order', async () => {
    const { keys, clock, field, scans } = aWindow();
    await keys('Anna Schmidt 42', 130);
    await clock.advance(500);
    expect(field()).toBe('Anna Schmidt 42');
    expect(scans).toEqual([]);
  });

  it('a person who types fast pairs of letters loses none', async () => {
    const { keys, clock, field } = aWindow();
    for (const pair of ['th', 'e ', 'bo', 'x']) {
      await keys(pair, 30);
      await clock.advance(120);
    }
    await clock.advance(500);
    expect(field()).toBe('the box');
  });

  it('a scan into the middle of typing is a scan, and the typing stays as it was', async () => {
    const { keys, clock, field, scans } = aWindow();
    await keys('Ann', 150);
    await clock.advance(1000);
    await keys('4006381333931\n', 6);
    await clock.advance(1000);
    await keys('a', 150);
    await clock.advance(200);
    expect(scans).toEqual(['4006381333931']);
    expect(field()).toBe('Anna');
  });

  it('Enter by hand is never swallowed', () => {
    const { press, seen } = aWindow();
    press('\n');
    expect(seen).toEqual(['\n']);
  });

  it('function keys pass, so that screens change while nothing is being scanned', () => {
    const { press, seen } = aWindow();
    press('F3', { code: 'F3' });
    expect(seen).toEqual(['F3']);
  });

  it('a composed character (accents, Chinese input) is left to the text field', async () => {
    const { press, clock, seen } = aWindow();
    press('Dead', { code: 'Equal' });
    press('Process', { code: 'KeyE', isComposing: true });
    await clock.advance(500);
    expect(seen).toEqual(['Dead', 'Process']);
  });

  it('a scanner without a suffix is read after its silence', async () => {
    const { keys, clock, scans } = aWindow({ suffixCodes: [] });
    await keys('4006381333931', 8);
    expect(scans).toEqual([]);
    await clock.advance(200);
    expect(scans).toEqual(['4006381333931']);
  });

  it('changed scanner settings wait until the scan under way is over', async () => {
    const { keys, router, scans } = aWindow();
    await keys('40063', 8);
    router.configure({ prefix: '~' });
    await keys('81333931\n', 8);
    expect(scans).toEqual(['4006381333931']);
  });

  it('numbers are read by the physical key, whatever layout the computer has', async () => {
    const { press, clock, scans } = aWindow();
    // Czech layout, unshifted number row. Source: requirements P44, "áříč+řžěýééáý".
    for (const [code, key] of [['Digit4', 'č'], ['Digit0', 'é'], ['Digit0', 'é'], ['Digit6', 'ž'], ['Digit3', 'š'], ['Digit8', 'á'], ['Digit1', '+'], ['Digit3', 'š']] as const) {
      press(key, { code, shiftKey: false });
      await clock.advance(6);
    }
    press('\n');
    expect(scans).toEqual(['40063813']);
  });
});
