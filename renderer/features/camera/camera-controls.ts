/** What a camera may offer beyond the DOM library's types (W3C MediaStream Image Capture §5). */
interface Range {
  readonly min?: number
  readonly max?: number
  readonly step?: number
}
type Offer = Readonly<Record<string, Range | readonly string[] | boolean | unknown>>

/** A slider; `auto` where the camera can also find the value by itself. */
export interface CameraRange {
  readonly name: 'zoom' | 'focusDistance' | 'exposureCompensation'
  readonly min: number
  readonly max: number
  readonly step: number
  readonly value: number
  readonly auto: boolean
}

export interface CameraControls {
  readonly torch: boolean
  readonly ranges: readonly CameraRange[]
}

const rangeNames = ['zoom', 'focusDistance', 'exposureCompensation'] as const

/** What can be set on this camera, from its `getCapabilities` and `getSettings`. */
export function controlsOf(capabilities: Offer, settings: Offer): CameraControls {
  const ranges: CameraRange[] = []
  for (const name of rangeNames) {
    const { min, max, step } = (capabilities[name] ?? {}) as Range
    if (typeof min !== 'number' || typeof max !== 'number' || !(max > min)) continue
    const value = settings[name]
    ranges.push({
      name,
      min,
      max,
      step: step && step > 0 ? step : (max - min) / 20,
      value: typeof value === 'number' ? Math.min(max, Math.max(min, value)) : min,
      auto: name === 'focusDistance' && offers(capabilities.focusMode, 'continuous'),
    })
  }
  return { torch: capabilities.torch === true, ranges }
}

/** A value of a control as the constraint that sets it; `auto` hands it back to the camera. */
export function constraintOf(name: CameraRange['name'] | 'torch', value: number | boolean | 'auto'): object {
  if (name !== 'focusDistance') return { [name]: value }
  return value === 'auto' ? { focusMode: 'continuous' } : { focusMode: 'manual', focusDistance: value }
}

const offers = (modes: unknown, mode: string) => Array.isArray(modes) && modes.includes(mode)

/** A card comes near and goes: the camera follows by itself where it can. */
export function focusByItself(track: MediaStreamTrack): void {
  const capabilities = capabilitiesOf(track)
  if (offers(capabilities.focusMode, 'continuous')) setOnCamera(track, constraintOf('focusDistance', 'auto'))
}

/** Absent in some browsers. */
export const capabilitiesOf = (track: MediaStreamTrack): Offer =>
  'getCapabilities' in track ? { ...track.getCapabilities() } : {}

/** A camera that refuses keeps working as it is. */
export function setOnCamera(track: MediaStreamTrack, constraint: object): void {
  track.applyConstraints({ advanced: [constraint] }).catch(() => {})
}
