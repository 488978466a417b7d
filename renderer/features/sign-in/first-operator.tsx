import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { AccountProblem } from '../../../main/protocol/session.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { SecretField } from './secret-field.tsx'
import css from './sign-in.module.css'
import { SignInProblem } from './sign-in-problem.tsx'
import { TextField } from './text-field.tsx'
import { useSessionCall } from './use-session-call.ts'

/** Makes the first account of a desk, its administrator's. */
export function FirstOperator() {
  const { signIn: t } = useWords()
  const call = useSessionCall()
  const [wish, setWish] = useState({ name: '', id: '', officerNumber: '', secret: '', again: '' })
  const [differs, setDiffers] = useState(false)
  const name = useRef<HTMLInputElement>(null)
  useEffect(() => name.current?.focus({ preventScroll: true }), [])

  const set = (part: keyof typeof wish) => (value: string) => {
    setDiffers(false)
    setWish({ ...wish, [part]: value })
  }
  async function submitted(event: FormEvent) {
    event.preventDefault()
    const { again, officerNumber, ...rest } = wish
    const differ = again !== wish.secret
    setDiffers(differ)
    if (differ) return call.forget()
    await call.run('session.first-operator', { ...rest, ...(officerNumber && { officerNumber }) })
  }
  const about = (...problems: AccountProblem[]) =>
    call.error?.tag === 'ApiOperatorInvalid' && problems.some(problem => problem === call.error?.cause)

  return (
    <form className={css.form} onSubmit={event => void submitted(event)} data-testid="first-operator">
      <SignInProblem call={call} scanned={false} />
      <TextField
        fieldRef={name}
        label={t.first.name}
        placeholder={t.first.namePlaceholder}
        value={wish.name}
        onChange={set('name')}
        maxLength={100}
        wrong={about('name-empty')}
        testId="first-name"
      />
      <TextField
        label={t.id}
        hint={t.first.idHint}
        value={wish.id}
        onChange={set('id')}
        wrong={about('id-form', 'id-taken')}
        testId="first-id"
      />
      <TextField
        label={t.first.officerNumber}
        hint={t.first.officerNumberHint}
        value={wish.officerNumber}
        onChange={set('officerNumber')}
        digits
        maxLength={50}
        wrong={about('officer-number-form')}
        testId="first-officer-number"
      />
      <SecretField
        label={t.secret}
        hint={t.first.secretHint}
        value={wish.secret}
        onChange={set('secret')}
        fresh
        wrong={about('pin-short', 'pin-trivial', 'pin-birth', 'password-short', 'password-simple', 'secret-long')}
        testId="first-secret"
      />
      <SecretField
        label={t.first.again}
        value={wish.again}
        onChange={set('again')}
        fresh
        wrong={differs}
        testId="first-again"
      />
      {differs && (
        <p role="alert" className={`${css.notice} ${css.wrong}`} data-testid="first-differs">
          {t.first.differs}
        </p>
      )}
      <div className={css.actions}>
        <Button type="submit" look="primary" className={css.submit} aria-busy={call.busy} data-testid="first-create">
          {call.busy ? t.checking : t.first.create}
        </Button>
      </div>
    </form>
  )
}
