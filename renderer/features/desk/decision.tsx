import { useState } from 'react'
import type { decisions } from '../../../main/protocol/act.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { minuteInVietnam } from '../../../main/protocol/written-time.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay } from '../visit/use-may.ts'
import css from './desk-actions.module.css'
import { latestAct } from './latest-act.ts'
import { ReasonForm } from './reason-form.tsx'
import { useActionKeys } from './use-action-keys.ts'

type Outcome = (typeof decisions)[number]

interface Props {
  readonly transaction: Transaction
  /** The rules end it here: it may be refused or sent elsewhere, and served only by the way that needs a second person. */
  readonly stopped: boolean
}

/** How the visit ended. What was recorded stays; something else can be recorded after it. */
export function Decision({ transaction, stopped }: Props) {
  const { call } = useStation()
  const { desk } = useWords()
  const may = useMay()('transaction.decide')
  const t = desk.decision
  const { id } = transaction
  const made = latestAct(transaction, 'decision')
  const [asks, setAsks] = useState<'refused' | 'referred'>()
  const [again, setAgain] = useState<string>()
  const decide = (outcome: Outcome, reason?: string) => {
    setAsks(undefined)
    void call('transaction.decide', { transactionId: id, outcome, ...(reason && { reason }) })
  }
  const settled = made && again !== made.id
  useActionKeys({ 'Ctrl+Enter': may && !settled && !asks && !stopped ? () => decide('served') : undefined })
  if (!settled && !may) return null
  return (
    <div className={`${css.part} ${css.last}`} data-testid="decision" data-outcome={made?.outcome}>
      <h2>
        <Hidden>{t.title}</Hidden>
      </h2>
      {settled ? (
        <>
          <p className={`${css.said} ${made.outcome === 'served' ? '' : css.bad}`} role="status">
            <Icon name={made.outcome === 'served' ? 'check' : made.outcome === 'refused' ? 'cross' : 'next'} />
            {t.said[made.outcome](minuteInVietnam(made.at))}
            {made.reason && <span className={css.soft}>{made.reason}</span>}
          </p>
          {may && (
            <Button look="quiet" className={css.button} onClick={() => setAgain(made.id)} data-testid="decision-change">
              {t.change}
            </Button>
          )}
        </>
      ) : asks ? (
        <ReasonForm
          key={asks}
          label={t.reason[asks]}
          submit={t.save}
          atLeast={asks === 'refused' ? 3 : 0}
          longest={500}
          testId="decision"
          onSubmit={reason => decide(asks, reason)}
          onCancel={() => setAsks(undefined)}
        />
      ) : (
        <>
          <Button
            look="primary"
            className={css.button}
            disabled={stopped}
            shortcut="Ctrl+Enter"
            onClick={() => decide('served')}
            data-testid="decide-served"
          >
            {desk.texts.decisions.served}
          </Button>
          <Button className={css.button} onClick={() => setAsks('refused')} data-testid="decide-refused">
            {desk.texts.decisions.refused}
          </Button>
          <Button className={css.button} onClick={() => setAsks('referred')} data-testid="decide-referred">
            {desk.texts.decisions.referred}
          </Button>
        </>
      )}
    </div>
  )
}
