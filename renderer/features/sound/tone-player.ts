import type { Tone } from './tones.ts'

/** Time in which a note comes and goes, in s: one that starts at full loudness clicks. */
const fadeS = 0.012

/** Of the Web Audio API what is needed here. */
export type AudioOutput = Pick<
  AudioContext,
  'state' | 'currentTime' | 'destination' | 'resume' | 'createOscillator' | 'createGain'
>

/** A verdict heard later than this, in ms, is heard for the next person. */
const lateMs = 500

/**
 * Plays the notes now, or not at all: browsers let a page sound only after somebody has touched it.
 * @param clock in ms
 */
export async function playTones(
  output: AudioOutput,
  tones: readonly Tone[],
  clock: () => number = () => performance.now(),
): Promise<void> {
  const asked = clock()
  if (output.state !== 'running') await output.resume()
  if (clock() - asked <= lateMs) for (const tone of tones) schedule(output, tone)
}

function schedule(output: AudioOutput, { startMs, ms, hz, loudness }: Tone): void {
  const start = output.currentTime + startMs / 1000
  const end = start + ms / 1000
  const volume = output.createGain()
  volume.connect(output.destination)
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(loudness, start + fadeS)
  volume.gain.setValueAtTime(loudness, end - fadeS)
  volume.gain.linearRampToValueAtTime(0, end)
  const note = output.createOscillator()
  // Fuller than a sine, so that low notes come through small loudspeakers too.
  note.type = 'triangle'
  note.frequency.value = hz
  note.connect(volume)
  note.start(start)
  note.stop(end)
}
