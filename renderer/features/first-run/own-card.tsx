import { useCallback, useEffect, useRef, useState } from 'react'
import { type ChipDeskError, chipDeskError, errorSchema } from '../../../main/protocol/errors.ts'
import type { TriedCard } from '../../../main/protocol/set-up.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import css from './first-run.module.css'
import { Line } from './found.tsx'

export type Trial =
  | { readonly is: 'none' }
  | { readonly is: 'asking' }
  | { readonly is: 'tried'; readonly card: TriedCard }
  | { readonly is: 'failed'; readonly error: ChipDeskError }

/** Asks the card as soon as it lies there, and when asked again. */
export function useOwnCard(state: StationState): { readonly trial: Trial; again(): void } {
  const { connection } = useStation()
  const [trial, setTrial] = useState<Trial>({ is: 'none' })
  const asking = useRef(false)
  const again = useCallback(async () => {
    if (asking.current) return
    asking.current = true
    setTrial({ is: 'asking' })
    try {
      setTrial({ is: 'tried', card: await connection.call('set-up.try-card', {}) })
    } catch (thrown) {
      const expected = errorSchema.safeParse(thrown)
      setTrial({ is: 'failed', error: expected.success ? expected.data : chipDeskError('ApiInternal') })
    } finally {
      asking.current = false
    }
  }, [connection])
  // A demonstration reads its cards; there is nothing to ask them before.
  const lies = state.demo ? undefined : state.readers.find(({ card }) => card)?.name
  useEffect(() => {
    if (lies !== undefined) void again()
  }, [lies, again])
  return { trial, again: () => void again() }
}

/** The reader and a real card, which says how it would be opened and stays shut. */
export function OwnCard({
  state,
  trial,
  read,
}: {
  readonly state: StationState
  readonly trial: Trial
  /** An invented card was read instead. */
  readonly read: boolean
}) {
  const { firstRun: t } = useWords()
  return (
    <div role="status" className={css.found} data-testid="first-run-found" data-done={read || trial.is === 'tried'}>
      {read && <Line good>{t.card.tried}</Line>}
      {trial.is === 'failed' && trial.error.tag !== 'CardNone' ? (
        <ErrorPanel error={trial.error} testId="first-run-error" />
      ) : (
        <Line good={trial.is === 'tried'}>
          {trial.is === 'tried'
            ? `${t.card[trial.card.opensBy]} ${t.card.unopened}`
            : trial.is === 'asking'
              ? t.card.asking
              : state.readers.length === 0
                ? t.card.noReader
                : t.card.waiting}
        </Line>
      )}
    </div>
  )
}
