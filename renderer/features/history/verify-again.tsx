import { useState } from 'react'
import { lightOfVerdict } from '../../../main/protocol/checks.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import type { Reverification } from '../../../main/protocol/transaction-details.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { useMay } from '../visit/use-may.ts'
import { changeLines } from './change-lines.ts'
import css from './verify-again.module.css'

/** Judges the evidence of an old read by what the desk trusts today, and says what is not as it was. */
export function VerifyAgain({ transaction: { id } }: { readonly transaction: Pick<Transaction, 'id'> }) {
  const { call } = useStation()
  const { behind } = useWords()
  const may = useMay()('history.verify')
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Reverification>()
  async function verify() {
    setBusy(true)
    const said = await call('history.verify', { id })
    setBusy(false)
    setAnswer(said)
  }
  if (!may) return null
  return (
    <section className={css.again} data-testid="verify-again" data-status={answer?.status}>
      <Button disabled={busy} onClick={() => void verify()} data-testid="verify-again-run">
        <Icon name="history" /> {busy ? behind.again.working : behind.again.verify}
      </Button>
      <div aria-live="polite">{answer && <Answer answer={answer} />}</div>
    </section>
  )
}

function Answer({ answer }: { readonly answer: Reverification }) {
  const t = useWords()
  const { again, evidence } = t.behind
  if (answer.status === 'no-evidence') return <p className={css.says}>{evidence.states[answer.evidence]}</p>
  if (answer.status === 'unreadable')
    return (
      <p className={css.says}>
        <LightIcon light="red" /> {again.unreadable}
      </p>
    )
  const { before, now } = answer
  const { same, changes, notes } = changeLines(answer, t)
  return (
    <div className={css.answer} data-testid="verified" data-verdict={now.verdict} data-before={before.verdict}>
      <h3 className={css.title}>
        <LightIcon light={lightOfVerdict[now.verdict]} />
        {again.verdicts(t.verdicts[before.verdict].title, t.verdicts[now.verdict].title)}
      </h3>
      <p className={css.soft}>{again.at(timeInVietnam(now.at))}</p>
      {changes.length > 0 && (
        <>
          <h4 className={css.changed}>{again.changed}</h4>
          <ul>
            {changes.map(({ id, name, says, cure }) => (
              <li key={id} className={css.change} data-testid={`changed-${id}`}>
                <b>{name}</b>: {says}.{cure && <span className={css.soft}> {cure}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={css.soft}>{same}</p>
      {notes.map(note => (
        <p key={note} className={css.soft}>
          {note}
        </p>
      ))}
    </div>
  )
}
