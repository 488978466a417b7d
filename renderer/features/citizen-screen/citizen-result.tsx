import type { CitizenView } from '../../../main/protocol/citizen-view.ts'
import { dayText } from '../../../main/protocol/written-time.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './citizen-page.module.css'
import type { CitizenWords } from './citizen-words.ts'

/** Whose card it is, as long as it lies there, and what the insurance said. */
export function CitizenResult({
  view: { person, coverage, takeCard },
  t,
}: {
  readonly view: Extract<CitizenView, { stage: 'result' }>
  readonly t: CitizenWords
}) {
  return (
    <div className={css.result}>
      {person && (
        <p className={css.person} data-testid="citizen-person">
          {person.name && (
            <>
              {t.hello} <strong>{person.name}</strong>
            </>
          )}
          {person.number && (
            <span className={css.number}>
              {t.number} {person.number}
            </span>
          )}
        </p>
      )}
      {coverage && (
        <p className={css.coverage} data-testid="citizen-coverage" data-kind={coverage.kind}>
          {t.coverage[coverage.kind]}
          {coverage.until && ` ${t.until(dayText(coverage.until))}`}
        </p>
      )}
      {takeCard && (
        <p className={css.take}>
          <Icon name="lift" /> {t.takeCard}
        </p>
      )}
    </div>
  )
}
