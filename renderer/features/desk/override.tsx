import { useState } from 'react'
import type { DeskOutcome } from '../../../main/protocol/desk.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay } from '../visit/use-may.ts'
import css from './desk-actions.module.css'
import { latestAct } from './latest-act.ts'
import { ReasonForm } from './reason-form.tsx'

interface Props {
  readonly transaction: Transaction
  readonly outcome: DeskOutcome
}

/** Where the rules of the desk stop a visit: a second person may take it on, with a reason; the verdict stays what it is. */
export function Override({ transaction, outcome }: Props) {
  const { call } = useStation()
  const { desk } = useWords()
  const may = useMay()('transaction.override')
  const t = desk.override
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const made = latestAct(transaction, 'override')
  if (outcome.override === 'not-needed') return null
  // Nothing stops it: somebody else may be asked, and nobody is told that it has to be so.
  const wished = outcome.override === 'possible' && outcome.serve
  async function ask(reason: string) {
    setBusy(true)
    const taken = await call('transaction.override', { transactionId: transaction.id, reason })
    setBusy(false)
    if (taken) setOpen(false)
  }
  return (
    <div className={css.part} data-testid="override" data-override={outcome.override}>
      {!wished && (
        <p className={`${css.said} ${outcome.override === 'never' ? css.bad : css.open}`}>
          <Icon name={outcome.override === 'done' ? 'person' : outcome.override === 'never' ? 'cross' : 'warning'} />
          {desk.texts.overrides[outcome.override]}
          {made && (
            <span className={css.soft}>
              {made.operator}, {made.second.id}: {made.reason}
            </span>
          )}
        </p>
      )}
      {outcome.override === 'possible' &&
        may &&
        (open ? (
          <ReasonForm
            label={t.reason}
            submit={busy ? t.waiting : t.ask}
            atLeast={10}
            longest={500}
            busy={busy}
            testId="override"
            onSubmit={reason => void ask(reason)}
            onCancel={() => setOpen(false)}
          >
            <p className={css.soft}>{t.sub}</p>
          </ReasonForm>
        ) : (
          <Button className={css.button} onClick={() => setOpen(true)} data-testid="override-open">
            {t.open}
          </Button>
        ))}
    </div>
  )
}
