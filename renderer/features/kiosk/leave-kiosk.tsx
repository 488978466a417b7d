import { useLayoutEffect, useRef, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { CredentialsForm } from '../sign-in/credentials-form.tsx'
import css from '../sign-in/sign-in.module.css'
import { useSessionCall } from '../sign-in/use-session-call.ts'
import { isBrowserKey } from './browser-keys.ts'

/** The one way out of a screen that is filled: an administrator's name and PIN. Meanwhile the browser's own keys do nothing. */
export function LeaveKiosk({ className }: { readonly className?: string | undefined }) {
  const { kiosk: t } = useWords()
  const [open, setOpen] = useState(false)
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => isBrowserKey(event) && event.preventDefault()
    const menu = (event: Event) => event.preventDefault()
    window.addEventListener('keydown', pressed, true)
    window.addEventListener('contextmenu', menu)
    return () => {
      window.removeEventListener('keydown', pressed, true)
      window.removeEventListener('contextmenu', menu)
    }
  }, [])
  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={t.leave}
        title={t.leave}
        onClick={() => setOpen(true)}
        data-testid="kiosk-leave"
      >
        <Icon name="cross" />
      </button>
      {open && <LeaveDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function LeaveDialog({ onClose }: { onClose(): void }) {
  const { kiosk: t } = useWords()
  const call = useSessionCall()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-labelledby="leave-kiosk-title"
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      // Keys here are for this panel alone.
      onKeyDown={event => event.nativeEvent.stopPropagation()}
      data-testid="kiosk-dialog"
    >
      <h2 id="leave-kiosk-title" className={css.dialogTitle}>
        {t.title}
      </h2>
      <p>{t.sub}</p>
      <CredentialsForm
        call={call}
        nameLabel={t.id}
        submit={t.submit}
        send={(id, secret) => call.run('session.leave-kiosk', { id, secret })}
        pad
      >
        <Button onClick={onClose} shortcut="Esc" data-testid="kiosk-stay">
          {t.cancel}
        </Button>
      </CredentialsForm>
    </dialog>
  )
}
