import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './camera-scan.module.css'
import { CameraSettings } from './camera-settings.tsx'
import { PictureChoice } from './picture-choice.tsx'
import { type QrCamera, useQrCamera } from './use-qr-camera.ts'

/** For a desk without a scanner: the card's code before the computer's camera, or in a picture. */
export function CameraScan({ card }: { readonly card: boolean }) {
  const { call } = useStation()
  const t = useWords()
  const [open, setOpen] = useState(false)
  /** By hand: whoever works with keys goes on where they were. */
  const closed = useRef(false)
  // What lies on the reader is not before the camera.
  useEffect(() => {
    if (card) setOpen(false)
  }, [card])
  if (open)
    return (
      <OpenCamera
        onCode={text => {
          setOpen(false)
          void call('counter.input', { text, scanned: true })
        }}
        onClose={() => {
          closed.current = true
          setOpen(false)
        }}
      />
    )
  return (
    <div className={css.ways}>
      <Button
        ref={button => {
          if (closed.current) button?.focus({ preventScroll: true })
          closed.current = false
        }}
        look="quiet"
        className={css.open}
        onClick={() => setOpen(true)}
        data-testid="camera-open"
      >
        <Icon name="camera" /> {t.waiting.camera}
      </Button>
      <PictureChoice className={css.open} />
    </div>
  )
}

function OpenCamera({ onCode, onClose }: { readonly onCode: (text: string) => void; readonly onClose: () => void }) {
  const t = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const camera = useQrCamera(video, onCode)
  const { status, seen, cameras, track } = camera
  const stuck = status !== 'running' && status !== 'starting'
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus({ preventScroll: true }), [])
  const latest = useRef(onClose)
  latest.current = onClose
  useLayoutEffect(() => {
    // Before the shortcuts of the page: the first Esc closes the camera and clears nobody.
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      event.stopPropagation()
      latest.current()
    }
    window.addEventListener('keydown', pressed, true)
    return () => window.removeEventListener('keydown', pressed, true)
  }, [])
  return (
    <section className={css.camera} aria-label={t.camera.title} data-testid="camera" data-status={status}>
      <div className={css.view} hidden={stuck}>
        <video ref={video} muted playsInline className={css.video} />
        <span className={css.frame} aria-hidden="true" />
      </div>
      <div className={css.words}>
        <p role="status" className={stuck || seen !== 'none' ? css.problem : undefined} data-testid="camera-words">
          {status === 'running' ? t.camera.seen[seen] : t.camera[status]}
        </p>
        {cameras.length > 1 && <Picker camera={camera} />}
        {track && <CameraSettings key={track.id} track={track} />}
        <div className={css.buttons}>
          {stuck && (
            <Button look="primary" onClick={camera.tryAgain} data-testid="camera-retry">
              {t.camera.retry}
            </Button>
          )}
          <Button ref={close} onClick={onClose} data-testid="camera-close">
            {t.camera.close}
          </Button>
        </div>
      </div>
    </section>
  )
}

function Picker({ camera: { cameras, track, choose } }: { readonly camera: QrCamera }) {
  const t = useWords()
  const running = track?.getSettings().deviceId
  return (
    <label className={css.picker}>
      {t.camera.choose}
      <select
        value={running ?? ''}
        onChange={event => {
          const camera = cameras.find(({ id }) => id === event.target.value)
          if (camera) choose(camera)
        }}
        data-testid="camera-choice"
      >
        {cameras.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
