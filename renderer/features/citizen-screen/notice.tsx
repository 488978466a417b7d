import type { CitizenNotice } from '../../../main/protocol/citizen-view.ts'
import { wholeYears } from '../visit/how-long.ts'
import css from './citizen-page.module.css'
import type { CitizenLanguage, CitizenWords } from './citizen-words.ts'

/** What is read, why, for how long and by what law. */
export function Notice({
  notice,
  t,
  language,
}: {
  readonly notice: CitizenNotice
  readonly t: CitizenWords
  readonly language: CitizenLanguage
}) {
  const list = (items: CitizenNotice['reads']) => items.map(item => item[language])
  const years = wholeYears(notice.days)
  const long = notice.days === 0 ? t.none : years ? t.years(years) : t.days(notice.days)
  const rows: [string, string[]][] = [
    [t.reads, list(notice.reads)],
    [t.why, [notice.why[language]]],
    [t.keeps, list(notice.keeps)],
    [t.long, [`${long} (${notice.retention})`]],
    [t.law, [`${notice.law.title[language]} (${notice.law.code}). ${t.rights[notice.right]}.`]],
  ]
  return (
    <section className={css.notice} aria-label={t.notice} data-testid="citizen-notice">
      <h2 className={css.noticeTitle}>{notice.name[language]}</h2>
      <dl className={css.rows}>
        {rows.map(([label, texts]) => (
          <div key={label}>
            <dt>{label}</dt>
            {texts.map(text => (
              <dd key={text}>{text}</dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  )
}
