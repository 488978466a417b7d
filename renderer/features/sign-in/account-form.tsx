import { type FormEvent, useState } from 'react'
import { type Role, roles } from '../../../main/protocol/roles.ts'
import type { Account, AccountProblem } from '../../../main/protocol/session.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import css from './accounts.module.css'
import { SecretField } from './secret-field.tsx'
import forms from './sign-in.module.css'
import { SignInProblem } from './sign-in-problem.tsx'
import { TextField } from './text-field.tsx'
import { useSessionCall } from './use-session-call.ts'

interface Props {
  /** Undefined for a new one. */
  readonly account: Account | undefined
  onDone(): void
  onCancel(): void
}

/** A new account, or one that is changed: what is left empty stays as it is. */
export function AccountForm({ account, onDone, onCancel }: Props) {
  const { signIn: t } = useWords()
  const words = t.accounts
  const call = useSessionCall()
  const [wish, setWish] = useState({
    id: account?.id ?? '',
    name: account?.name ?? '',
    role: account?.role ?? ('clerk' as Role),
    officerNumber: '',
    secret: '',
    disabled: account?.disabled ?? false,
  })
  const set = (part: keyof typeof wish) => (value: string) => setWish({ ...wish, [part]: value })

  async function submitted(event: FormEvent) {
    event.preventDefault()
    const { id, name, role, officerNumber, secret, disabled } = wish
    const given = { ...(officerNumber && { officerNumber }) }
    const saved = account
      ? await call.run('operator.change', { id, name, role, disabled, ...given, ...(secret && { secret }) })
      : await call.run('operator.create', { id, name, role, secret, ...given })
    if (saved) onDone()
  }
  const about = (...problems: AccountProblem[]) =>
    call.error?.tag === 'ApiOperatorInvalid' && problems.some(problem => problem === call.error?.cause)

  return (
    <form className={forms.form} onSubmit={event => void submitted(event)} data-testid="account-form">
      <h2>{account ? words.change(account.name) : words.add}</h2>
      <SignInProblem call={call} scanned={false} />
      <TextField
        label={t.first.name}
        value={wish.name}
        onChange={set('name')}
        maxLength={100}
        wrong={about('name-empty')}
        testId="account-name"
      />
      {!account && (
        <TextField
          label={t.id}
          hint={t.first.idHint}
          value={wish.id}
          onChange={set('id')}
          wrong={about('id-form', 'id-taken')}
          testId="account-id"
        />
      )}
      <fieldset className={css.roles}>
        <legend className={forms.label}>{words.role}</legend>
        {roles.map(role => (
          <label key={role} className={role === wish.role ? `${css.option} ${css.chosen}` : css.option}>
            <input
              type="radio"
              name="role"
              checked={role === wish.role}
              onChange={() => setWish({ ...wish, role })}
              data-testid={`role-${role}`}
            />
            <span>
              {t.roles[role]}
              <span className={css.roleSub}>{words.roleDoes[role]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField
        label={account?.officerNumber ? words.officerNumber(account.officerNumber) : t.first.officerNumber}
        value={wish.officerNumber}
        onChange={set('officerNumber')}
        digits
        maxLength={50}
        wrong={about('officer-number-form')}
        testId="account-officer-number"
      />
      <SecretField
        label={account ? words.newSecret : t.secret}
        hint={account ? words.secretKnown : t.first.secretHint}
        value={wish.secret}
        onChange={set('secret')}
        fresh
        testId="account-secret"
      />
      {account && (
        <label className={css.option}>
          <input
            type="checkbox"
            checked={wish.disabled}
            onChange={event => setWish({ ...wish, disabled: event.target.checked })}
            data-testid="account-disabled"
          />
          {words.disable}
        </label>
      )}
      <div className={forms.actions}>
        <Button type="submit" look="primary" className={forms.submit} aria-busy={call.busy} data-testid="account-save">
          {call.busy ? t.checking : words.save}
        </Button>
        <Button onClick={onCancel} data-testid="account-cancel">
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
