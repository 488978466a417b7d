import { useState } from 'react'
import type { TracedLine } from '../../../main/protocol/transaction-details.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Says } from '../../ui/says.tsx'
import { useMay } from '../visit/use-may.ts'
import css from './behind.module.css'
import { DetailsOf } from './details-of.tsx'
import type { Details } from './use-details.ts'

/** The commands of the read, for whoever may see them, and only when they are asked for: every look is written down. */
export function Commands({ transactionId, details }: { readonly transactionId: string; readonly details: Details }) {
  const { call, callError } = useStation()
  const { trace: t } = useWords().behind
  const may = useMay()('transaction.trace')
  const [lines, setLines] = useState<readonly TracedLine[]>()
  const [busy, setBusy] = useState(false)
  async function show() {
    setBusy(true)
    const answer = await call('transaction.trace', { transactionId })
    setBusy(false)
    if (answer) setLines(answer.lines)
  }
  return (
    <DetailsOf details={details}>
      {({ traced }) => (
        <div data-testid="commands">
          <p className={css.soft}>{t.what}</p>
          <p className={css.soft}>{t.forHeads}</p>
          {callError && <ErrorPanel error={callError} />}
          {lines ? (
            <Lines lines={lines} />
          ) : !traced ? (
            <Says icon="clock" testId="commands-gone">
              {t.gone}
            </Says>
          ) : (
            may && (
              <Button disabled={busy} onClick={() => void show()} data-testid="commands-show">
                <Icon name="eye" /> {t.show}
              </Button>
            )
          )}
        </div>
      )}
    </DetailsOf>
  )
}

function Lines({ lines }: { readonly lines: readonly TracedLine[] }) {
  const t = useWords()
  const { trace } = t.behind
  const { columns } = trace
  return (
    <table className={css.commands}>
      <caption className={css.soft}>{trace.count(lines.length)}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.index}</th>
          <th scope="col">{columns.phase}</th>
          <th scope="col">{columns.command}</th>
          <th scope="col">{columns.out}</th>
          <th scope="col">{columns.sw}</th>
          <th scope="col">{columns.in}</th>
          <th scope="col">{columns.ms}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ index, phase, command, response, error, secured, ms }) => (
          <tr key={index} data-testid="command">
            <td>{index}</td>
            <td title={t.phases[phase]}>{phase}</td>
            <td className={css.technical}>
              {command.header.toUpperCase()}
              {command.data !== undefined && ` ${command.data.toUpperCase()}`}{' '}
              {secured && (
                <>
                  <Icon name="lock" size="1em" />
                  <Hidden>{trace.secured}</Hidden>
                </>
              )}
            </td>
            <td>{command.bytes}</td>
            <td className={css.technical}>{response?.sw ?? error}</td>
            <td>{response?.bytes}</td>
            <td>{ms.toFixed(1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
