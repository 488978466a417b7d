import type { DeskOutcome } from '../../../main/protocol/desk.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useWords } from '../../i18n/language.tsx'
import { Decision } from './decision.tsx'
import css from './desk-actions.module.css'
import { Documents } from './documents.tsx'
import { HandOver } from './hand-over.tsx'
import { Override } from './override.tsx'

interface Props {
  readonly transaction: Transaction
  readonly outcome: DeskOutcome
}

/** What is done about this visit: papers, the organisation's own system, and how it ends. Always in sight, however long the answers above it are. */
export function DeskActions({ transaction, outcome }: Props) {
  const { desk } = useWords()
  return (
    <section className={css.bar} aria-label={desk.outcome.actions} data-testid="desk-actions">
      <Override transaction={transaction} outcome={outcome} />
      <Documents transaction={transaction} outcome={outcome} />
      <HandOver transaction={transaction} outcome={outcome} />
      <Decision transaction={transaction} stopped={!outcome.serve} />
    </section>
  )
}
