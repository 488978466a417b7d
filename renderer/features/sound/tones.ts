import type { Light } from '../../../main/protocol/checks.ts'

/** What is heard: a verdict by its light, or that a card was taken to be read. */
export type Sound = Light | 'card'

/** One note: when it starts and how long it sounds, in ms; how high, in Hz; how loud, 0…1. */
export interface Tone {
  readonly startMs: number
  readonly ms: number
  readonly hz: number
  readonly loudness: number
}

/**
 * The lights differ in number, length and direction of their notes, so that nobody needs a musical ear: green rises, yellow holds, red falls and is low, grey is one
 * short note in the middle. Nothing is below 220 Hz: the small loudspeakers of a counter do not play that.
 */
export const tonesOf: Readonly<Record<Sound, readonly Tone[]>> = {
  green: [
    { startMs: 0, ms: 130, hz: 659, loudness: 0.5 },
    { startMs: 150, ms: 220, hz: 988, loudness: 0.5 },
  ],
  yellow: [{ startMs: 0, ms: 600, hz: 587, loudness: 0.5 }],
  red: [
    { startMs: 0, ms: 260, hz: 277, loudness: 0.8 },
    { startMs: 320, ms: 420, hz: 233, loudness: 0.8 },
  ],
  grey: [{ startMs: 0, ms: 180, hz: 440, loudness: 0.4 }],
  card: [{ startMs: 0, ms: 35, hz: 1319, loudness: 0.25 }],
}
