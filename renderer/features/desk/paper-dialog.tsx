import { useEffect, useRef } from 'react'
import type { PrintedDocument } from '../../../main/protocol/printed-document.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import dialog from '../sign-in/sign-in.module.css'

/** A paper as it will be printed. */
export function PaperDialog({ document, onClose }: { readonly document: PrintedDocument; onClose(): void }) {
  const { desk } = useWords()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => element.current?.showModal(), [])
  return (
    <dialog
      ref={element}
      className={dialog.dialog}
      aria-label={document.title}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={event => event.nativeEvent.stopPropagation()}
    >
      <iframe title={document.title} sandbox="" srcDoc={document.html} style={{ height: '60vh' }} />
      <Button onClick={onClose}>{desk.documents.cancel}</Button>
    </dialog>
  )
}
