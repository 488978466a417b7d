import type { DeskOutcome } from '../../../main/protocol/desk.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './desk-panel.module.css'

/** What the rules of the desk suggest of this answer, with where it is written: it decides nothing. */
export function Hints({ hints }: Pick<DeskOutcome, 'hints'>) {
  const { language } = useLanguage()
  const { desk } = useWords()
  if (hints.length === 0) return null
  return (
    <ul className={css.hints} aria-label={desk.outcome.hint}>
      {hints.map(hint => (
        <li key={hint.vi} className={css.hint} data-testid="hint">
          <Icon name="about" />
          <div>
            <p>
              <strong className={css.hintWord}>{desk.outcome.hint}</strong> {hint[language]}
            </p>
            <p className={css.source}>{desk.outcome.hintWho(hint.source)}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
