import type { CallResult } from '../../../main/protocol/station.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import css from './timeline.module.css'
import { timelineEntries } from './timeline-entries.ts'

interface Props {
  readonly transaction: Transaction
  readonly answers: CallResult<'history.view'>['answers']
}

/** Who did what about a stored visit, and when. */
export function Timeline({ transaction, answers }: Props) {
  const rules = useStation().state?.rules
  const { language } = useLanguage()
  const t = useWords()
  return (
    <section className={css.timeline} aria-label={t.desk.acts.title} data-testid="timeline">
      <h2 className={css.title}>{t.desk.acts.title}</h2>
      <ol>
        {timelineEntries(transaction, answers, t, language, rules).map(({ id, at, what, detail, who }) => (
          <li key={`${id} ${at}`} className={css.entry} data-testid="timeline-entry">
            <time className={css.at} dateTime={at}>
              {timeInVietnam(at)}
            </time>
            <p>
              <strong>{what}</strong>
              {detail && ` – ${detail}`}
              {who && <span className={css.who}> {t.desk.acts.by(who)}</span>}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
