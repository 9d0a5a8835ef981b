import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createWedge,
  feedKey,
  flush,
  learnGapMs,
  wedgeDeadlineMs,
  type WedgeConfig,
  type WedgeScan,
  type WedgeState,
} from '../../../src/shared/domain/scan/wedge.ts';
import type { WedgeKey } from '../../../src/shared/domain/scan/wedge-keys.ts';

const GS = '\u001d';

/** The keys a scanner set to US presses for a character. Source: US standard keyboard, UI Events code values. */
const PUNCTUATION: Readonly<Record<string, readonly [code: string, shift: boolean]>> = {
  '-': ['Minus', false], '_': ['Minus', true], '=': ['Equal', false], '+': ['Equal', true], '[': ['BracketLeft', false],
  ']': ['BracketRight', false], '/': ['Slash', false], '?': ['Slash', true], '.': ['Period', false], ',': ['Comma', false],
  ':': ['Semicolon', true], '#': ['Digit3', true], '%': ['Digit5', true], '(': ['Digit9', true], ')': ['Digit0', true],
  ' ': ['Space', false], '~': ['Backquote', true], '"': ['Quote', true], "'": ['Quote', false],
};

function keyFor(char: string, atMs: number, key = char): WedgeKey {
  const base = { key, ctrl: false, altGraph: false, atMs };
  if (char === GS) return { ...base, code: 'BracketRight', key: ']', shift: false, ctrl: true };
  if (/[0-9]/.test(char)) return { ...base, code: `Digit${char}`, shift: false };
  if (/[A-Za-z]/.test(char)) return { ...base, code: `Key${char.toUpperCase()}`, shift: /[A-Z]/.test(char) };
  const [code, shift] = PUNCTUATION[char] ?? ['Unidentified', false];
  return { ...base, code, shift };
}
const named = (code: string, atMs: number): WedgeKey => ({ code, key: code, shift: false, ctrl: false, altGraph: false, atMs });

interface Outcome {
  readonly state: WedgeState;
  readonly scans: readonly WedgeScan[];
  /** What reached the focused field, in order: replayed keys and keys let through. */
  readonly field: string;
}

/** Plays keys to the wedge as the renderer does; `timers` also fires each deadline that passes before the next key. */
function play(keys: readonly WedgeKey[], config: Partial<WedgeConfig> = {}, timers = true, endMs = Number.MAX_SAFE_INTEGER): Outcome {
  let state = createWedge(config);
  const scans: WedgeScan[] = [];
  const field: string[] = [];
  const settle = (beforeMs: number): void => {
    const deadlineMs = wedgeDeadlineMs(state);
    if (deadlineMs === null || deadlineMs >= beforeMs) return;
    const step = flush(state, deadlineMs);
    field.push(...(step.replay ?? []).map((key) => key.key));
    if (step.scan !== undefined) scans.push(step.scan);
    state = step.state;
  };
  for (const key of keys) {
    if (timers) settle(key.atMs);
    const step = feedKey(state, key);
    field.push(...(step.replay ?? []).map((held) => held.key));
    if (step.scan !== undefined) scans.push(step.scan);
    if (!step.swallow) field.push(key.key);
    state = step.state;
  }
  settle(endMs);
  return { state, scans, field: field.join('') };
}

function typed(text: string, gaps: (index: number) => number, startMs = 0): readonly WedgeKey[] {
  let atMs = startMs;
  return [...text].map((char, index) => {
    if (index > 0) atMs += gaps(index - 1);
    return keyFor(char, atMs);
  });
}
const withEnter = (keys: readonly WedgeKey[], gapMs = 8): readonly WedgeKey[] => [...keys, named('Enter', (keys.at(-1)?.atMs ?? 0) + gapMs)];
const textsOf = (outcome: Outcome): readonly string[] => outcome.scans.map((scan) => scan.text);

describe('a scanner that types', () => {
  it('makes one scan of a burst with its suffix, and nothing of it reaches the field', () => {
    const outcome = play(withEnter(typed('4006381333931', () => 8, 1000)));
    expect(outcome.scans).toEqual([
      { text: '4006381333931', endedBy: 'suffix', startedAtMs: 1000, endedAtMs: 1104, averageGapMs: 8, maxGapMs: 8, maybeIncomplete: false },
    ]);
    expect(outcome.field).toBe('');
    expect(outcome.state.mode).toBe('idle');
  });

  it.each(['Enter', 'NumpadEnter', 'Tab'])('may end its codes with %s', (code) => {
    expect(textsOf(play([...typed('WEB-77', () => 8), named(code, 48)]))).toEqual(['WEB-77']);
  });

  it('is understood ten times in two seconds without a pause', () => {
    const codes = Array.from({ length: 10 }, (_, index) => `40063813339${index}0`);
    const keys = codes.flatMap((code, index) => withEnter(typed(code, () => 14, index * 200)));
    const outcome = play(keys);
    expect(textsOf(outcome)).toEqual(codes);
    expect(outcome.field).toBe('');
  });

  it('sends CR and LF, or Enter and Tab: the second one is swallowed and no scan', () => {
    const outcome = play([...withEnter(typed('WEB-77', () => 8)), named('Enter', 56)]);
    expect(textsOf(outcome)).toEqual(['WEB-77']);
    expect(outcome.field).toBe('');
  });

  it('stutters once in a long code: the code is not split while a suffix is expected', () => {
    const code = 'A1'.repeat(60);
    const outcome = play(withEnter(typed(code, (index) => (index === 70 ? 450 : 12))));
    expect(textsOf(outcome)).toEqual([code]);
    expect(outcome.scans[0]).toMatchObject({ maxGapMs: 450, maybeIncomplete: false });
  });

  it('sends a GS as Ctrl+] or F8, and it stays in the text', () => {
    const code = `]C101095212345432131234${GS}21S`;
    expect(textsOf(play(withEnter(typed(code, () => 8))))).toEqual([code]);
    const withF8 = typed(code, () => 8).map((key) => (key.ctrl ? { ...named('F8', key.atMs) } : key));
    expect(textsOf(play(withEnter(withF8)))).toEqual([code]);
  });

  it('is set to US on a French computer: the physical keys are read, whatever the characters say', () => {
    const french = [...'4006381333931'].map((digit, index) => keyFor(digit, index * 8, 'à&é"\'(-è_ç'.charAt(Number(digit))));
    expect(textsOf(play(withEnter(french)))).toEqual(['4006381333931']);
    expect(textsOf(play(withEnter(french), { layout: 'as-typed' }))).toEqual(['\'àà-"_&"""ç"&']);
  });

  it('is read right with Caps Lock on', () => {
    const inverted = typed('WEB77', () => 8).map((key) => ({ ...key, key: key.key.toLowerCase() }));
    expect(textsOf(play(withEnter(inverted)))).toEqual(['WEB77']);
  });

  it('presses Shift between characters, which changes nothing', () => {
    const keys = typed('WEB77', () => 8).flatMap((key) => [{ ...named('ShiftLeft', key.atMs), key: 'Shift' }, key]);
    expect(textsOf(play(withEnter(keys)))).toEqual(['WEB77']);
  });

  it('without suffix ends by silence, if the code is long enough', () => {
    const config = { suffixCodes: [] };
    expect(play(typed('4006381333931', () => 8), config).scans).toMatchObject([{ text: '4006381333931', endedBy: 'timing', endedAtMs: 96 }]);
    const short = play(typed('WEB77', () => 8), config);
    expect(short.scans).toEqual([]);
    expect(short.field).toBe('WEB77');
  });

  it('that forgot its suffix still ends by silence, half a second later', () => {
    let state = createWedge();
    for (const key of typed('4006381333931', () => 8)) state = feedKey(state, key).state;
    expect(wedgeDeadlineMs(state)).toBe(96 + 500);
    expect(flush(state, 595).scan).toBeUndefined();
    expect(flush(state, 596).scan).toMatchObject({ text: '4006381333931', endedBy: 'timing' });
  });

  it('with a prefix is believed however slow it is, and the prefix is taken off', () => {
    const outcome = play(withEnter(typed('~WEB-77', () => 300), 300), { prefix: '~' });
    expect(textsOf(outcome)).toEqual(['WEB-77']);
    expect(outcome.field).toBe('');
    expect(textsOf(play(withEnter(typed('~~7', () => 8)), { prefix: '~~' }))).toEqual(['7']);
  });

  it('that lost its first key to a pause says so', () => {
    const outcome = play(withEnter(typed('4006381333931', (index) => (index === 0 ? 120 : 8))));
    expect(outcome.scans).toMatchObject([{ text: '006381333931', maybeIncomplete: true }]);
  });

  it('that presses a key nobody can read says so', () => {
    const keys = typed('WEB-77', () => 8);
    const outcome = play(withEnter([...keys.slice(0, 4), named('Unidentified', 26), ...keys.slice(4)]));
    expect(outcome.scans).toMatchObject([{ text: 'WEB-77', maybeIncomplete: true }]);
    expect(outcome.field).toBe('');
  });

  it('is late to no timer: the scan is the same when timers never fire', () => {
    const keys = [...typed('4006381333931', () => 8), ...withEnter(typed('WEB-77', () => 8, 5000))];
    expect(play(keys, {}, false).scans).toEqual(play(keys, {}, true).scans);
    expect(textsOf(play(keys, {}, false))).toEqual(['4006381333931', 'WEB-77']);
  });
});

describe('a person who types', () => {
  it('gets every key into the field, in order, and makes no scan', () => {
    const outcome = play(withEnter(typed('Anna is packing', () => 120), 150));
    expect(outcome.scans).toEqual([]);
    expect(outcome.field).toBe('Anna is packingEnter');
  });

  it('waits 50 ms for a single letter and not longer', () => {
    const step = feedKey(createWedge(), keyFor('a', 1000));
    expect(step).toMatchObject({ swallow: true, typed: false });
    expect(wedgeDeadlineMs(step.state)).toBe(1050);
    expect(flush(step.state, 1050).replay).toEqual([keyFor('a', 1000)]);
  });

  it('rolls three letters and Enter: no scan, because Enter comes late', () => {
    const outcome = play(withEnter(typed('the', () => 40), 140));
    expect(outcome.scans).toEqual([]);
    expect(outcome.field).toBe('theEnter');
  });

  it('rolls three letters and goes on: no scan, and no letter is lost', () => {
    const outcome = play(withEnter(typed('there was', (index) => (index < 2 ? 40 : 140)), 200));
    expect(outcome.scans).toEqual([]);
    expect(outcome.field).toBe('there wasEnter');
  });

  it('leans on a key: repeats are no scan', () => {
    const keys = Array.from({ length: 20 }, (_, index) => ({ ...keyFor('a', index * 30), repeat: index > 0 }));
    const outcome = play(withEnter(keys));
    expect(outcome.scans).toEqual([]);
    expect(outcome.field).toBe(`${'a'.repeat(20)}Enter`);
  });

  it.each([
    ['Enter', named('Enter', 0)],
    ['F8', named('F8', 0)],
    ['Escape', named('Escape', 0)],
    ['Ctrl+C', { ...keyFor('c', 0), ctrl: true }],
  ])('presses %s: it goes its usual way at once', (_name, key) => {
    expect(feedKey(createWedge(), key)).toMatchObject({ swallow: false, typed: true });
  });

  it('gets held letters back before a chord or an arrow takes effect', () => {
    const outcome = play([keyFor('a', 0), named('ArrowLeft', 30)]);
    expect(outcome.field).toBe('aArrowLeft');
  });
});

describe('whatever the timing', () => {
  const code = fc.string({ unit: fc.constantFrom(...'0123456789ABCXYZ-_/'), minLength: 7, maxLength: 40 });
  const fast = fc.integer({ min: 0, max: 50 });

  it('codes with a suffix give the same scans however they stutter, once the scanner is recognised', () => {
    const stutter = fc.array(fc.tuple(fast, fc.integer({ min: 51, max: 500 })), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(code, stutter), { minLength: 1, maxLength: 5 }), fast, fc.boolean(), (codes, enterGapMs, timers) => {
        let startMs = 0;
        const keys = codes.flatMap(([text, gaps]) => {
          // Two fast gaps first, then fast and slow in turn: at least half of the gaps are a scanner's.
          const scan = withEnter(typed(text, (index) => (index % 2 === 0 || index < 2 ? gaps[index >> 1]?.[0] : gaps[index >> 1]?.[1]) ?? 0, startMs), enterGapMs);
          startMs = (scan.at(-1)?.atMs ?? 0) + 60;
          return scan;
        });
        const outcome = play(keys, {}, timers);
        expect(textsOf(outcome)).toEqual(codes.map(([text]) => text));
        expect(outcome.field).toBe('');
      }),
    );
  });

  it('codes with prefix and suffix give the same scans at any speed up to the stall limit', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 42, maxLength: 42 });
    fc.assert(
      fc.property(code, gaps, fc.boolean(), (text, slow, timers) => {
        const outcome = play(withEnter(typed(`~${text}`, (index) => slow[index] ?? 0), 500), { prefix: '~' }, timers);
        expect(textsOf(outcome)).toEqual([text]);
        expect(outcome.field).toBe('');
      }),
    );
  });

  it('a person with 80 to 300 ms between keys never makes a scan and loses no key', () => {
    const gaps = fc.array(fc.integer({ min: 80, max: 300 }), { minLength: 42, maxLength: 42 });
    fc.assert(
      fc.property(code, gaps, fc.boolean(), (text, slow, timers) => {
        const outcome = play(withEnter(typed(text, (index) => slow[index] ?? 80), slow[41] ?? 80), {}, timers);
        expect(outcome.scans).toEqual([]);
        expect(outcome.field).toBe(`${text}Enter`);
      }),
    );
  });

  it('no key is ever lost: it is in a scan or in the field', () => {
    const anyGap = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 42, maxLength: 42 });
    fc.assert(
      fc.property(code, anyGap, fc.boolean(), (text, gaps, timers) => {
        const outcome = play(typed(text, (index) => gaps[index] ?? 0), {}, timers);
        const kept = [...outcome.field, ...textsOf(outcome).join('')].sort().join('');
        expect(kept).toBe([...text].sort().join(''));
      }),
    );
  });
});

describe('the gap learned from set-up scans', () => {
  it.each([
    ['a fast scanner', Array.from({ length: 20 }, () => 4), 20],
    ['a slow radio scanner', Array.from({ length: 20 }, (_, index) => 30 + (index % 10)), 59],
    ['a very slow one', Array.from({ length: 20 }, () => 70), 79],
  ])('of %s is never in the range of a person', (_name, gaps, expected) => {
    expect(learnGapMs(gaps)).toBe(expected);
  });

  it.each([
    ['too few keys', [5, 5, 5]],
    ['a scanner as slow as a person', Array.from({ length: 20 }, () => 90)],
  ])('is not given for %s', (_name, gaps) => {
    expect(learnGapMs(gaps)).toBeNull();
  });
});
