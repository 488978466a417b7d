import { useEffect, useRef, useState } from 'react'
import type { DeskOutcome } from '../../../main/protocol/desk.ts'
import type { CallResult } from '../../../main/protocol/station.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { FaceFrame } from '../../ui/face-frame.tsx'
import { Icon } from '../../ui/icon.tsx'
import behindCss from '../behind/behind.module.css'
import { CopyingProvider } from '../behind/copying.tsx'
import { Drawer } from '../behind/drawer.tsx'
import { CopiedNotice, ResultTools } from '../behind/result-tools.tsx'
import { DeskBand } from '../desk/desk-band.tsx'
import { Documents } from '../desk/documents.tsx'
import { Hints } from '../desk/hints.tsx'
import { ResidencePanel } from '../desk/residence-panel.tsx'
import { Timeline } from '../desk/timeline.tsx'
import { ToDo } from '../desk/to-do.tsx'
import { alteredGroups } from '../result/altered-groups.ts'
import { CheckList } from '../result/check-list.tsx'
import { differencePanel } from '../result/difference-rows.ts'
import { Differences } from '../result/differences.tsx'
import { Holder } from '../result/holder.tsx'
import { Insurance } from '../result/insurance.tsx'
import { RegistryCell } from '../result/registry-cell.tsx'
import { SavedCell } from '../result/saved-cell.tsx'
import { VerdictBand } from '../result/verdict-band.tsx'
import { seenFields, visitOf } from '../visit/visit-of.ts'
import css from './stored-result.module.css'
import { VerifyAgain } from './verify-again.tsx'

interface Props {
  readonly transaction: Transaction
  readonly outcome?: DeskOutcome | undefined
  readonly answers: CallResult<'history.view'>['answers']
  /** Back to the list, where there is no room for both. */
  onBack?(): void
}

/** A stored visit as it was shown then; the register's answer as it is known now. */
export function StoredResult(props: Props) {
  return (
    <CopyingProvider key={props.transaction.id}>
      <OneStored {...props} />
    </CopyingProvider>
  )
}

function OneStored({ transaction, outcome, answers, onBack }: Props) {
  const t = useWords()
  const rules = useStation().state?.rules
  const visit = visitOf(rules, transaction.purpose?.code)
  const { report } = transaction
  const panel = differencePanel(report.differences, t)
  const fields = visit ? seenFields(report.document, rules, visit.purpose) : report.document
  const [behind, setBehind] = useState(false)
  const place = useRef<HTMLElement>(null)
  // Where one came from is out of sight on a narrow screen.
  useEffect(() => {
    if (place.current && getComputedStyle(place.current).getPropertyValue('--alone') === '1') place.current.focus()
  }, [])
  return (
    <section
      ref={place}
      className={css.stored}
      aria-label={t.history.stored}
      tabIndex={-1}
      data-testid="stored-result"
      data-transaction={transaction.id}
    >
      <div>
        {onBack && (
          <Button look="quiet" className={css.toList} onClick={onBack} data-testid="history-list">
            <Icon name="back" /> {t.history.toList}
          </Button>
        )}
        <VerdictBand transaction={transaction} stored />
        {outcome && <DeskBand outcome={outcome} transaction={transaction} visit={visit} rules={rules} />}
      </div>
      <div className={behindCss.beside}>
        <div className={css.body}>
          <div className={css.ledger}>
            <RegistryCell registry={transaction.registry} />
            <SavedCell transaction={transaction} />
          </div>
          <div className={css.tools}>
            {outcome && <Documents transaction={transaction} outcome={outcome} stored />}
            <ResultTools transaction={transaction} fields={fields} open={behind} onOpen={() => setBehind(!behind)} />
            <VerifyAgain transaction={transaction} />
          </div>
          <div className={css.part}>
            {panel && <Differences panel={panel} />}
            <Holder
              fields={fields}
              altered={alteredGroups(report)}
              face={<FaceFrame alt={t.result.noFaceStored} caption={t.result.noFaceStored} />}
            />
            {outcome?.residence && <ResidencePanel residence={outcome.residence} />}
          </div>
          <div className={`${css.part} ${css.checks}`}>
            {outcome && <ToDo outcome={outcome} />}
            {outcome && <Hints hints={outcome.hints} />}
            <Timeline transaction={transaction} answers={answers} />
            <Insurance transaction={transaction} />
            <CheckList report={report} />
          </div>
        </div>
        <CopiedNotice />
        {behind && <Drawer transaction={transaction} onClose={() => setBehind(false)} />}
      </div>
    </section>
  )
}
