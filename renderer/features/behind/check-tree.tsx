import { lightOfResult, type Reason } from '../../../main/protocol/checks.ts'
import type { Check, Report } from '../../../main/protocol/report.ts'
import { useWords } from '../../i18n/language.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { Says } from '../../ui/says.tsx'
import { isWithoutChip } from '../result/without-chip.ts'
import css from './behind.module.css'
import { checkBranches } from './check-branches.ts'

/** Every check of the guideline with its result, why, and what to do; what to do stands where its reason comes first. */
export function CheckTree({ report }: { readonly report: Report }) {
  const t = useWords()
  const { behind } = t
  if (isWithoutChip(report)) return <Says icon="card">{behind.noChecks}</Says>
  const said = new Set<Reason>()
  const isFirst = ({ reason }: Check) => {
    if (reason === undefined || said.has(reason)) return false
    said.add(reason)
    return true
  }
  return (
    <div data-testid="check-tree">
      <p className={css.soft}>{behind.checksAfter}</p>
      {checkBranches(report.checks).map(({ id, worst, checks }) => (
        <section key={id} className={css.branch} data-testid={`branch-${id}`}>
          <h3 className={css.branchTitle}>
            <LightIcon light={lightOfResult[worst]} /> {behind.branches[id]}
          </h3>
          <ul>
            {checks.map(check => (
              <Row key={`${check.id} ${check.detail}`} check={check} cure={isFirst(check)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Row({ check, cure }: { readonly check: Check; readonly cure: boolean }) {
  const t = useWords()
  const { id, result, reason, detail } = check
  const words = reason && t.reasons[reason]
  return (
    <li className={css.check} data-testid={`tree-${id}`} data-result={result} data-reason={reason}>
      <LightIcon light={lightOfResult[result]} />
      <div>
        <p className={css.checkLine}>
          <span>{t.checks[id]}</span> <b className={css[lightOfResult[result]]}>{t.results[result]}</b>
        </p>
        {words && (
          <p className={css.soft}>
            {words.text} {cure && result !== 'successful' && words.cure && <b>{words.cure}</b>}
          </p>
        )}
        {detail && <p className={css.technical}>{detail}</p>}
      </div>
    </li>
  )
}
