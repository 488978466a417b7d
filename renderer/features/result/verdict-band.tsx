import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useWords } from '../../i18n/language.tsx'
import band from '../../ui/band.module.css'
import { registrySummary } from './registry-summary.ts'
import css from './verdict-band.module.css'
import { VerdictIcon } from './verdict-icon.tsx'

/** The one answer: colour, shape, word, why, and what to do now. */
export function VerdictBand({ transaction }: { readonly transaction: Transaction }) {
  const t = useWords()
  const { report } = transaction
  const registry = registrySummary(transaction.registry, t)
  const { title, line, act } = t.verdicts[report.verdict]
  const [first] = report.reasons
  const why = report.error ? t.errors[report.error.tag] : undefined
  // The first reason says more than the general line; where all is well the line says it best.
  const said = why?.title ?? (report.verdict !== 'authentic' && first ? t.reasons[first].text : line)
  const todo =
    why?.cure ?? (report.verdict !== 'authentic' && first && t.reasons[first].cure ? t.reasons[first].cure : act)
  return (
    <section
      className={`${band.band} ${band[report.light]}`}
      data-testid="verdict"
      data-verdict={report.verdict}
      data-light={report.light}
      data-test-anchor={report.trust.test}
      aria-label={t.result.verdict}
    >
      <VerdictIcon verdict={report.verdict} />
      <div>
        <h1 className={band.title}>{title}</h1>
        <p className={band.line}>{said}</p>
      </div>
      <div className={css.aside}>
        {/* The chip may be genuine and the card still stolen: a green band never hides what the register said. */}
        <p className={css.act}>
          {registry.light === 'red' && report.light !== 'red' ? t.result.registryAgainst(registry.title) : todo}
        </p>
        {report.trust.test && (
          <p className={css.test} title={t.result.testAnchorTip} data-testid="test-anchor">
            {t.result.testAnchor}
          </p>
        )}
      </div>
    </section>
  )
}
