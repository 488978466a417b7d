import { useEffect, useState } from 'react'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { StoredResult } from '../history/stored-result.tsx'
import { useWrittenView } from '../history/use-written-view.ts'
import { ListedPart } from './listed-part.tsx'
import css from './lists.module.css'
import { OpenLine } from './open-line.tsx'
import { useListed } from './use-listed.ts'

/** What stayed open after the citizens had gone: look at it, send again what was not answered, and say that it was seen. */
export function Review({ state }: { readonly state: StationState }) {
  const { call, callError } = useStation()
  const { review: t } = useWords().desk
  const listed = useListed('desk.open', {}, `${state.open} ${state.online.pending}`)
  const items = listed.value?.items
  const [chosen, setChosen] = useState<string>()
  const [sent, setSent] = useState<string>()
  // Every minute, for the ages.
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000)
    return () => clearInterval(timer)
  }, [])
  const item = items?.find(({ transactionId }) => transactionId === chosen)
  const { view } = useWrittenView(item?.transactionId)

  async function send() {
    setSent(undefined)
    const answer = await call('outbox.send', {})
    if (answer) setSent(t.sent(String(answer.sent), String(answer.pending)))
    listed.again()
  }
  async function seen(transactionId: string) {
    if (!(await call('transaction.reviewed', { transactionId }))) return
    setChosen(undefined)
    listed.again()
  }
  return (
    <div className={css.review}>
      <section className={css.column}>
        <div className={css.bar}>
          <p className={css.soft}>{t.sub}</p>
          <Button onClick={() => void send()} data-testid="review-send">
            <Icon name="send" /> {t.send}
          </Button>
          <p className={css.soft} role="status" data-testid="review-sent">
            {sent}
          </p>
        </div>
        {callError && <ErrorPanel error={callError} testId="call-error" />}
        <ListedPart listed={listed}>
          {({ items }) =>
            items.length === 0 ? (
              <p className={css.none} data-testid="review-empty">
                <Icon name="check" size="1.5em" /> {t.empty}
              </p>
            ) : (
              <ul>
                {items.map(each => (
                  <li key={each.transactionId}>
                    <button
                      type="button"
                      className={css.row}
                      aria-current={each.transactionId === chosen}
                      onClick={() => setChosen(each.transactionId)}
                      data-testid="review-row"
                      data-transaction={each.transactionId}
                    >
                      <OpenLine item={each} now={now} />
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </ListedPart>
      </section>
      {item && (
        <section className={css.chosen}>
          <div className={css.actions}>
            <Button look="primary" onClick={() => void seen(item.transactionId)} data-testid="review-seen">
              <Icon name="check" /> {t.reviewed}
            </Button>
            <Button onClick={() => setChosen(undefined)} data-testid="review-hide">
              {t.hide}
            </Button>
          </div>
          {view && <StoredResult transaction={view.transaction} outcome={view.outcome} answers={view.answers} />}
        </section>
      )}
    </div>
  )
}
