import type { ChipDeskError } from '../../../main/protocol/errors.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LightIcon } from '../../ui/light.tsx'
import css from './ledger.module.css'

export function SavedCell({
  transaction,
  error,
}: {
  readonly transaction: Transaction
  readonly error?: ChipDeskError | undefined
}) {
  const t = useWords()
  if (error)
    return (
      <section
        className={`${css.cell} ${css.alarm}`}
        role="alert"
        data-testid="saved"
        data-saved="false"
        data-tag={error.tag}
      >
        <LightIcon light="red" />
        <div>
          <p className={css.title}>{t.result.notSaved}</p>
          <p className={css.sub}>
            {t.errors[error.tag].title}. {t.errors[error.tag].cure}
          </p>
        </div>
      </section>
    )
  return (
    <section className={css.cell} data-testid="saved" data-saved="true" data-transaction={transaction.id}>
      <Icon name="saved" size="1.5em" />
      <div>
        <p className={css.label}>{t.result.saved}</p>
        <p className={css.title}>{t.result.savedAt(timeInVietnam(transaction.at))}</p>
        {transaction.demo && <p className={css.sub}>{t.result.demo}</p>}
      </div>
    </section>
  )
}
