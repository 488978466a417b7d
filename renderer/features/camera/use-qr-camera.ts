import { type RefObject, useEffect, useRef, useState } from 'react'
import { type CameraProblem, cameraProblem } from './camera-problem.ts'

/** Pause between two pictures looked at, ms. */
const betweenPictures = 60

/** The code on a card is about 11 mm wide: every pixel helps. */
const wish: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
}

/** Runs camera and decoder while the component is shown; `onCode` is called once, with the first text found. */
export function useQrCamera(video: RefObject<HTMLVideoElement | null>, onCode: (text: string) => void) {
  const [status, setStatus] = useState<'starting' | 'running' | CameraProblem>('starting')
  const latest = useRef(onCode)
  latest.current = onCode
  useEffect(() => {
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    const worker = new Worker(new URL('./qr-worker.ts', import.meta.url), { type: 'module', name: 'qr-worker' })

    const look = async () => {
      const element = video.current
      if (over || !element) return
      if (element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
        timer = setTimeout(look, betweenPictures)
        return
      }
      const picture = await createImageBitmap(element)
      worker.postMessage(picture, [picture])
    }
    worker.onmessage = ({ data }: MessageEvent<string | undefined>) => {
      if (over) return
      if (data === undefined) timer = setTimeout(look, betweenPictures)
      else {
        over = true
        latest.current(data)
      }
    }
    worker.onerror = () => setStatus('failed')

    const start = async () => {
      // Absent where the page is not served securely.
      if (!navigator.mediaDevices) return setStatus('missing')
      try {
        const opened = await navigator.mediaDevices.getUserMedia(wish)
        stream = opened
        if (over || !video.current) return stop(opened)
        video.current.srcObject = opened
        await video.current.play()
        setStatus('running')
        await look()
      } catch (error) {
        if (!over) setStatus(cameraProblem(error))
      }
    }
    void start()
    return () => {
      over = true
      clearTimeout(timer)
      worker.terminate()
      if (stream) stop(stream)
    }
  }, [video])
  return status
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
