import { useState } from 'react'
import type { AuditedEntry } from '../../../main/protocol/audit-log.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Says } from '../../ui/says.tsx'
import { ListedPart } from '../desk-lists/listed-part.tsx'
import { useListed } from '../desk-lists/use-listed.ts'
import css from './audit.module.css'
import type { AuditWish } from './audit-filters.tsx'
import { AuditRow } from './audit-row.tsx'

/** Entries newest first, a page at a time. */
export function AuditList({ wish }: { readonly wish: AuditWish }) {
  const { audit: t } = useWords()
  const { call, callError } = useStation()
  const listed = useListed('audit.list', wish)
  const [older, setOlder] = useState<{
    readonly entries: readonly AuditedEntry[]
    readonly next?: number | undefined
  }>()
  const [busy, setBusy] = useState(false)
  async function more(before: number) {
    setBusy(true)
    const page = await call('audit.list', { ...wish, before })
    setBusy(false)
    if (page) setOlder({ entries: [...(older?.entries ?? []), ...page.entries], next: page.next })
  }
  return (
    <ListedPart listed={listed}>
      {first => {
        const entries = [...first.entries, ...(older?.entries ?? [])]
        const next = older ? older.next : first.next
        if (entries.length === 0)
          return (
            <Says icon="search" testId="audit-empty">
              {t.empty}
            </Says>
          )
        return (
          <>
            <ul className={css.entries} data-testid="audit-entries">
              {entries.map(entry => (
                <AuditRow key={entry.seq} entry={entry} />
              ))}
            </ul>
            {callError && <ErrorPanel error={callError} testId="call-error" />}
            {next !== undefined && (
              <Button className={css.more} onClick={() => void more(next)} disabled={busy} data-testid="audit-more">
                {t.more}
              </Button>
            )}
          </>
        )
      }}
    </ListedPart>
  )
}
