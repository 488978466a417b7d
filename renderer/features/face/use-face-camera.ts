import { type RefObject, useEffect, useState } from 'react'
import { type CameraProblem, cameraProblem } from '../camera/camera-problem.ts'
import {
  type Camera,
  camerasHere,
  openCamera,
  rememberCamera,
  rememberedCamera,
  stopCamera,
} from '../camera/chosen-camera.ts'

export interface FaceCamera {
  readonly status: 'off' | 'starting' | 'running' | CameraProblem
  readonly cameras: readonly Camera[]
  /** Id of the camera that runs. */
  readonly running: string | undefined
  choose(camera: Camera): void
}

/** The camera runs while `on` and the component is there; nothing of it is left afterwards. */
export function useFaceCamera(video: RefObject<HTMLVideoElement | null>, on: boolean): FaceCamera {
  const [status, setStatus] = useState<FaceCamera['status']>('off')
  const [cameras, setCameras] = useState<readonly Camera[]>([])
  const [running, setRunning] = useState<string>()
  const [wanted, setWanted] = useState(() => rememberedCamera('face'))

  useEffect(() => {
    if (!on) return setStatus('off')
    const shown = video.current
    let stream: MediaStream | undefined
    let over = false
    const end = () => {
      over = true
      if (stream) stopCamera(stream)
      stream = undefined
      if (shown) shown.srcObject = null
      setRunning(undefined)
    }
    const fail = (problem: CameraProblem) => {
      if (over) return
      end()
      setStatus(problem)
    }
    const start = async () => {
      setStatus('starting')
      // Absent where the page is not served securely.
      if (!navigator.mediaDevices) return fail('missing')
      try {
        const opened = await openCamera(wanted, 'face')
        if (over || !shown) return stopCamera(opened)
        stream = opened
        const [track] = opened.getVideoTracks()
        if (!track) return fail('missing')
        track.onended = () => fail('lost')
        shown.srcObject = opened
        await shown.play()
        if (over) return
        setRunning(track.getSettings().deviceId)
        setStatus('running')
        setCameras(await camerasHere())
      } catch (error) {
        fail(cameraProblem(error))
      }
    }
    void start()
    return end
  }, [video, on, wanted])

  return {
    status,
    cameras,
    running,
    choose(camera) {
      rememberCamera(camera, 'face')
      setWanted(camera)
    },
  }
}
