import { useLayoutEffect, useRef } from 'react'
import type { ConsentCall } from '../../../main/protocol/permissions.ts'
import type { ConsentRequest, Operator } from '../../../main/protocol/session.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import css from './sign-in.module.css'
import { timeLeft } from './time-left.ts'
import { useCountdown } from './use-countdown.ts'
import { useSessionCall } from './use-session-call.ts'

interface Props {
  readonly request: ConsentRequest
  readonly operator: Operator
}

/** Four eyes: what is asked for, by whom, and the place where another person consents to it. */
export function SecondPerson({ request, operator }: Props) {
  const { call: report } = useStation()
  const { signIn: t } = useWords()
  const { consent } = t
  const call = useSessionCall()
  const left = useCountdown(request.leftMs, request.id)
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const withdraw = () => void report('session.withdraw', { request: request.id })
  const what = Object.hasOwn(consent.calls, request.call) ? consent.calls[request.call as ConsentCall] : request.call
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-labelledby="second-person-title"
      data-testid="second-person"
      onCancel={event => {
        event.preventDefault()
        withdraw()
      }}
      // Keys here are for this panel alone.
      onKeyDown={event => event.nativeEvent.stopPropagation()}
    >
      <div className={css.dialogHead}>
        <h2 id="second-person-title" className={css.dialogTitle}>
          {consent.title}
        </h2>
        <span role="timer" className={css.timer} data-testid="second-person-left">
          {consent.left(timeLeft(left))}
        </span>
      </div>
      <p>
        {consent.asks(operator.name)} <strong>{what}</strong>
      </p>
      {Object.keys(request.params).length > 0 && (
        <div className={css.request}>
          <h3 className={css.label}>{consent.details}</h3>
          <dl className={css.params} data-testid="second-person-request">
            {Object.entries(request.params).map(([name, value]) => (
              <div key={name}>
                <dt>{paramName(name, consent.params)}</dt>
                <dd>
                  {Object.hasOwn(consent.values, value) ? consent.values[value as keyof typeof consent.values] : value}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      <p className={css.soft}>{consent.who(request.roles.map(role => t.roles[role]).join(` ${consent.or} `))}</p>
      <CredentialsForm
        call={call}
        nameLabel={consent.id}
        submit={consent.agree}
        send={(id, secret) => call.run('session.consent', { request: request.id, id, secret })}
      >
        <Button onClick={withdraw} shortcut="Esc" data-testid="second-person-withdraw">
          {consent.withdraw}
        </Button>
      </CredentialsForm>
    </dialog>
  )
}

/** `filter.from` is called what `from` is, `confirmed.0` what `confirmed` is; a name without words stands as it is. */
function paramName(path: string, words: Readonly<Record<string, string>>): string {
  const name = path.split('.').findLast(part => !/^\d+$/.test(part)) ?? path
  return (Object.hasOwn(words, name) ? words[name] : undefined) ?? path
}
