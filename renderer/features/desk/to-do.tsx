import type { DeskOutcome, StepId } from '../../../main/protocol/desk.ts'
import { useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './desk-panel.module.css'

/** Element of the screen where a step is done. */
export const placeOfStep = (id: StepId): string => `desk-place-${id}`

function goTo(id: StepId) {
  const place = document.getElementById(placeOfStep(id))
  place?.scrollIntoView({ block: 'start' })
  const first = place?.querySelector<HTMLElement>('input:enabled, select:enabled, button:enabled')
  const target = first ?? place
  target?.focus({ preventScroll: true })
}

/** Why steps are not done and what to do about each. */
export function ToDo({
  outcome,
  live = false,
}: {
  readonly outcome: DeskOutcome
  /** At the counter now, with the places on the screen where each step is done. */
  readonly live?: boolean
}) {
  const { desk } = useWords()
  const noChip = outcome.steps.some(({ reasons }) => reasons.includes('no-chip'))
  const open = outcome.steps.flatMap(({ id, state, need, reasons }) =>
    // Without a card there is nothing to read again.
    reasons
      .filter(reason => !(noChip && reason === 'registry-not-asked'))
      .map(reason => ({ id, state, need, reason, ...desk.texts.reasons[reason] })),
  )
  if (open.length === 0) return null
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
            {live && state !== 'waiting' && (id === 'customer' || id === 'face' || id === 'residence') && (
              <button type="button" className={css.go} onClick={() => goTo(id)} data-testid={`go-${id}`}>
                {desk.outcome.goTo} <Icon name="next" size="1em" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
