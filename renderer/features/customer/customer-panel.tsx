import { useState } from 'react'
import type { DeskView, Visit } from '../../../main/protocol/desk.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { visitOf } from '../visit/visit-of.ts'
import { ComparisonTable } from './comparison-table.tsx'
import { CoreRecord } from './core-record.tsx'
import css from './customer.module.css'
import { draftOf, draftOfCompared } from './customer-draft.ts'
import { CustomerForm } from './customer-form.tsx'

interface Props {
  /** Of the read, once there is one: before it, the record is only typed or shown. */
  readonly transaction?: Transaction | undefined
  readonly rules: DeskView
  readonly visit: Visit | undefined
}

/** The organisation's own record of the person: typed or sent by its core system, then held against the card. */
export function CustomerPanel({ transaction, rules, visit }: Props) {
  const t = useWords()
  const [changing, setChanging] = useState<string>()
  const asked = visitOf(rules, transaction ? transaction.purpose?.code : visit?.purpose)?.customer
  const held = visit?.customer
  const act = transaction?.acts?.findLast(each => each.kind === 'customer')
  const compared = act?.kind === 'customer' ? act : undefined
  const fromCore = held ? held.origin === 'core' : compared?.origin === 'core'
  const changes = transaction !== undefined && changing === transaction.id
  // Of a visit of long ago the desk may have no rules any more: what was compared is shown, nothing is typed.
  if (!asked && !compared) return null
  return (
    <section className={css.panel} aria-label={t.customer.title} data-testid="customer">
      <h2 className={css.title}>{t.customer.title}</h2>
      {compared && !changes ? (
        <>
          <ComparisonTable act={compared} document={transaction?.report.document ?? []} />
          {asked && !fromCore && (
            <Button className={css.change} onClick={() => setChanging(transaction?.id)} data-testid="customer-change">
              {t.customer.change}
            </Button>
          )}
        </>
      ) : fromCore && held ? (
        <CoreRecord customer={held} masked={rules.masked} />
      ) : (
        asked && (
          <CustomerForm
            key={transaction?.id ?? 'before'}
            asked={asked}
            held={held}
            start={held || !transaction ? draftOf(held) : draftOfCompared(transaction)}
            read={transaction !== undefined}
            onDone={() => setChanging(undefined)}
            cancels={compared !== undefined}
          />
        )
      )}
    </section>
  )
}
