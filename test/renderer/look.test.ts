import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanOutcomes, soundOf } from '../../src/main/application/receive-scan.ts';
import { loudness, soundPatterns, WARNING_FLOOR } from '../../src/renderer/src/app/sound.ts';
import { toneOf } from '../../src/renderer/src/i18n/verdict-text.ts';
import { barsOf, moduleWidth } from '../../src/renderer/src/screens/practice/bars.ts';
import { visibleText } from '../../src/renderer/src/screens/setup/visible-text.ts';
import type { SoundName } from '../../src/shared/contract/views.ts';

const css = fs.readFileSync(path.join(import.meta.dirname, '../../src/renderer/src/app/theme.css'), 'utf8');

/** The custom properties of one theme, those common to both included. */
function theme(name: 'light' | 'dark'): Map<string, string> {
  const values = new Map<string, string>();
  for (const [, selector = '', body = ''] of css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    const isOther = selector.includes(`'${name === 'light' ? 'dark' : 'light'}'`);
    if (!isOther) for (const [, key = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) values.set(key, value.trim());
  }
  return values;
}

type Rgb = readonly [number, number, number];

function linear(hex: string): Rgb {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** WCAG 2.2, "contrast ratio". */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** What is left of a colour without green receptors. Source: Machado, Oliveira, Fernandes 2009, deuteranopia, severity 1.0. */
function asDeuteranope(hex: string): Rgb {
  const [r, g, b] = linear(hex);
  return [0.367322 * r + 0.860646 * g - 0.227968 * b, 0.280085 * r + 0.672501 * g + 0.047413 * b, -0.01182 * r + 0.04294 * g + 0.968881 * b];
}

describe.each(['light', 'dark'] as const)('the %s theme', (name) => {
  const colours = theme(name);
  const colour = (role: string): string => {
    const value = colours.get(role);
    if (value === undefined || !/^#[0-9a-f]{6}$/.test(value)) throw new Error(`the theme has no colour "${role}"`);
    return value;
  };

  it.each([
    ['ink', 'ground'],
    ['ink', 'surface'],
    ['ink', 'sunken'],
    ['ok-ink', 'ok-ground'],
    ['wrong-ink', 'wrong-ground'],
    ['over-ink', 'over-ground'],
    ['unknown-ink', 'unknown-ground'],
    ['stop-ink', 'stop-ground'],
    ['warn-ink', 'warn-ground'],
    ['main-ink', 'main'],
    ['ink-soft', 'surface'],
    ['ink-soft', 'ground'],
    ['wrong-text', 'ground'],
    ['confirmed', 'surface'],
    ['warn-text', 'ground'],
    ['main-text', 'surface'],
  ])('%s is read on %s in a bright hall (7:1)', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ['edge-strong', 'ground'],
    ['focus', 'surface'],
    ['focus', 'ground'],
    ['ok-ground', 'ground'],
  ])('%s stands out from %s (3:1)', (edge, ground) => {
    expect(contrast(colour(edge), colour(ground))).toBeGreaterThanOrEqual(3);
  });

  it('going on and stopping differ without green receptors, in hue and in lightness', () => {
    const [ok, stop] = [asDeuteranope(colour('ok-ground')), asDeuteranope(colour('stop-ground'))];
    // Blue against yellow is the axis that stays: the sign of (red - blue) must change.
    expect(Math.sign(ok[0] - ok[2])).toBe(-1);
    expect(Math.sign(stop[0] - stop[2])).toBe(1);
    expect(Math.abs(luminance(ok) - luminance(stop))).toBeGreaterThan(0.05);
  });
});

describe('text sizes', () => {
  const sizes = theme('light');
  // The root size never falls below 16 px.
  it.each([
    ['t-hero', 66],
    ['t-hero-least', 66],
    ['t-verdict', 66],
    ['t-count', 66],
    ['t-line', 33],
    ['t-detail', 23],
    ['t-desk', 17],
    ['t-desk-small', 17],
    ['touch', 72],
    ['touch-main', 111],
  ])('%s is at least %i px on the smallest bench', (name, least) => {
    expect(parseFloat(sizes.get(name) ?? '0') * 16).toBeGreaterThanOrEqual(least);
  });
});

describe('what a gloved finger presses', () => {
  const rootPx = 16;
  const folder = path.join(import.meta.dirname, '../../src/renderer/src');
  /** The least height or width of a rule in pixels on the smallest bench; custom properties are those of the theme. */
  function leastPx(file: string, rule: string, property: string): number {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const body = text.split(`\n${rule} {`)[1]?.split('}')[0] ?? '';
    const value = new RegExp(`${property}: ([^;]+);`).exec(body)?.[1] ?? '';
    const name = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
    return parseFloat(name === undefined ? value : (theme('light').get(name) ?? '')) * rootPx;
  }

  it.each([
    ['a key of the PIN pad', 'components/proof.css', '.pin__key', 'min-height', 72],
    ['every button', 'app/base.css', '.button', 'min-height', 72],
    ['the lock', 'components/status-strip.css', '.strip__lock', 'min-width', 44],
    ['a page of the guide', 'guide/guide.css', '.guide__list button', 'min-height', 44],
    ['a part of the practice tray', 'screens/practice/practice.css', '.tabs__tab', 'min-height', 44],
  ])('%s is large enough', (_what, file, rule, property, least) => {
    expect(leastPx(file, rule, property)).toBeGreaterThanOrEqual(least);
  });
});

describe('sounds', () => {
  const lengthMs = (sound: SoundName): number => Math.max(...soundPatterns[sound].map(({ atMs, ms }) => atMs + ms));

  it('an ordinary item takes no longer than 120 ms', () => {
    expect(lengthMs('ok')).toBeLessThanOrEqual(120);
  });

  it.each(['wrong', 'unknown', 'over'] as const)('%s takes 300 to 600 ms', (sound) => {
    expect(lengthMs(sound)).toBeGreaterThanOrEqual(300);
    expect(lengthMs(sound)).toBeLessThanOrEqual(600);
  });

  it('each sound has its own rhythm: number and length of pulses, or a glide, tell it from all others', () => {
    const rhythm = (sound: SoundName): string => soundPatterns[sound].map(({ ms, toHz }) => (toHz === undefined ? `${Math.round(ms / 50)}` : 'glide')).join('-');
    const rhythms = (Object.keys(soundPatterns) as SoundName[]).map(rhythm);
    expect(new Set(rhythms).size).toBe(rhythms.length);
  });

  it.each(['unknown', 'over', 'stop'] as const)('what sounds like %s looks like it', (sound) => {
    const heard = scanOutcomes.filter((outcome) => soundOf(outcome) === sound);
    expect(heard).not.toEqual([]);
    expect(heard.filter((outcome) => toneOf(outcome) !== sound)).toEqual([]);
  });

  it('stop is a triple pulse', () => {
    expect(soundPatterns.stop).toHaveLength(3);
  });

  it('warnings are never quieter than the floor, other sounds may be off', () => {
    expect(loudness('stop', 0)).toBe(WARNING_FLOOR ** 2);
    expect(loudness('wrong', 0.1)).toBe(WARNING_FLOOR ** 2);
    expect(loudness('unknown', 0.1)).toBe(WARNING_FLOOR ** 2);
    expect(loudness('ok', 0)).toBe(0);
    expect(loudness('stop', 1)).toBe(1);
  });
});

describe('barcodes on the screen', () => {
  it('are drawn as wide as told, with quiet zones', () => {
    const { modules, path: drawn } = barsOf({ text: 'x', symbology: 'code128', modules: [2, 1, 1, 3] });
    expect(modules).toBe(10 + 7 + 10);
    expect(drawn).toBe('M10 0h2v1h-2zM13 0h1v1h-1z');
  });

  it.each([
    [300, 100, 1, 3],
    [299, 100, 1, 2],
    [90, 100, 1, 1],
    [300, 100, 1.5, 4 / 1.5],
    [300, 100, 2, 3],
  ])('in %i px, %i modules at pixel ratio %f are %f px each: whole pixels of the screen', (room, modules, ratio, width) => {
    expect(moduleWidth(modules, room, ratio)).toBeCloseTo(width, 10);
    expect(Number.isInteger(Math.round(moduleWidth(modules, room, ratio) * ratio * 1e6) / 1e6)).toBe(true);
  });

  it('the scanner test makes the separator visible', () => {
    expect(visibleText('(10)A\u001dB')).toBe('(10)A␝B');
  });
});
