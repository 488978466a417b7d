import { useRef } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useInputs } from '../wedge/inputs.tsx'

/** For a code that somebody sent as a picture; one may also be dropped or pasted anywhere. */
export function PictureChoice({ className }: { readonly className: string | undefined }) {
  const t = useWords()
  const { lookAtPicture } = useInputs()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        look="quiet"
        className={className ?? ''}
        onClick={() => input.current?.click()}
        data-testid="picture-open"
      >
        <Icon name="qr" /> {t.inputs.choosePicture}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg"
        hidden
        onChange={event => {
          const [file] = event.target.files ?? []
          // The same file again is a change again.
          event.target.value = ''
          if (file) lookAtPicture(file)
        }}
        data-testid="picture-file"
      />
    </>
  )
}
