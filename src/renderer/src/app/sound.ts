import type { SoundName } from '../../../shared/contract/views.ts';

interface Pulse {
  readonly atMs: number;
  readonly ms: number;
  readonly hz: number;
  /** Glides to this pitch by its end. */
  readonly toHz?: number;
  readonly wave: OscillatorType;
  readonly gain: number;
}

/**
 * Told apart by rhythm first and pitch second: a packer with poor hearing or a noisy hall still counts the pulses.
 * `ok` stays under 120 ms, errors between 300 and 600 ms (requirements 4B, rule 26).
 */
export const soundPatterns: Readonly<Record<SoundName, readonly Pulse[]>> = {
  ok: [{ atMs: 0, ms: 95, hz: 1175, wave: 'triangle', gain: 0.7 }],
  complete: [
    { atMs: 0, ms: 90, hz: 880, wave: 'triangle', gain: 0.7 },
    { atMs: 130, ms: 190, hz: 1319, wave: 'triangle', gain: 0.7 },
  ],
  dispatched: [{ atMs: 0, ms: 380, hz: 520, toHz: 1560, wave: 'triangle', gain: 0.7 }],
  wrong: [
    { atMs: 0, ms: 200, hz: 233, wave: 'square', gain: 0.55 },
    { atMs: 290, ms: 260, hz: 196, wave: 'square', gain: 0.55 },
  ],
  // What is not in the order and what nobody knows are two people's business (requirements R49), so they are heard apart.
  unknown: [
    { atMs: 0, ms: 220, hz: 330, wave: 'square', gain: 0.5 },
    { atMs: 290, ms: 60, hz: 330, wave: 'square', gain: 0.5 },
    { atMs: 410, ms: 60, hz: 330, wave: 'square', gain: 0.5 },
  ],
  over: [0, 90, 180, 270, 360].map((atMs) => ({ atMs, ms: 45, hz: 622, wave: 'square' as const, gain: 0.5 })),
  stop: [0, 250, 500].map((atMs) => ({ atMs, ms: 160, hz: 988, wave: 'sawtooth' as const, gain: 0.75 })),
  notice: [{ atMs: 0, ms: 240, hz: 494, wave: 'sine', gain: 0.35 }],
};

const warnings: ReadonlySet<SoundName> = new Set(['wrong', 'unknown', 'over', 'stop']);

/** Nobody can turn a warning down below this share of full volume. */
export const WARNING_FLOOR = 0.4;

/** Loudness grows with the square of the setting, as hearing wants it. */
export function loudness(sound: SoundName, volume: number): number {
  const wanted = warnings.has(sound) ? Math.max(WARNING_FLOOR, volume) : volume;
  return wanted * wanted;
}

/** Pause between two rounds of the stop signal. Milliseconds. */
export const STOP_EVERY_MS = 2000;

const EDGE_S = 0.006;

export interface Speaker {
  play(sound: SoundName, volume: number): void;
}

export function createSpeaker(): Speaker {
  let context: AudioContext | null = null;

  function sound(pulse: Pulse, audio: AudioContext, level: number): void {
    const start = audio.currentTime + pulse.atMs / 1000;
    const end = start + pulse.ms / 1000;
    const tone = audio.createOscillator();
    const envelope = audio.createGain();
    tone.type = pulse.wave;
    tone.frequency.setValueAtTime(pulse.hz, start);
    if (pulse.toHz !== undefined) tone.frequency.exponentialRampToValueAtTime(pulse.toHz, end);
    envelope.gain.setValueAtTime(0, start);
    envelope.gain.linearRampToValueAtTime(level * pulse.gain, start + EDGE_S);
    envelope.gain.setValueAtTime(level * pulse.gain, end - EDGE_S);
    envelope.gain.linearRampToValueAtTime(0, end);
    tone.connect(envelope).connect(audio.destination);
    tone.start(start);
    tone.stop(end);
  }

  return {
    play: (name, volume) => {
      const level = loudness(name, volume);
      if (level === 0) return;
      context ??= new AudioContext({ latencyHint: 'interactive' });
      if (context.state === 'suspended') void context.resume();
      for (const pulse of soundPatterns[name]) sound(pulse, context, level);
    },
  };
}
