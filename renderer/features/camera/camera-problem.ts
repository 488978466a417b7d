export type CameraProblem = 'denied' | 'missing' | 'busy' | 'lost' | 'failed'

/** What went wrong with `getUserMedia`, by the name of its exception (W3C Media Capture §10.2). */
export function cameraProblem(error: unknown): CameraProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  // Another program holds it, or it stopped while it was opened.
  if (name === 'NotReadableError' || name === 'AbortError' || name === 'TrackStartError') return 'busy'
  return 'failed'
}
