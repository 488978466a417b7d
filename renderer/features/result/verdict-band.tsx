import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useWords } from '../../i18n/language.tsx'
import band from '../../ui/band.module.css'
import css from './verdict-band.module.css'
import { VerdictIcon } from './verdict-icon.tsx'
import { storedWords, verdictWords } from './verdict-words.ts'

/** The one answer: colour, shape, word, why, and what to do now. */
export function VerdictBand({
  transaction,
  stored = false,
}: {
  readonly transaction: Transaction
  /** Looked up in the history: nobody stands at the counter with this card. */
  readonly stored?: boolean
}) {
  const t = useWords()
  const { report } = transaction
  const { title, line, act } = stored ? storedWords(transaction, t) : verdictWords(transaction, t)
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
        <p className={band.line}>{line}</p>
        {report.error && (
          <p className={css.error} data-testid="error" data-tag={report.error.tag}>
            {report.verdict !== 'incomplete' && `${t.errors[report.error.tag].title}. `}
            {t.technical}: {report.error.tag}
            {report.error.phase && ` · ${t.phases[report.error.phase]}`}
            {report.error.sw && ` · SW ${report.error.sw}`}
          </p>
        )}
      </div>
      <div className={css.aside}>
        <p className={css.act}>{act}</p>
        {report.trust.test && (
          <p className={css.test} title={t.result.testAnchorTip} data-testid="test-anchor">
            {t.result.testAnchor}
          </p>
        )}
      </div>
    </section>
  )
}
