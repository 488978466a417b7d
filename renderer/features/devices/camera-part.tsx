import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type CameraProblem, cameraProblem } from '../camera/camera-problem.ts'
import { CameraSettings } from '../camera/camera-settings.tsx'
import {
  type Camera,
  camerasHere,
  openCamera,
  rememberCamera,
  rememberedCamera,
  stopCamera,
} from '../camera/chosen-camera.ts'
import css from './camera-part.module.css'

/** The camera of this desk: which one, what it sees, and what can be set of it. Nothing of the picture is kept. */
export function CameraPart() {
  const { settings } = useWords()
  const t = settings.camera
  const [open, setOpen] = useState(false)
  return (
    <section className={css.part} data-testid="camera-part">
      <h2>{t.title}</h2>
      <p className={css.soft}>{t.says}</p>
      <div>
        <Button onClick={() => setOpen(!open)} aria-expanded={open} data-testid="camera-try">
          <Icon name="camera" /> {open ? t.stop : t.start}
        </Button>
      </div>
      {open && <Preview />}
    </section>
  )
}

function Preview() {
  const { settings, camera: words } = useWords()
  const t = settings.camera
  const video = useRef<HTMLVideoElement>(null)
  const [wanted, setWanted] = useState(rememberedCamera)
  const [seen, setSeen] = useState<{ cameras: readonly Camera[]; track?: MediaStreamTrack }>({ cameras: [] })
  const [problem, setProblem] = useState<CameraProblem>()

  useEffect(() => {
    let over = false
    let stream: MediaStream | undefined
    const start = async () => {
      setProblem(undefined)
      try {
        stream = await openCamera(wanted)
        if (over) return stopCamera(stream)
        const [track] = stream.getVideoTracks()
        if (video.current) video.current.srcObject = stream
        await video.current?.play()
        const cameras = await camerasHere()
        if (!over) setSeen({ cameras, ...(track && { track }) })
      } catch (error) {
        if (!over) setProblem(cameraProblem(error))
      }
    }
    // Absent where the page is not served securely.
    if (navigator.mediaDevices) void start()
    else setProblem('missing')
    return () => {
      over = true
      if (stream) stopCamera(stream)
    }
  }, [wanted])

  if (problem)
    return (
      <p role="alert" className={css.problem} data-testid="camera-problem">
        {words[problem]}
      </p>
    )
  return (
    <div className={css.preview}>
      <video ref={video} muted playsInline className={css.video} data-testid="camera-preview" />
      {seen.cameras.length > 0 && (
        <label className={css.picker}>
          <span>{t.choose}</span>
          <select
            value={seen.track?.getSettings().deviceId ?? ''}
            onChange={({ target }) => {
              const chosen = seen.cameras.find(({ id }) => id === target.value)
              if (!chosen) return
              rememberCamera(chosen)
              setWanted(chosen)
            }}
            data-testid="camera-choose"
          >
            {seen.cameras.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      {seen.track && <CameraSettings key={seen.track.id} track={seen.track} />}
    </div>
  )
}
