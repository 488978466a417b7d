import { useState } from 'react'
import { type ChipDeskError, chipDeskError, errorSchema } from '../../../main/protocol/errors.ts'
import type { NetworkTest as Found, ServiceId } from '../../../main/protocol/settings.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './settings.module.css'

/** A clock that differs by less is no word worth, ms. */
const worthSaying = 60_000

/** Asks the service now, and says in words what is wrong and what to do. */
export function NetworkTest({ service }: { readonly service: ServiceId }) {
  const { connection } = useStation()
  const { settings: t } = useWords()
  const words = t.network
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<Found>()
  const [error, setError] = useState<ChipDeskError>()
  async function test() {
    if (busy) return
    setBusy(true)
    setError(undefined)
    try {
      setFound(await connection.call('settings.test-network', { service }))
    } catch (thrown) {
      setFound(undefined)
      setError(errorSchema.safeParse(thrown).data ?? chipDeskError('ApiInternal', { cause: 'settings.test-network' }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className={css.row}>
        <Button onClick={() => void test()} aria-busy={busy} data-testid={`test-${service}`}>
          <Icon name="send" /> {words.test}
        </Button>
      </div>
      <div role="status" aria-live="polite" data-testid={`tested-${service}`}>
        {busy ? <p className={css.soft}>{words.testing}</p> : found && <Result found={found} />}
      </div>
      {error && <ErrorPanel error={error} />}
    </>
  )
}

function Result({ found: { problem, ms, clockMs = 0, status, code } }: { readonly found: Found }) {
  const { settings: t, locale } = useWords()
  const words = t.network
  const said = problem && words.problems[problem]
  const minutes = (Math.abs(clockMs) / 60_000).toLocaleString(locale, { maximumFractionDigits: 0 })
  const technical = words.technical(status, code)
  const works = problem === undefined ? 'true' : problem === 'clock' ? 'clock' : 'false'
  return (
    <div className={css.found} data-works={works} data-problem={problem}>
      <p className={css.foundTitle}>
        <Icon name={problem ? 'warning' : 'check'} /> {said?.title ?? words.works(ms.toLocaleString(locale))}
      </p>
      {said && <p>{said.cure}</p>}
      {Math.abs(clockMs) > worthSaying && <p>{words.clock(words.minutes(minutes))}</p>}
      {technical && <p className={css.code}>{technical}</p>}
    </div>
  )
}
