import { useMemo, useState } from 'react'
import { demoAccounts, demoPin } from '../../../main/protocol/demo-accounts.ts'
import type { Session } from '../../../main/protocol/session.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { rosette } from '../../ui/guilloche.ts'
import { Icon } from '../../ui/icon.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import { FirstOperator } from './first-operator.tsx'
import css from './sign-in.module.css'
import { useSessionCall } from './use-session-call.ts'

interface Props {
  readonly session: Exclude<Session, { state: 'signed-in' }>
  readonly demo: boolean
}

/** What a desk shows where nobody is signed in: who may come in, and nothing of any citizen. */
export function SignIn({ session, demo }: Props) {
  const { signIn: t } = useWords()
  const lines = useMemo(() => [...rosette(14, 12, 0.16), ...rosette(9, 7, 0.34).slice(0, 9)], [])
  const words = { 'signed-out': t, locked: t.locked, 'first-operator': t.first }[session.state]
  const [one, two] = demoAccounts
  return (
    <div className={css.screen} data-testid="sign-in" data-state={session.state}>
      <section className={css.brand}>
        <svg className={css.rosette} viewBox="-102 -102 204 204" aria-hidden="true">
          {lines.map(line => (
            <path key={line.slice(0, 24)} d={line} />
          ))}
        </svg>
        <span className={css.sign}>
          <Icon name={session.state === 'locked' ? 'lock' : 'person'} size="4.5rem" />
        </span>
        <div className={css.words}>
          <h1 className={css.title}>{words.title}</h1>
          <p className={css.sub}>{words.sub}</p>
        </div>
      </section>
      <section className={css.side}>
        {session.state === 'locked' && <Locked key={session.operator.id} operator={session.operator} />}
        {session.state === 'signed-out' && <SignedOut />}
        {session.state === 'first-operator' && <FirstOperator />}
        {demo && session.state !== 'first-operator' && (
          <p className={css.notice} data-testid="sign-in-demo">
            {t.demo(one.id, two.id, demoPin)}
          </p>
        )}
      </section>
    </div>
  )
}

function SignedOut() {
  const { signIn: t } = useWords()
  const call = useSessionCall()
  return (
    <CredentialsForm
      call={call}
      nameLabel={t.id}
      submit={t.signIn}
      send={(id, secret) => call.run('session.sign-in', { id, secret })}
      pad
    />
  )
}

function Locked({ operator }: { readonly operator: Extract<Session, { state: 'locked' }>['operator'] }) {
  const { signIn: t } = useWords()
  const call = useSessionCall()
  const [other, setOther] = useState(false)
  const swap = () => {
    call.forget()
    setOther(!other)
  }
  return (
    <>
      <p className={css.who} data-testid="locked-operator">
        <span className={css.soft}>{t.locked.who}</span>
        <strong>{operator.name}</strong>
        <span className={css.soft}>{t.roles[operator.role]}</span>
      </p>
      <CredentialsForm
        key={String(other)}
        call={call}
        nameLabel={other ? t.id : undefined}
        submit={other ? t.signIn : t.locked.unlock}
        send={(id, secret) =>
          other ? call.run('session.sign-in', { id, secret }) : call.run('session.unlock', { secret })
        }
        pad
      >
        <Button look="quiet" onClick={swap} data-testid="locked-other">
          {other ? t.locked.back : t.locked.other}
        </Button>
      </CredentialsForm>
      {other && <p className={css.soft}>{t.locked.otherSub}</p>}
    </>
  )
}
