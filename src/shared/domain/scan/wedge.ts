import { defaultRemaps, type KeyRemap, readKey, type WedgeKey, type WedgeLayout } from './wedge-keys.ts';

/**
 * Tells a scanner that types from a person who types, key by key. See README.md for the drawing.
 * All times in milliseconds on one clock (KeyboardEvent.timeStamp).
 */
export interface WedgeConfig {
  /** `us-physical`: the scanner is set to US and the computer to anything. `as-typed`: scanner and computer are set to the same country. */
  readonly layout: WedgeLayout;
  /** Characters the scanner sends before each code; they make a scan of anything, however slow. Empty: none. */
  readonly prefix: string;
  /** KeyboardEvent.code of the keys that end a scan. Empty: the scanner sends none and timing has to do. */
  readonly suffixCodes: readonly string[];
  readonly remaps: readonly KeyRemap[];
  /**
   * Longest time between two keys of a scanner before we are sure of it. People need 80 to 300; slow radio scanners 50 and more, so
   * learn it with `learnGapMs`. A first key is held back this long.
   */
  readonly maxGapMs: number;
  /** Once sure, and a suffix is to come: the longest pause inside a scan. Long codes stutter (measured by users on 100 characters). */
  readonly stallMs: number;
  /** Once sure, and no suffix is to come: silence that ends the scan. */
  readonly quietMs: number;
  /** Fast keys in a row that make us sure. */
  readonly sureAfterKeys: number;
  /** Shortest code with suffix and without. */
  readonly minLengthWithSuffix: number;
  readonly minLengthByTiming: number;
}

/** The least a person needs between two keys. Milliseconds. Source: thresholds of public scanner-detection libraries (see README). */
const PERSON_FASTEST_MS = 80;

export const defaultWedgeConfig: WedgeConfig = {
  layout: 'us-physical',
  prefix: '',
  suffixCodes: ['Enter', 'NumpadEnter', 'Tab'],
  remaps: defaultRemaps,
  maxGapMs: 50,
  stallMs: 500,
  quietMs: 100,
  sureAfterKeys: 3,
  minLengthWithSuffix: 3,
  minLengthByTiming: 6,
};

interface HeldKey {
  readonly key: WedgeKey;
  readonly char: string;
}

export interface WedgeState {
  readonly config: WedgeConfig;
  /** idle: nothing held. watching: a key or two, person or scanner. burst: sure that it is a scanner. */
  readonly mode: 'idle' | 'watching' | 'burst';
  /** Keys kept from the text field, oldest first. */
  readonly held: readonly HeldKey[];
  readonly prefixed: boolean;
  /** Keys inside a burst that are no characters. */
  readonly lostKeys: number;
  /** Last key given back as typing: a scan that starts right behind it may lack its beginning. */
  readonly lastTypedAtMs: number | null;
  /** Last scan ended by a suffix; a second suffix key right behind it (CR and LF) belongs to it. */
  readonly lastSuffixAtMs: number | null;
}

export interface WedgeScan {
  /** Without prefix and suffix; GS as U+001D. */
  readonly text: string;
  readonly endedBy: 'suffix' | 'timing';
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly averageGapMs: number;
  readonly maxGapMs: number;
  /**
   * Keys were lost inside it, or a key given back as typing came right before it: do not count it, ask for another scan.
   */
  readonly maybeIncomplete: boolean;
}

export interface WedgeStep {
  readonly state: WedgeState;
  readonly scan?: WedgeScan;
  /** Held keys that were typing after all, oldest first: put their `key` into the focused field before anything else. */
  readonly replay?: readonly WedgeKey[];
  /** True: `preventDefault` and `stopPropagation` on this key. It is held or belongs to a scan. Always false from `flush`. */
  readonly swallow: boolean;
  /** True: this key is a person's and goes its usual way. */
  readonly typed: boolean;
}

export function createWedge(config: Partial<WedgeConfig> = {}): WedgeState {
  return {
    config: { ...defaultWedgeConfig, ...config },
    mode: 'idle',
    held: [],
    prefixed: false,
    lostKeys: 0,
    lastTypedAtMs: null,
    lastSuffixAtMs: null,
  };
}

function lastHeldAtMs(state: WedgeState): number | null {
  return state.held.at(-1)?.key.atMs ?? null;
}

/** How long the keys now held may wait for the next one. */
function patienceMs({ mode, prefixed, config }: WedgeState): number {
  if (mode !== 'burst') return config.maxGapMs;
  return prefixed || config.suffixCodes.length > 0 ? config.stallMs : config.quietMs;
}

/** When `flush` is due; null when nothing is held. */
export function wedgeDeadlineMs(state: WedgeState): number | null {
  const lastMs = lastHeldAtMs(state);
  return lastMs === null ? null : lastMs + patienceMs(state);
}

/** Call it at `wedgeDeadlineMs`, after key events already queued: a timer may overtake a key that was pressed before it. */
export function flush(state: WedgeState, nowMs: number): WedgeStep {
  const deadlineMs = wedgeDeadlineMs(state);
  if (deadlineMs === null || nowMs < deadlineMs) return { state, swallow: false, typed: false };
  const scan = state.mode === 'burst' ? scanByTiming(state) : null;
  if (scan !== null) return { state: idle(state, {}), scan, swallow: false, typed: false };
  return { ...release(state), swallow: false, typed: false };
}

export function feedKey(state: WedgeState, key: WedgeKey): WedgeStep {
  const deadlineMs = wedgeDeadlineMs(state);
  const isLate = deadlineMs !== null && key.atMs > deadlineMs;
  const settled: Pick<WedgeStep, 'state' | 'scan' | 'replay'> = isLate ? flush(state, key.atMs) : { state };
  const step = takeKey(settled.state, key);
  // What waited too long is settled first, so at most one of the two has a scan: the second starts with nothing held.
  const scan = settled.scan ?? step.scan;
  const replay = [...(settled.replay ?? []), ...(step.replay ?? [])];
  return {
    state: step.state,
    swallow: step.swallow,
    typed: step.typed,
    ...(scan === undefined ? {} : { scan }),
    ...(replay.length === 0 ? {} : { replay }),
  };
}

function takeKey(state: WedgeState, key: WedgeKey): WedgeStep {
  const meaning = readKey(key, state.config);
  if (meaning.kind === 'modifier') return { state, swallow: false, typed: false };
  if (key.repeat === true) return giveUp(state, key);
  switch (meaning.kind) {
    case 'char':
      // A remapped key (F8) is a character only inside a scan; alone it keeps its meaning in the program.
      return meaning.remapped && state.mode === 'idle' ? giveUp(state, key) : takeCharacter(state, { key, char: meaning.char });
    case 'suffix':
      return takeSuffix(state, key);
    case 'other':
      if (state.mode === 'burst') return { state: { ...state, lostKeys: state.lostKeys + 1 }, swallow: true, typed: false };
      return giveUp(state, key);
  }
}

function takeCharacter(state: WedgeState, held: HeldKey): WedgeStep {
  const { prefix, sureAfterKeys } = state.config;
  const keys = [...state.held, held];
  const prefixed = state.prefixed || (prefix !== '' && textOf(keys) === prefix);
  const mode = state.mode === 'burst' || prefixed || keys.length >= sureAfterKeys ? 'burst' : 'watching';
  return { state: { ...state, mode, held: keys, prefixed }, swallow: true, typed: false };
}

function takeSuffix(state: WedgeState, key: WedgeKey): WedgeStep {
  const { lastSuffixAtMs, config } = state;
  if (state.mode === 'idle' && lastSuffixAtMs !== null && key.atMs - lastSuffixAtMs <= config.maxGapMs) {
    return { state: { ...state, lastSuffixAtMs: key.atMs }, swallow: true, typed: false };
  }
  if (state.mode === 'burst' && isScanWithSuffix(state, key.atMs)) {
    const scan = scanOf(state, 'suffix', key.atMs);
    return { state: idle(state, { lastSuffixAtMs: key.atMs }), scan, swallow: true, typed: false };
  }
  return giveUp(state, key);
}

/** The key is a person's, and so is what was held before it. */
function giveUp(state: WedgeState, key: WedgeKey): WedgeStep {
  const released = release(state);
  // An Enter or an arrow ends what was typed: a scan behind it has not lost its beginning to it. A repeated letter does not.
  const lastTypedAtMs = key.repeat === true ? key.atMs : null;
  return { ...released, state: { ...released.state, lastTypedAtMs }, swallow: false, typed: true };
}

function release(state: WedgeState): { readonly state: WedgeState; readonly replay?: readonly WedgeKey[] } {
  if (state.held.length === 0) return { state: idle(state, {}) };
  return {
    state: idle(state, { lastTypedAtMs: lastHeldAtMs(state) }),
    replay: state.held.map((held) => held.key),
  };
}

function idle(state: WedgeState, changes: Partial<WedgeState>): WedgeState {
  return { ...state, mode: 'idle', held: [], prefixed: false, lostKeys: 0, ...changes };
}

function textOf(keys: readonly HeldKey[]): string {
  return keys.map((held) => held.char).join('');
}

function gapsMs(state: WedgeState): readonly number[] {
  return state.held.slice(1).map((held, index) => held.key.atMs - (state.held[index]?.key.atMs ?? held.key.atMs));
}

function lengthOfCode(state: WedgeState): number {
  return state.held.length - (state.prefixed ? [...state.config.prefix].length : 0);
}

/**
 * The first keys were fast, or there would be no burst. A quick typist may roll three, so a short code has to come fast to its very
 * end, suffix included, and of a long one at least half; the rest may stutter as it likes.
 */
function isScanWithSuffix(state: WedgeState, suffixAtMs: number): boolean {
  const length = lengthOfCode(state);
  if (state.prefixed) return length > 0;
  const { minLengthWithSuffix, minLengthByTiming, maxGapMs } = state.config;
  if (length < minLengthWithSuffix) return false;
  if (length >= minLengthByTiming) return medianOf(gapsMs(state)) < PERSON_FASTEST_MS;
  const lastMs = lastHeldAtMs(state) ?? suffixAtMs;
  return [...gapsMs(state), suffixAtMs - lastMs].every((gapMs) => gapMs <= maxGapMs);
}

function scanByTiming(state: WedgeState): WedgeScan | null {
  const length = lengthOfCode(state);
  const isLongEnough = state.prefixed ? length > 0 : length >= state.config.minLengthByTiming;
  if (!isLongEnough || (!state.prefixed && medianOf(gapsMs(state)) > state.config.maxGapMs)) return null;
  return scanOf(state, 'timing', lastHeldAtMs(state) ?? 0);
}

function scanOf(state: WedgeState, endedBy: WedgeScan['endedBy'], endedAtMs: number): WedgeScan {
  const { held, prefixed, config, lostKeys, lastTypedAtMs } = state;
  const startedAtMs = held[0]?.key.atMs ?? endedAtMs;
  const gaps = gapsMs(state);
  const cutBeginning = !prefixed && lastTypedAtMs !== null && startedAtMs - lastTypedAtMs <= config.stallMs;
  return {
    text: textOf(prefixed ? held.slice([...config.prefix].length) : held),
    endedBy,
    startedAtMs,
    endedAtMs,
    averageGapMs: gaps.length === 0 ? 0 : gaps.reduce((sum, gapMs) => sum + gapMs, 0) / gaps.length,
    maxGapMs: Math.max(0, ...gaps),
    maybeIncomplete: lostKeys > 0 || cutBeginning,
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** A threshold below this would call a busy USB hub a person. Milliseconds. */
const LOWEST_GAP_MS = 20;

/**
 * The `maxGapMs` for this bench, from the gaps of its set-up scans: half as much again as the slowest, never in a person's range.
 * Null: too few keys to tell, or a scanner as slow as a person, which needs a prefix.
 */
export function learnGapMs(gaps: readonly number[]): number | null {
  if (gaps.length < 10) return null;
  const slowest = Math.max(...gaps);
  if (slowest >= PERSON_FASTEST_MS) return null;
  return Math.min(PERSON_FASTEST_MS - 1, Math.max(LOWEST_GAP_MS, Math.ceil(slowest * 1.5)));
}
