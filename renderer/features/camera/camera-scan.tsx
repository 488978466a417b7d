import { useRef, useState } from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './camera-scan.module.css'
import { useQrCamera } from './use-qr-camera.ts'

/** For a desk without a scanner: the card's code before the computer's camera. */
export function CameraScan() {
  const { call } = useStation()
  const t = useWords()
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button look="quiet" className={css.open} onClick={() => setOpen(true)} data-testid="camera-open">
        <Icon name="camera" /> {t.waiting.camera}
      </Button>
    )
  return (
    <Camera
      onCode={text => {
        setOpen(false)
        void call('counter.input', { text })
      }}
      onClose={() => setOpen(false)}
    />
  )
}

function Camera({ onCode, onClose }: { readonly onCode: (text: string) => void; readonly onClose: () => void }) {
  const t = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const status = useQrCamera(video, onCode)
  const said = status === 'running' ? t.camera.hint : status === 'starting' ? t.camera.starting : t.camera[status]
  return (
    <section className={css.camera} aria-label={t.camera.title} data-testid="camera" data-status={status}>
      <div className={css.view}>
        <video ref={video} muted playsInline className={css.video} />
        <span className={css.frame} aria-hidden="true" />
      </div>
      <div className={css.words}>
        <p role="status">{said}</p>
        <Button onClick={onClose} data-testid="camera-close">
          {t.camera.close}
        </Button>
      </div>
    </section>
  )
}
