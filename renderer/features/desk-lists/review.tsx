import { useState } from 'react'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Says } from '../../ui/says.tsx'
import { StoredResult } from '../history/stored-result.tsx'
import { useWrittenView } from '../history/use-written-view.ts'
import { ListRow } from './list-row.tsx'
import { ListedPart } from './listed-part.tsx'
import css from './lists.module.css'
import { OpenLine } from './open-line.tsx'
import { SendWaiting } from './send-waiting.tsx'
import { useListed } from './use-listed.ts'
import { useNow } from './use-now.ts'

/** What stayed open after the citizens had gone: look at it, send again what was not answered, and say that it was seen. */
export function Review({ state }: { readonly state: StationState }) {
  const { call, callError } = useStation()
  const { review: t } = useWords().desk
  const listed = useListed('desk.open', {}, `${state.open} ${state.online.pending}`)
  const items = listed.value?.items
  const [chosen, setChosen] = useState<string>()
  const now = useNow()
  const item = items?.find(({ transactionId }) => transactionId === chosen)
  const { view } = useWrittenView(item?.transactionId)

  async function seen(transactionId: string) {
    if (!(await call('transaction.reviewed', { transactionId }))) return
    setChosen(undefined)
    listed.again()
  }
  return (
    <div className={css.review}>
      <section className={css.column}>
        <SendWaiting sub={t.sub} send={t.send} testId="review" onSent={listed.again} />
        {callError && <ErrorPanel error={callError} testId="call-error" />}
        <ListedPart listed={listed}>
          {({ items }) =>
            items.length === 0 ? (
              <Says icon="check" testId="review-empty">
                {t.empty}
              </Says>
            ) : (
              <ul>
                {items.map(each => (
                  <ListRow
                    key={each.transactionId}
                    chosen={each.transactionId === chosen}
                    onClick={() => setChosen(each.transactionId)}
                    data-testid="review-row"
                    data-transaction={each.transactionId}
                  >
                    <OpenLine item={each} now={now} />
                  </ListRow>
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
