import type { DeskOutcome } from '../../../main/protocol/desk.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './desk-panel.module.css'

/** Why steps are not done and what to do about each; and hints, which decide nothing. */
export function ToDo({ outcome }: { readonly outcome: DeskOutcome }) {
  const { language } = useLanguage()
  const { desk } = useWords()
  const open = outcome.steps.flatMap(({ id, state, need, reasons }) =>
    reasons.map(reason => ({ id, state, need, reason, ...desk.texts.reasons[reason] })),
  )
  if (open.length === 0 && outcome.hints.length === 0) return null
  return (
    <section className={css.panel} aria-label={desk.outcome.toDo} data-testid="to-do">
      <ul className={css.list}>
        {open.map(({ id, state, need, reason, says, act }) => (
          <li
            key={`${id} ${reason}`}
            className={`${css.reason} ${css[state]}`}
            data-testid={`why-${reason}`}
            data-step={id}
          >
            <p className={css.says}>
              {says}
              {need === 'wished' && <span className={css.need}> {desk.texts.needs.wished}</span>}
            </p>
            {act && <p className={css.act}>{act}</p>}
          </li>
        ))}
        {outcome.hints.map(hint => (
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
    </section>
  )
}
