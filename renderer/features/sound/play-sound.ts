import { playTones } from './tone-player.ts'
import { type Sound, tonesOf } from './tones.ts'

let output: AudioContext | undefined

/** Through the loudspeaker of this computer; nothing where it has none. */
export function playSound(sound: Sound): void {
  try {
    output ??= new AudioContext()
  } catch {
    // No sound device, or none allowed: the verdict is seen.
    return
  }
  playTones(output, tonesOf[sound]).catch(() => {})
}
