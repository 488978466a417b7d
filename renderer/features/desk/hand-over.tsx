import type { DeskOutcome } from '../../../main/protocol/desk.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { minuteInVietnam } from '../../../main/protocol/written-time.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay } from '../visit/use-may.ts'
import css from './desk-actions.module.css'
import { latestCheck } from './latest-act.ts'
import { useActionKeys } from './use-action-keys.ts'

interface Props {
  readonly transaction: Transaction
  readonly outcome: DeskOutcome
}

/** Gives the visit to the organisation's own system, and says what became of it. */
export function HandOver({ transaction, outcome }: Props) {
  const { call } = useStation()
  const { desk, errors } = useWords()
  const may = useMay()('transaction.hand-over')
  const t = desk.handOver
  const state = latestCheck(transaction, 'hand-over')?.state
  const answer = state?.status === 'answered' && state.answer.kind === 'hand-over' ? state.answer : undefined
  const open = may && outcome.handOver && !answer && state?.status !== 'pending'
  const send = () => void call('transaction.hand-over', { transactionId: transaction.id })
  useActionKeys({ 'Ctrl+S': open ? send : undefined })
  if (!state && !open) return null
  return (
    <div className={css.part} data-testid="hand-over" data-status={state?.status ?? 'open'}>
      <h2>
        <Hidden>{t.title}</Hidden>
      </h2>
      {answer && (
        <p className={css.said} role="status">
          <Icon name="check" />
          {t.done(minuteInVietnam(answer.receivedAt))}
          {answer.receipt && <span className={css.soft}>{t.receipt(answer.receipt)}</span>}
        </p>
      )}
      {state?.status === 'pending' && (
        <p className={`${css.said} ${css.open}`} role="status">
          <Icon name="clock" />
          {t.pending}
          {state.error && <span className={css.soft}>{errors[state.error.tag].title}</span>}
        </p>
      )}
      {state?.status === 'failed' && (
        <p className={`${css.said} ${css.bad}`} role="status">
          <Icon name="cross" />
          {t.failed} <span className={css.soft}>{errors[state.error.tag].title}</span>
        </p>
      )}
      {open && (
        <Button className={css.button} shortcut="Ctrl+S" onClick={send} data-testid="hand-over-send">
          <Icon name="send" /> {state ? t.again : t.send}
        </Button>
      )}
    </div>
  )
}
