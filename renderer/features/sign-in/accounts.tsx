import { useState } from 'react'
import type { Account, Operator } from '../../../main/protocol/session.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { AccountForm } from './account-form.tsx'
import css from './accounts.module.css'
import { OwnSecret } from './own-secret.tsx'
import { useAccounts } from './use-accounts.ts'

/** The person at the desk: the own PIN, and for an administrator everybody's account. */
export function Accounts({ operator, onClose }: { readonly operator: Operator; onClose(): void }) {
  const t = useWords()
  const words = t.signIn.accounts
  const isAdmin = operator.role === 'admin'
  const { accounts, refresh } = useAccounts(isAdmin)
  /** The account that is changed, a new one, or none. */
  const [chosen, setChosen] = useState<Account | 'new'>()
  const done = () => {
    setChosen(undefined)
    void refresh()
  }
  return (
    <div className={css.accounts} data-testid="accounts">
      <div className={css.lead}>
        <div className={css.titleRow}>
          <h1 className={css.title}>{isAdmin ? words.title : words.own}</h1>
          <Button onClick={onClose} shortcut="Esc" data-testid="accounts-close">
            <Icon name="back" /> {t.history.back}
          </Button>
        </div>
        {!isAdmin && (
          <p className={css.own} data-testid="own-account">
            <strong className={css.name}>{operator.name}</strong>
            <span>
              {operator.id} · {t.signIn.roles[operator.role]}
            </span>
            <span>{words.roleDoes[operator.role]}</span>
          </p>
        )}
        {isAdmin && (
          <>
            <ul className={css.list} aria-label={words.title}>
              {accounts?.map(account => (
                <Row
                  key={account.id}
                  account={account}
                  chosen={chosen !== 'new' && chosen?.id === account.id}
                  onChoose={() => setChosen(account)}
                />
              ))}
            </ul>
            <Button look="primary" onClick={() => setChosen('new')} data-testid="account-new">
              {words.add}
            </Button>
          </>
        )}
      </div>
      <div className={css.side}>
        {chosen && (
          <AccountForm
            key={chosen === 'new' ? '' : chosen.id}
            account={chosen === 'new' ? undefined : chosen}
            onDone={done}
            onCancel={() => setChosen(undefined)}
          />
        )}
        {!chosen && <OwnSecret />}
      </div>
    </div>
  )
}

interface RowProps {
  readonly account: Account
  readonly chosen: boolean
  onChoose(): void
}

function Row({ account, chosen, onChoose }: RowProps) {
  const { signIn: t } = useWords()
  const { id, name, role, officerNumber, disabled } = account
  return (
    <li>
      <button
        type="button"
        className={chosen ? `${css.row} ${css.chosen}` : css.row}
        aria-pressed={chosen}
        onClick={onChoose}
        data-testid={`account-${id}`}
      >
        <span className={css.name}>{name}</span>
        <span className={css.soft}>
          {id} · {t.roles[role]}
          {officerNumber && ` · ${officerNumber}`}
        </span>
        {disabled && <span className={css.disabled}>{t.accounts.disabled}</span>}
      </button>
    </li>
  )
}
