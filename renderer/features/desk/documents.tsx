import { useState } from 'react'
import type { DeskOutcome } from '../../../main/protocol/desk.ts'
import type { DocumentId, PrintedDocument } from '../../../main/protocol/printed-document.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PrintPreview } from '../print/print-preview.tsx'
import { useScreenAction } from '../shell/screen-actions.tsx'
import { useMay } from '../visit/use-may.ts'
import css from './desk-actions.module.css'
import { labelAfter } from './document-label.ts'
import { latestDocument } from './latest-act.ts'
import { ReasonForm } from './reason-form.tsx'

/** Papers that say in words what somebody asks for or why it is refused. */
const withReason = ['ct01', 'ct04', 'ct06'] as const
type WithReason = (typeof withReason)[number]
const asksReason = (id: DocumentId): id is WithReason => withReason.some(each => each === id)

interface Props {
  readonly transaction: Transaction
  readonly outcome: DeskOutcome
  /** Looked up later: a paper that was made then is printed again as it was, with its number, and not asked about anew. */
  readonly stored?: boolean
}

/** The papers that can be made now, each saying what it rests on, and a look at one before it is printed. */
export function Documents({ transaction, outcome: { documents }, stored = false }: Props) {
  const { call } = useStation()
  const { desk } = useWords()
  const { language } = useLanguage()
  const may = useMay()('transaction.print')
  const t = desk.documents
  const [asks, setAsks] = useState<WithReason>()
  const [busy, setBusy] = useState<DocumentId>()
  const [shown, setShown] = useState<PrintedDocument>()
  async function make(document: DocumentId, reason?: string) {
    setAsks(undefined)
    setBusy(document)
    const printed = await call('transaction.print', {
      transactionId: transaction.id,
      document,
      language,
      ...(reason && { reason }),
    })
    setBusy(undefined)
    if (printed) setShown(printed)
  }
  const chosen = (id: DocumentId) => {
    const made = stored ? latestDocument(transaction, id) : undefined
    if (made) return void make(id, made.reason)
    return asksReason(id) ? setAsks(id) : void make(id)
  }
  const [first] = documents
  const basis = first && documents.every(each => each.basis === first.basis) ? first.basis : undefined
  useScreenAction('print', may && first && !busy && !shown && !asks ? () => chosen(first.id) : undefined)
  if (documents.length === 0 || !may) return null
  return (
    <div className={css.part} data-testid="documents">
      <h2>
        <Hidden>{t.title}</Hidden>
      </h2>
      {asks ? (
        <ReasonForm
          key={asks}
          label={`${t.ids[asks]}: ${t.reason[asks].toLocaleLowerCase(language)}`}
          submit={t.make}
          atLeast={asks === 'ct01' ? 0 : 3}
          longest={1000}
          testId="document"
          onSubmit={reason => void make(asks, reason)}
          onCancel={() => setAsks(undefined)}
        />
      ) : (
        <div className={css.papers}>
          {basis && basis !== 'registry' && <p className={css.basis}>{desk.texts.bases[basis]}</p>}
          <div className={css.row}>
            {documents.map((document, i) => {
              const { id } = document
              const made = latestDocument(transaction, id)
              const before = documents[i - 1]
              const { said, name, about } = labelAfter(before && t.ids[before.id], t.ids[id])
              return (
                <Button
                  key={id}
                  className={`${css.button} ${css.document}`}
                  {...(i === 0 && { shortcut: 'F4' })}
                  disabled={busy !== undefined}
                  onClick={() => chosen(id)}
                  data-testid={`document-${id}`}
                  data-basis={document.basis}
                >
                  <Icon name={made ? 'check' : 'print'} />
                  <span>
                    {busy === id ? (
                      t.preparing
                    ) : (
                      <>
                        {said && <Hidden>{said}</Hidden>}
                        {name}
                      </>
                    )}
                    {made && <span className={css.made}> {made.number ? t.printed(made.number) : t.printedPlain}</span>}
                    {about && <small>{about}</small>}
                    {!basis && <small>{desk.texts.bases[document.basis]}</small>}
                  </span>
                </Button>
              )
            })}
          </div>
        </div>
      )}
      {shown && <PrintPreview document={shown} onClose={() => setShown(undefined)} />}
    </div>
  )
}
