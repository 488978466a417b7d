import { expect, it } from 'vitest'
import { lights } from '../../../main/protocol/checks.ts'
import { type AudioOutput, playTones } from './tone-player.ts'
import { tonesOf } from './tones.ts'

const heights = (sound: keyof typeof tonesOf) => tonesOf[sound].map(({ hz }) => hz)

it('gives each light another number, direction or length of notes', () => {
  const [first = 0, second = 0] = heights('green')
  expect(second).toBeGreaterThan(first)
  const [high = 0, low = 0] = heights('red')
  expect(low).toBeLessThan(high)
  expect(Math.max(...heights('red'))).toBeLessThan(Math.min(...heights('grey')))
  expect([heights('yellow').length, heights('grey').length]).toEqual([1, 1])
  expect(tonesOf.yellow[0]?.ms).toBeGreaterThan(2 * (tonesOf.grey[0]?.ms ?? 0))
})

it('is over before the clerk has read the verdict, and its notes do not run into each other', () => {
  for (const light of lights) {
    const ends = tonesOf[light].map(({ startMs, ms }) => startMs + ms)
    expect(Math.max(...ends)).toBeLessThan(1000)
    const overlapping = tonesOf[light].filter(({ startMs }, at) => startMs < (ends[at - 1] ?? 0))
    expect(overlapping).toEqual([])
  }
})

/** What an output was asked to play: times in ms. */
function scriptedOutput(state: AudioContextState, resume: () => Promise<void>) {
  const played: { hz: number; from: number; to: number }[] = []
  const output = {
    state,
    currentTime: 10,
    destination: {},
    resume,
    createGain: () => ({
      connect: () => {},
      gain: { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} },
    }),
    createOscillator: () => {
      const note = { hz: 0, from: 0, to: 0 }
      played.push(note)
      return {
        connect: () => {},
        frequency: {
          set value(hz: number) {
            note.hz = hz
          },
        },
        start: (at: number) => {
          note.from = Math.round(at * 1000)
        },
        stop: (at: number) => {
          note.to = Math.round(at * 1000)
        },
      }
    },
  } as unknown as AudioOutput
  return { output, played }
}

const green = [
  { hz: 659, from: 10_000, to: 10_130 },
  { hz: 988, from: 10_150, to: 10_370 },
]

it('plays every note at its time', async () => {
  const { output, played } = scriptedOutput('running', () => Promise.reject(new Error('asked')))
  await playTones(output, tonesOf.green)
  expect(played).toEqual(green)
})

it('plays nothing late, where the page may sound only after somebody has touched it', async () => {
  let now = 0
  const after = (ms: number) =>
    scriptedOutput('suspended', async () => {
      now += ms
    })
  const [soon, late] = [after(40), after(3000)]
  await playTones(soon.output, tonesOf.green, () => now)
  await playTones(late.output, tonesOf.red, () => now)
  expect(soon.played).toEqual(green)
  expect(late.played).toEqual([])
})
