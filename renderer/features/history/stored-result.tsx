import type { DeskOutcome } from '../../../main/protocol/desk.ts'
import type { CallResult } from '../../../main/protocol/station.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { FaceFrame } from '../../ui/face-frame.tsx'
import { DeskBand } from '../desk/desk-band.tsx'
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
import { TechnicalDetails } from '../result/technical-details.tsx'
import { VerdictBand } from '../result/verdict-band.tsx'
import { seenFields, visitOf } from '../visit/visit-of.ts'
import css from './stored-result.module.css'

interface Props {
  readonly transaction: Transaction
  readonly outcome?: DeskOutcome | undefined
  readonly answers: CallResult<'history.view'>['answers']
}

/** A stored visit as it was shown then; the register's answer as it is known now. */
export function StoredResult({ transaction, outcome, answers }: Props) {
  const t = useWords()
  const rules = useStation().state?.rules
  const visit = visitOf(rules, transaction.purpose?.code)
  const { report } = transaction
  const panel = differencePanel(report.differences, t)
  return (
    <section
      className={css.stored}
      aria-label={t.history.stored}
      data-testid="stored-result"
      data-transaction={transaction.id}
    >
      <div>
        <VerdictBand transaction={transaction} stored />
        {outcome && <DeskBand outcome={outcome} transaction={transaction} visit={visit} rules={rules} />}
      </div>
      <div className={css.body}>
        <div className={css.ledger}>
          <RegistryCell registry={transaction.registry} />
          <SavedCell transaction={transaction} />
        </div>
        <div className={css.part}>
          {panel && <Differences panel={panel} />}
          <Holder
            fields={visit ? seenFields(report.document, rules, visit.purpose) : report.document}
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
          <TechnicalDetails transaction={transaction} />
        </div>
      </div>
    </section>
  )
}
