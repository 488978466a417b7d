export interface Camera {
  readonly id: string
  readonly label: string
}

/** A desk may have one camera above the cards and another before the citizen. */
const storageKeys = { code: 'chipdesk.camera', face: 'chipdesk.face-camera' } as const
export type CameraUse = keyof typeof storageKeys

/** The camera chosen last at this desk. */
export function rememberedCamera(use: CameraUse = 'code'): Camera | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKeys[use]) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('id' in kept && 'label' in kept)) return undefined
    const { id, label } = kept
    return typeof id === 'string' && typeof label === 'string' ? { id, label } : undefined
  } catch {
    // Storage may be switched off on a locked-down kiosk, or hold anything.
    return undefined
  }
}

export function rememberCamera(camera: Camera, use: CameraUse = 'code'): void {
  try {
    localStorage.setItem(storageKeys[use], JSON.stringify(camera))
  } catch {
    // As above: then it holds for this window only.
  }
}

/** The cameras of this machine; their names are known only after one was allowed. */
export async function camerasHere(): Promise<readonly Camera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, label }))
}

/** The code on a card is about 11 mm wide: every pixel helps. */
const wish = (id: string | undefined, use: CameraUse): MediaStreamConstraints => ({
  audio: false,
  video: {
    ...(id === undefined ? { facingMode: use === 'face' ? 'user' : 'environment' } : { deviceId: { exact: id } }),
    width: { ideal: 1920 },
    height: { ideal: 1080 },
    frameRate: { ideal: 30 },
  },
})

/**
 * Opens the wanted camera, or whichever there is. An id lasts only as long as the data of the browser: past that, the camera of
 * the same name is meant. Rejects like `getUserMedia`.
 */
export async function openCamera(wanted: Camera | undefined, use: CameraUse = 'code'): Promise<MediaStream> {
  const { mediaDevices } = navigator
  if (!wanted) return mediaDevices.getUserMedia(wish(undefined, use))
  try {
    return await mediaDevices.getUserMedia(wish(wanted.id, use))
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'OverconstrainedError') throw error
  }
  const stream = await mediaDevices.getUserMedia(wish(undefined, use))
  const same = (await camerasHere()).find(({ label }) => label === wanted.label)
  if (!same || stream.getVideoTracks()[0]?.label === wanted.label) return stream
  stopCamera(stream)
  return mediaDevices.getUserMedia(wish(same.id, use))
}

export function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
