export type CameraProblem = 'denied' | 'missing' | 'failed'

/** What went wrong with `getUserMedia`, by the name of its exception (W3C Media Capture §10.2). */
export function cameraProblem(error: unknown): CameraProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  return 'failed'
}
