import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { isScan } from './is-scan.ts'
import { SecretField } from './secret-field.tsx'
import css from './sign-in.module.css'
import { SignInProblem } from './sign-in-problem.tsx'
import { TextField } from './text-field.tsx'
import type { SessionCall } from './use-session-call.ts'

interface Props {
  readonly call: SessionCall
  /** Absent where it is known who it is. */
  readonly nameLabel?: string | undefined
  readonly submit: string
  /** Whether it was right. */
  send(id: string, secret: string): Promise<boolean>
  readonly pad?: boolean
  readonly children?: ReactNode
}

/** Name and PIN, or the PIN alone. What was wrong is never left in the field of the PIN. */
export function CredentialsForm({ call, nameLabel, submit, send, pad = false, children }: Props) {
  const { signIn: t } = useWords()
  const [id, setId] = useState('')
  const [secret, setSecret] = useState('')
  const [scanned, setScanned] = useState(false)
  const name = useRef<HTMLInputElement>(null)
  const pin = useRef<HTMLInputElement>(null)
  const asksName = nameLabel !== undefined

  useEffect(() => {
    const first = asksName ? name : pin
    first.current?.focus({ preventScroll: true })
  }, [asksName])

  async function submitted(event: FormEvent) {
    event.preventDefault()
    // A scanner writes wherever the cursor is: that is no try, and none is counted.
    if (isScan(id) || isScan(secret)) {
      call.forget()
      if (isScan(id)) setId('')
      setSecret('')
      return setScanned(true)
    }
    setScanned(false)
    if (call.busy) return
    if (asksName && id.trim() === '') return name.current?.focus()
    if (secret === '') return pin.current?.focus()
    setSecret('')
    if (!(await send(id, secret))) pin.current?.focus()
  }

  return (
    <form className={css.form} onSubmit={event => void submitted(event)} data-testid="credentials">
      <SignInProblem call={call} scanned={scanned} />
      {asksName && <TextField fieldRef={name} label={nameLabel} value={id} onChange={setId} testId="sign-in-name" />}
      <SecretField
        fieldRef={pin}
        label={t.secret}
        value={secret}
        onChange={setSecret}
        testId="sign-in-secret"
        wrong={call.error?.tag === 'ApiPinWrong'}
        pad={pad}
      />
      <div className={css.actions}>
        <Button type="submit" look="primary" className={css.submit} aria-busy={call.busy} data-testid="sign-in-submit">
          {call.busy ? t.checking : submit}
        </Button>
        {children}
      </div>
    </form>
  )
}
