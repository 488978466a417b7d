import type { RefObject } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './face.module.css'
import type { FaceCamera } from './use-face-camera.ts'

interface Props {
  readonly camera: FaceCamera
  readonly video: RefObject<HTMLVideoElement | null>
  readonly still: RefObject<HTMLCanvasElement | null>
  readonly frozen: boolean
}

/** The person before the camera, or the still just taken: as large as the picture on the chip. */
export function LivePicture({ camera, video, still, frozen }: Props) {
  const t = useWords()
  const { status, cameras, running, choose } = camera
  const shown = status === 'running'
  return (
    <figure className={css.picture}>
      <div className={css.frame} data-testid="face-live" data-status={status} data-frozen={frozen}>
        <video ref={video} muted playsInline hidden={!shown || frozen} aria-label={t.face.live} />
        <canvas ref={still} hidden={!frozen} role="img" aria-label={t.face.frozen} data-testid="face-still" />
        {!shown && <Icon name="camera" size="30%" />}
      </div>
      <figcaption>
        <span role="status">
          {frozen
            ? t.face.frozen
            : shown
              ? t.face.live
              : status === 'off'
                ? t.face.cameraOff
                : status === 'starting'
                  ? t.face.starting
                  : t.face.problems[status]}
        </span>
      </figcaption>
      {shown && cameras.length > 1 && (
        <label className={css.picker}>
          {t.face.choose}
          <select
            value={running ?? ''}
            onChange={event => {
              const chosen = cameras.find(({ id }) => id === event.target.value)
              if (chosen) choose(chosen)
            }}
            data-testid="face-camera-choice"
          >
            {cameras.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
    </figure>
  )
}
