import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './first-run.module.css'
import { type SetUpStep, setUpSteps } from './steps.ts'

interface Props {
  readonly step: SetUpStep
  readonly title: string
  readonly why?: string | undefined
  /** What leads on, or what has to be tried; one button, so that the keyboard stays on it when the computer finds something. */
  readonly primary?: { readonly text: string; readonly busy?: boolean; run(): void } | undefined
  /** What is missing until it is done; with it the step may be put off. */
  readonly missing?: string | undefined
  onLater?: (() => void) | undefined
  onBack?: (() => void) | undefined
  /** Further buttons. */
  readonly more?: ReactNode
  readonly children: ReactNode
}

/** One step: what it is for, what the computer finds, and how to go on. */
export function StepFrame({ step, title, why, primary, missing, onLater, onBack, more, children }: Props) {
  const { firstRun: t } = useWords()
  const heading = useId()
  const button = useRef<HTMLButtonElement>(null)
  const title1 = useRef<HTMLHeadingElement>(null)
  const hasPrimary = primary !== undefined
  const section = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step begins at its button, or at the field that it has put itself at
  useEffect(() => {
    if (hasPrimary) button.current?.focus({ preventScroll: true })
    else if (!section.current?.contains(document.activeElement)) title1.current?.focus({ preventScroll: true })
  }, [step, hasPrimary])
  return (
    <section ref={section} className={css.step} aria-labelledby={heading} data-testid="first-run-step" data-step={step}>
      <p className={css.stepOf}>{t.stepOf(String(setUpSteps.indexOf(step) + 1), String(setUpSteps.length))}</p>
      <h2 id={heading} ref={title1} tabIndex={-1} className={css.title}>
        {title}
      </h2>
      {why && <p className={css.why}>{why}</p>}
      {children}
      <div className={css.actions}>
        {primary && (
          <Button
            ref={button}
            look="primary"
            className={css.primary}
            shortcut="Enter"
            onClick={primary.run}
            aria-busy={primary.busy}
            aria-describedby={heading}
            data-testid="first-run-primary"
          >
            {primary.text}
          </Button>
        )}
        {more}
        {onLater && (
          <Button onClick={onLater} aria-label={t.laterLong(title)} data-testid="first-run-later">
            {t.later}
          </Button>
        )}
        {onBack && (
          <Button look="quiet" onClick={onBack} data-testid="first-run-back">
            <Icon name="back" /> {t.back}
          </Button>
        )}
      </div>
      {onLater && missing && <p className={css.missing}>{missing}</p>}
    </section>
  )
}
