import { useState } from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { saveFile } from '../behind/save-file.ts'
import css from './audit.module.css'

/** The whole log as a file, once a second person consents: taken part by part, for it may be large. */
export function ExportLog() {
  const { call, callError } = useStation()
  const { audit, locale } = useWords()
  const t = audit.export
  const [open, setOpen] = useState(false)
  const [details, setDetails] = useState(false)
  const [told, setTold] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function take() {
    setBusy(true)
    setTold(t.waiting)
    const begun = await call('audit.export', { details })
    const parts: string[] = []
    let sha256: string | undefined
    for (let taken = 0; begun && sha256 === undefined; ) {
      const part = await call('audit.part', { id: begun.id })
      if (!part) break
      parts.push(part.text)
      taken += part.text.length
      sha256 = part.sha256
      setTold(t.taking((taken / 1e6).toLocaleString(locale, { maximumFractionDigits: 1 })))
    }
    setBusy(false)
    setTold(undefined)
    if (!begun || sha256 === undefined) return
    saveFile(begun.fileName, parts.join(''))
    setOpen(false)
    setTold(t.done(begun.fileName, sha256))
  }
  return (
    <section className={css.tool}>
      <Button onClick={() => setOpen(!open)} aria-expanded={open} disabled={busy} data-testid="audit-export">
        <Icon name="saved" /> {t.start}
      </Button>
      {open && (
        <div className={css.ask} data-testid="audit-export-ask">
          <p className={css.verdictTitle}>{t.title}</p>
          <p>{t.sub}</p>
          <label className={css.choice}>
            <input type="checkbox" checked={details} onChange={({ target: { checked } }) => setDetails(checked)} />
            {t.details}
          </label>
          <div className={css.buttons}>
            <Button look="primary" onClick={() => void take()} disabled={busy} data-testid="audit-export-go">
              {t.ask}
            </Button>
            <Button onClick={() => setOpen(false)} disabled={busy}>
              {t.cancel}
            </Button>
          </div>
          {callError && <ErrorPanel error={callError} testId="audit-export-error" />}
        </div>
      )}
      <p className={css.told} role="status" data-testid="audit-export-told">
        {told}
      </p>
    </section>
  )
}
