import { useEffect, useRef, useState } from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type BrokenRead, brokenRead, heldRead, holdRead, readUnderWay } from './broken-read.ts'
import css from './broken-read-notice.module.css'

/** Says what became of the read during which the station was lost, until the next one begins or somebody has understood. */
export function BrokenReadNotice() {
  const { state, link } = useStation()
  const t = useWords().connection.broken
  const [says, setSays] = useState<BrokenRead>()
  /** This page has just been opened, or has lost its station: what it saw last may have been broken off. */
  const gap = useRef(true)
  const connected = link.status === 'connected'
  useEffect(() => {
    if (!connected || !state) {
      gap.current = true
      return
    }
    if (gap.current) setSays(brokenRead(heldRead(sessionStorage), state))
    gap.current = false
    holdRead(sessionStorage, readUnderWay(state))
  }, [connected, state])
  const step = state?.counter.step
  useEffect(() => {
    if (connected && step !== 'waiting') setSays(undefined)
  }, [connected, step])
  if (!says || !connected) return null
  return (
    <div className={css.notice} role="alert" data-testid="broken-read" data-says={says}>
      <Icon name="warning" size="1.75em" />
      <p className={css.text}>
        <strong>{t.title}</strong> {says === 'kept' ? t.kept : t.notKept}
      </p>
      <Button onClick={() => setSays(undefined)} data-testid="broken-read-understood">
        {t.understood}
      </Button>
    </div>
  )
}
