export interface Camera {
  readonly id: string
  readonly label: string
}

const storageKey = 'chipdesk.camera'

/** The camera chosen last at this desk. */
export function rememberedCamera(): Camera | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('id' in kept && 'label' in kept)) return undefined
    const { id, label } = kept
    return typeof id === 'string' && typeof label === 'string' ? { id, label } : undefined
  } catch {
    // Storage may be switched off on a locked-down kiosk, or hold anything.
    return undefined
  }
}

export function rememberCamera(camera: Camera): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(camera))
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
const wish = (id?: string): MediaStreamConstraints => ({
  audio: false,
  video: {
    ...(id === undefined ? { facingMode: 'environment' } : { deviceId: { exact: id } }),
    width: { ideal: 1920 },
    height: { ideal: 1080 },
    frameRate: { ideal: 30 },
  },
})

/**
 * Opens the wanted camera, or whichever there is. An id lasts only as long as the data of the browser: past that, the camera of
 * the same name is meant. Rejects like `getUserMedia`.
 */
export async function openCamera(wanted: Camera | undefined): Promise<MediaStream> {
  const { mediaDevices } = navigator
  if (!wanted) return mediaDevices.getUserMedia(wish())
  try {
    return await mediaDevices.getUserMedia(wish(wanted.id))
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'OverconstrainedError') throw error
  }
  const stream = await mediaDevices.getUserMedia(wish())
  const same = (await camerasHere()).find(({ label }) => label === wanted.label)
  if (!same || stream.getVideoTracks()[0]?.label === wanted.label) return stream
  stopCamera(stream)
  return mediaDevices.getUserMedia(wish(same.id))
}

export function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
