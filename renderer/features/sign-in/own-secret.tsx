import { type FormEvent, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { SecretField } from './secret-field.tsx'
import css from './sign-in.module.css'
import { SignInProblem } from './sign-in-problem.tsx'
import { useSessionCall } from './use-session-call.ts'

const empty = { current: '', next: '', again: '' }

/** Everybody chooses the own PIN: one that somebody else has set is no secret. */
export function OwnSecret() {
  const { signIn: t } = useWords()
  const { ownSecret: words } = t
  const call = useSessionCall()
  const [typed, setTyped] = useState(empty)
  const [said, setSaid] = useState<'differs' | 'done'>()
  const set = (part: keyof typeof empty) => (value: string) => {
    setSaid(undefined)
    setTyped({ ...typed, [part]: value })
  }
  async function submitted(event: FormEvent) {
    event.preventDefault()
    call.forget()
    if (typed.again !== typed.next) return setSaid('differs')
    const saved = await call.run('session.change-secret', { current: typed.current, next: typed.next })
    setTyped(empty)
    setSaid(saved ? 'done' : undefined)
  }
  return (
    <form className={css.form} onSubmit={event => void submitted(event)} data-testid="own-secret">
      <h2>{words.title}</h2>
      <SignInProblem call={call} scanned={false} />
      <SecretField label={words.current} value={typed.current} onChange={set('current')} testId="own-current" />
      <SecretField
        label={words.next}
        hint={t.first.secretHint}
        value={typed.next}
        onChange={set('next')}
        fresh
        testId="own-next"
      />
      <SecretField
        label={t.first.again}
        value={typed.again}
        onChange={set('again')}
        fresh
        wrong={said === 'differs'}
        testId="own-again"
      />
      <p role="status" data-testid="own-said">
        {said === 'differs' ? t.first.differs : said === 'done' && words.done}
      </p>
      <div className={css.actions}>
        <Button type="submit" look="primary" className={css.submit} aria-busy={call.busy} data-testid="own-save">
          {call.busy ? t.checking : words.save}
        </Button>
      </div>
    </form>
  )
}
