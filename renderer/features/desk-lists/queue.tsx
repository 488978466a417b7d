import { useState } from 'react'
import type { WaitingQuestion } from '../../../main/protocol/station.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Says } from '../../ui/says.tsx'
import { ReasonForm } from '../desk/reason-form.tsx'
import { StoredResult } from '../history/stored-result.tsx'
import { useWrittenView } from '../history/use-written-view.ts'
import { useMay } from '../visit/use-may.ts'
import { ListRow } from './list-row.tsx'
import { ListedPart } from './listed-part.tsx'
import css from './lists.module.css'
import own from './queue.module.css'
import { QueueLine } from './queue-line.tsx'
import { SendWaiting } from './send-waiting.tsx'
import { useListed } from './use-listed.ts'
import { useNow } from './use-now.ts'

/** So many rows at first: a long outage leaves hundreds. */
const firstRows = 60

/** What has not been answered yet, oldest first, and what ended without an answer and waits for somebody to decide. */
export function Queue({ state }: { readonly state: StationState }) {
  const { callError } = useStation()
  const { queue: t } = useWords()
  const listed = useListed('outbox.list', {}, `${state.online.pending} ${state.online.status}`)
  const [chosen, setChosen] = useState<string>()
  const now = useNow()
  const all = [...(listed.value?.waiting ?? []), ...(listed.value?.ended ?? [])]
  const question = all.find(({ requestId }) => requestId === chosen)
  const { view } = useWrittenView(question?.transactionId)

  return (
    <div className={css.review}>
      <section className={css.column}>
        <SendWaiting
          sub={t.sub}
          send={t.send}
          look="primary"
          disabled={listed.value?.waiting.length === 0}
          testId="queue"
          onSent={listed.again}
        />
        {callError && <ErrorPanel error={callError} testId="call-error" />}
        <ListedPart listed={listed}>
          {({ waiting, ended }) =>
            waiting.length + ended.length === 0 ? (
              <Says icon="check" testId="queue-empty">
                {t.empty}
              </Says>
            ) : (
              <>
                <Rows title={t.ended(ended.length)} questions={ended} {...{ chosen, setChosen, now }} />
                <Rows title={t.waiting(waiting.length)} questions={waiting} {...{ chosen, setChosen, now }} />
              </>
            )
          }
        </ListedPart>
      </section>
      {question && (
        <section className={css.chosen} data-testid="queue-chosen">
          <Decide
            key={question.requestId}
            question={question}
            onDone={listed.again}
            onHide={() => setChosen(undefined)}
          />
          {view && <StoredResult transaction={view.transaction} outcome={view.outcome} answers={view.answers} />}
        </section>
      )}
    </div>
  )
}

interface RowsProps {
  readonly title: string
  readonly questions: readonly WaitingQuestion[]
  readonly chosen: string | undefined
  setChosen(requestId: string): void
  readonly now: Date
}

function Rows({ title, questions, chosen, setChosen, now }: RowsProps) {
  const { queue: t } = useWords()
  const [shown, setShown] = useState(firstRows)
  if (questions.length === 0) return null
  return (
    <section>
      <h2 className={css.title}>{title}</h2>
      <ul>
        {questions.slice(0, shown).map(question => (
          <ListRow
            key={question.requestId}
            chosen={question.requestId === chosen}
            onClick={() => setChosen(question.requestId)}
            data-testid="queue-row"
            data-kind={question.kind}
          >
            <QueueLine question={question} now={now} />
          </ListRow>
        ))}
      </ul>
      {questions.length > shown && (
        <Button onClick={() => setShown(shown + firstRows)} data-testid="queue-more">
          {t.more(questions.length - shown)}
        </Button>
      )}
    </section>
  )
}

interface DecideProps {
  readonly question: WaitingQuestion
  onDone(): void
  onHide(): void
}

/** What may be done about the chosen one: asked again or given up where it has ended, by whoever is in charge. */
function Decide({ question, onDone, onHide }: DecideProps) {
  const { call } = useStation()
  const { queue: t, desk } = useWords()
  const may = useMay()
  const [giving, setGiving] = useState(false)
  const { requestId, endedAt } = question
  async function again() {
    if (!(await call('outbox.requeue', { requestId }))) return
    onHide()
    onDone()
  }
  async function giveUp(reason: string) {
    if (!(await call('outbox.dismiss', { requestId, reason }))) return
    onHide()
    onDone()
  }
  return (
    <div className={css.actions}>
      {endedAt && may('outbox.requeue') && (
        <>
          <Button look="primary" onClick={() => void again()} data-testid="queue-again">
            <Icon name="send" /> {t.again}
          </Button>
          <Button onClick={() => setGiving(true)} aria-expanded={giving} data-testid="queue-give-up">
            {t.giveUp}
          </Button>
        </>
      )}
      <Button onClick={onHide} data-testid="queue-hide">
        {desk.review.hide}
      </Button>
      {endedAt && !may('outbox.requeue') && <p className={own.heads}>{t.headsOnly}</p>}
      {giving && (
        <div className={own.reason}>
          <ReasonForm
            label={t.reason}
            submit={t.giveUpNow}
            atLeast={3}
            longest={500}
            testId="queue-give-up"
            onSubmit={reason => void giveUp(reason)}
            onCancel={() => setGiving(false)}
          >
            <p>{t.giveUpSub}</p>
          </ReasonForm>
        </div>
      )}
    </div>
  )
}
