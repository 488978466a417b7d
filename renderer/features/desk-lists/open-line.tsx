import type { OpenItem } from '../../../main/protocol/desk-lists.ts'
import { useWords } from '../../i18n/language.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { ageOf } from './age.ts'
import css from './lists.module.css'
import { saidInWords } from './says.ts'

/** One visit that somebody should look at: who, how long ago, why, and what a late answer said. */
export function OpenLine({ item, now }: { readonly item: OpenItem; readonly now: Date }) {
  const t = useWords()
  const { review, texts } = t.desk
  const { unit, count } = ageOf(item.at, now)
  return (
    <>
      <LightIcon light={item.outcome} />
      <span className={css.who}>
        <span className={css.name}>{item.name ?? item.number ?? review.noName}</span>
        <span className={css.about}>
          {item.name && item.number && <span>{item.number}</span>}
          {item.operator && <span>{item.operator}</span>}
        </span>
        <span className={css.reasons}>
          {item.reasons.map(reason => (
            <span key={reason} className={css.reason} data-testid={`open-${reason}`}>
              {texts.open[reason]}
            </span>
          ))}
        </span>
        {item.says.map(said => (
          <span key={said} className={css.says}>
            {review.says(saidInWords(said, t))}
          </span>
        ))}
      </span>
      <time className={css.age} dateTime={item.at}>
        {review.age[unit](String(count))}
      </time>
    </>
  )
}
