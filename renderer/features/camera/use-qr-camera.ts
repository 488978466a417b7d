import { type RefObject, useEffect, useRef, useState } from 'react'
import { focusByItself } from './camera-controls.ts'
import { type CameraProblem, cameraProblem } from './camera-problem.ts'
import { type ChosenCode, chooseCode } from './choose-code.ts'
import { type Camera, camerasHere, openCamera, rememberCamera, rememberedCamera, stopCamera } from './chosen-camera.ts'
import { startQrDecoder } from './qr-decoder.ts'
import { usePageVisible } from './use-page-visible.ts'
import { watchVideo } from './watch-video.ts'

export interface QrCamera {
  readonly status: 'starting' | 'running' | CameraProblem
  /** Why what is seen just now is not taken. */
  readonly seen: Exclude<ChosenCode['kind'], 'card'>
  readonly cameras: readonly Camera[]
  /** Of the camera that runs. */
  readonly track: MediaStreamTrack | undefined
  choose(camera: Camera): void
  tryAgain(): void
}

/** Runs camera and decoder while the component is shown and the page is in sight; `onCode` is called once, with the card's text. */
export function useQrCamera(video: RefObject<HTMLVideoElement | null>, onCode: (text: string) => void): QrCamera {
  const [status, setStatus] = useState<QrCamera['status']>('starting')
  const [seen, setSeen] = useState<QrCamera['seen']>('none')
  const [cameras, setCameras] = useState<readonly Camera[]>([])
  const [track, setTrack] = useState<MediaStreamTrack>()
  const [wanted, setWanted] = useState(rememberedCamera)
  const [attempt, setAttempt] = useState(0)
  const visible = usePageVisible()
  const latest = useRef(onCode)
  latest.current = onCode

  // biome-ignore lint/correctness/useExhaustiveDependencies: every attempt opens the camera anew
  useEffect(() => {
    if (!visible) return
    const closers: (() => void)[] = []
    let over = false
    const end = () => {
      over = true
      for (const close of closers.splice(0)) close()
      setTrack(undefined)
    }
    const fail = (problem: CameraProblem) => {
      if (over) return
      end()
      setStatus(problem)
    }
    const start = async () => {
      setStatus('starting')
      setSeen('none')
      // Absent where the page is not served securely.
      if (!navigator.mediaDevices) return fail('missing')
      const decoder = startQrDecoder()
      closers.push(decoder.close)
      try {
        const stream = await openCamera(wanted)
        if (over || !video.current) return stopCamera(stream)
        closers.push(() => stopCamera(stream))
        const [opened] = stream.getVideoTracks()
        if (!opened) return fail('missing')
        opened.onended = () => fail('lost')
        focusByItself(opened)
        video.current.srcObject = stream
        await video.current.play()
        if (over) return
        setStatus('running')
        setTrack(opened)
        performance.mark('camera-running')
        const onTexts = (texts: readonly string[]) => {
          const code = chooseCode(texts)
          if (code.kind !== 'card') return setSeen(code.kind)
          performance.mark('camera-code')
          end()
          latest.current(code.text)
        }
        closers.push(watchVideo(video.current, decoder, onTexts, () => fail('failed')))
        setCameras(await camerasHere())
      } catch (error) {
        fail(cameraProblem(error))
      }
    }
    void start()
    return end
  }, [video, visible, wanted, attempt])

  const stuck = status !== 'running' && status !== 'starting'
  useEffect(() => {
    if (!stuck || !navigator.mediaDevices) return
    // Plugged in, or given free by another program.
    const changed = () => setAttempt(count => count + 1)
    navigator.mediaDevices.addEventListener('devicechange', changed)
    return () => navigator.mediaDevices.removeEventListener('devicechange', changed)
  }, [stuck])

  return {
    status,
    seen,
    cameras,
    track,
    choose(camera) {
      rememberCamera(camera)
      setWanted(camera)
    },
    tryAgain: () => setAttempt(attempt + 1),
  }
}
