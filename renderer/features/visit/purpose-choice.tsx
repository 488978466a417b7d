import type { DeskVisit } from '../../../main/protocol/desk.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { howLong } from './how-long.ts'
import { useLoneDigits } from './use-lone-digits.ts'
import css from './visit.module.css'

interface Props {
  readonly visits: readonly DeskVisit[]
  readonly chosen: string | undefined
  onChoose(purpose: string): void
}

/** Every purpose of the desk as a large button, with its key: nothing is chosen by itself. */
export function PurposeChoice({ visits, chosen, onChoose }: Props) {
  const { language } = useLanguage()
  const { desk, locale } = useWords()
  const t = desk.visit
  useLoneDigits(digit => {
    const visit = visits[digit - 1]
    if (visit) onChoose(visit.purpose)
  })
  return (
    <>
      <p className={css.sub}>{t.chooseSub}</p>
      <ol className={css.purposes}>
        {visits.map((visit, i) => (
          <li key={visit.purpose}>
            <button
              type="button"
              className={css.purpose}
              aria-current={visit.purpose === chosen}
              aria-keyshortcuts={String(i + 1)}
              onClick={() => onChoose(visit.purpose)}
              data-testid={`purpose-${visit.purpose}`}
            >
              <span className={css.key} aria-hidden="true">
                {i + 1}
              </span>
              <span className={css.name}>{visit.name[language]}</span>
              <span className={css.about}>
                {t.rights[visit.right]} · {howLong(visit.notice.days, desk, locale)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </>
  )
}
