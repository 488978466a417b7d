import type { Finding } from '../../../main/protocol/diagnostics.ts'

/** What only this window can know: whether the computer has a camera. None is opened for it. */
export async function cameraFinding(media: Pick<MediaDevices, 'enumerateDevices'> | undefined): Promise<Finding> {
  const refused: Finding = { part: 'camera', state: 'unknown', says: 'camera-refused', facts: {} }
  if (!media) return refused
  try {
    const cameras = (await media.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
    return cameras.length === 0
      ? { part: 'camera', state: 'ok', says: 'camera-none', facts: {} }
      : { part: 'camera', state: 'ok', says: 'camera-found', facts: { devices: cameras.length } }
  } catch {
    return refused
  }
}
