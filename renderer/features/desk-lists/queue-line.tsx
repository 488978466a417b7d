import { serviceErrorTitle } from '../../../main/protocol/service-error-texts.ts'
import type { WaitingQuestion } from '../../../main/protocol/station.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ageOf } from './age.ts'
import css from './lists.module.css'
import own from './queue.module.css'

/** One question: to whom, about whose visit, since when, how often it was tried, what went wrong last, and when it is tried next. */
export function QueueLine({ question, now }: { readonly question: WaitingQuestion; readonly now: Date }) {
  const t = useWords()
  const { language } = useLanguage()
  const { kind, name, number, since, attempts, error, nextTryAt, endedAt } = question
  const { unit, count } = ageOf(since, now)
  return (
    <>
      <Icon name={endedAt ? 'warning' : 'clock'} size="1.5em" />
      <span className={css.who}>
        <span className={css.name}>{t.queue.kinds[kind]}</span>
        <span className={css.about}>
          <span>{name ?? t.desk.review.noName}</span>
          {number && <span>{number}</span>}
        </span>
        {error && <span className={own.error}>{serviceErrorTitle(error, language)}</span>}
        <span className={css.about}>
          <span>{t.queue.attempts(attempts)}</span>
          <span>{endedAt ? t.queue.endedAt(timeInVietnam(endedAt)) : nextTry(nextTryAt, now, t.queue)}</span>
        </span>
      </span>
      <time className={css.age} dateTime={since}>
        {t.desk.review.age[unit](String(count))}
      </time>
    </>
  )
}

function nextTry(at: string | undefined, now: Date, words: ReturnType<typeof useWords>['queue']): string {
  if (at === undefined || Date.parse(at) <= now.getTime()) return words.nextNow
  return words.nextAt(timeInVietnam(at).slice(0, 5))
}
