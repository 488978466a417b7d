import { useMemo } from 'react'
import css from './face-frame.module.css'
import { rosette } from './guilloche.ts'

interface Props {
  readonly image?: string | undefined
  readonly alt: string
  readonly caption: string
  /** The picture must not be trusted. */
  readonly alarm?: boolean
  /** 0…1 while the picture is on its way: the rosette behind it fills from below. */
  readonly progress?: number
  /** The image turned out to be none. */
  readonly onBroken?: () => void
}

/** Picture in the proportions of the card, or the place where it will be. */
export function FaceFrame({ image, alt, caption, alarm = false, progress, onBroken }: Props) {
  const lines = useMemo(() => rosette(10, 8, 0.3), [])
  const top = 130 - 260 * (progress ?? 0)
  return (
    <figure
      className={alarm ? `${css.figure} ${css.alarm}` : css.figure}
      data-testid="face"
      data-image={image !== undefined}
    >
      <div className={css.frame}>
        {image ? (
          <img src={image} alt={alt} className={css.image} onError={onBroken} />
        ) : (
          <svg viewBox="-98 -130 196 260" className={css.empty} role="img" aria-label={alt}>
            <path
              className={css.silhouette}
              d="M0 12a40 40 0 1 0 0-80 40 40 0 0 0 0 80zM-72 130C-70 66-44 38 0 38s70 28 72 92z"
            />
            {progress !== undefined && (
              <>
                <clipPath id="face-arriving">
                  <rect x="-98" y={top} width="196" height="260" />
                </clipPath>
                <g clipPath="url(#face-arriving)">
                  {lines.map(line => (
                    <path key={line.slice(0, 24)} className={css.line} d={line} />
                  ))}
                </g>
              </>
            )}
          </svg>
        )}
      </div>
      <figcaption className={css.caption}>{caption}</figcaption>
    </figure>
  )
}
