import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useWords } from '../../i18n/language.tsx'
import { FaceFrame } from '../../ui/face-frame.tsx'
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
import css from './stored-result.module.css'

/** A stored visit as it was shown then; the register's answer as it is known now. */
export function StoredResult({ transaction }: { readonly transaction: Transaction }) {
  const t = useWords()
  const { report } = transaction
  const panel = differencePanel(report.differences, t)
  return (
    <section
      className={css.stored}
      aria-label={t.history.stored}
      data-testid="stored-result"
      data-transaction={transaction.id}
    >
      <VerdictBand transaction={transaction} stored />
      <div className={css.body}>
        <div className={css.ledger}>
          <RegistryCell registry={transaction.registry} />
          <SavedCell transaction={transaction} />
        </div>
        <div className={css.part}>
          {panel && <Differences panel={panel} />}
          <Holder
            fields={report.document}
            altered={alteredGroups(report)}
            face={<FaceFrame alt={t.result.noFaceStored} caption={t.result.noFaceStored} />}
          />
        </div>
        <div className={`${css.part} ${css.checks}`}>
          <Insurance transaction={transaction} />
          <CheckList report={report} />
          <TechnicalDetails transaction={transaction} />
        </div>
      </div>
    </section>
  )
}
