import { useWords } from '../../i18n/language.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import css from './sign-in.module.css'
import { timeLeft } from './time-left.ts'
import { useCountdown } from './use-countdown.ts'
import type { SessionCall } from './use-session-call.ts'

/** Why the last try let nobody in, and how long it is to the next one. */
export function SignInProblem({ call, scanned }: { readonly call: SessionCall; readonly scanned: boolean }) {
  const { signIn: t } = useWords()
  const { error, failures } = call
  const left = useCountdown(error?.waitMs ?? 0, failures)
  if (scanned)
    return (
      <p role="alert" className={css.notice} data-testid="sign-in-scanned">
        {t.scanned}
      </p>
    )
  if (!error) return null
  if (!error.waitMs) return <ErrorPanel key={failures} error={error} testId="sign-in-error" words={wordsOf(error, t)} />
  if (left === 0)
    return (
      <p role="status" className={css.notice} data-testid="sign-in-wait-over">
        {t.waitOver}
      </p>
    )
  return (
    <div className={css.delayed}>
      <ErrorPanel
        key={failures}
        error={error}
        testId="sign-in-delayed"
        words={{ title: t.waitTitle, cure: t.waitCure }}
      />
      {/* Beside the alert, not in it: it would be read aloud every second. */}
      <p role="timer" className={css.countdown} data-testid="sign-in-left">
        {t.wait(timeLeft(left))}
      </p>
    </div>
  )
}

type Words = ReturnType<typeof useWords>['signIn']

/** An account that cannot be saved, or a second person who will not do, says why. */
function wordsOf({ tag, cause }: NonNullable<SessionCall['error']>, t: Words) {
  const { problems, consent, accounts } = t
  if (tag === 'ApiOperatorInvalid' && cause && Object.hasOwn(problems, cause))
    return { title: accounts.notSaved, cure: problems[cause as keyof typeof problems] }
  if (tag === 'ApiNotPermitted' && cause && Object.hasOwn(consent.unfit, cause))
    return { title: consent.title, cure: consent.unfit[cause as keyof typeof consent.unfit] }
  return undefined
}
