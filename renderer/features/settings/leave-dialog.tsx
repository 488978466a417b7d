import { useLayoutEffect, useRef } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import sheet from '../sign-in/sign-in.module.css'
import css from './settings.module.css'
import type { DeskSettings } from './use-settings.ts'

interface Props {
  readonly desk: DeskSettings
  go(): void
  onStay(): void
}

/** Asked before changes are left behind; Escape stays. */
export function LeaveDialog({ desk, go, onStay }: Props) {
  const { settings: t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const discard = () => {
    desk.discard()
    onStay()
    go()
  }
  const save = async () => {
    const saved = await desk.save()
    onStay()
    if (saved) go()
  }
  return (
    <dialog
      ref={dialog}
      className={sheet.dialog}
      aria-label={t.leave.title}
      data-testid="leave-dialog"
      onCancel={event => {
        event.preventDefault()
        onStay()
      }}
      onKeyDown={event => event.nativeEvent.stopPropagation()}
    >
      <h2 className={sheet.dialogTitle}>{t.leave.title}</h2>
      <p>{t.leave.says}</p>
      <div className={css.row}>
        <Button look="primary" onClick={() => void save()} data-testid="leave-save">
          {t.leave.save}
        </Button>
        <Button onClick={discard} data-testid="leave-discard">
          {t.leave.discard}
        </Button>
        <Button look="quiet" onClick={onStay} data-testid="leave-stay">
          {t.leave.stay}
        </Button>
      </div>
    </dialog>
  )
}
