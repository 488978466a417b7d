import { useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './first-run.module.css'
import { isDone, type Known, type SetUpStep, setUpSteps } from './steps.ts'

interface Props {
  readonly known: Known
  readonly later: ReadonlySet<SetUpStep>
  readonly now: SetUpStep | 'ready'
  onStep(step: SetUpStep): void
}

/** All steps with how each stands; any can be looked at. */
export function Progress({ known, later, now, onStep }: Props) {
  const { firstRun: t } = useWords()
  return (
    <ol className={css.progress} aria-label={t.progress}>
      {setUpSteps.map((step, at) => {
        const state = isDone(step, known) ? 'done' : later.has(step) ? 'later' : 'open'
        return (
          <li key={step}>
            <button
              type="button"
              className={css.progressStep}
              aria-current={step === now ? 'step' : undefined}
              onClick={() => onStep(step)}
              data-testid={`first-run-go-${step}`}
              data-state={state}
            >
              <span className={css.knot} aria-hidden="true">
                {state === 'done' ? <Icon name="check" size="1em" /> : at + 1}
              </span>
              <span className={css.progressName}>{t.steps[step].name}</span>
              <span className={css.progressState}>{t.states[state]}</span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
