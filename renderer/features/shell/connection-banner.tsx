import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './connection-banner.module.css'

/** Attempts after which the clerk is told about the usual cause. */
const manyAttempts = 4

export function ConnectionBanner() {
  const { link, connection, state } = useStation()
  const t = useWords()
  if (link.status !== 'lost') return null
  // Without any state the screen itself says so.
  if (link.unauthorised && !state) return null
  // The Electron shell starts the station anew by itself; only in a browser is there another address to open.
  const ownShell = 'chipdeskStation' in window
  const words = link.unauthorised ? t.errors.ApiUnauthorised : undefined
  return (
    <div
      className={css.banner}
      role="alert"
      data-testid="connection-lost"
      data-tag={words ? 'ApiUnauthorised' : undefined}
    >
      <Icon name="warning" size="1.75em" />
      <div className={css.text}>
        {/* What it stands above is told to nobody now: this is the heading of the page. */}
        <h1 className={css.title}>{words?.title ?? t.connection.lostTitle}.</h1> {words?.cure ?? t.connection.lostText}{' '}
        {!words && link.attempts >= manyAttempts && (ownShell ? t.connection.lostLongOwn : t.connection.lostLong)}
      </div>
      <Button onClick={connection.reconnect}>{t.connection.retry}</Button>
    </div>
  )
}
