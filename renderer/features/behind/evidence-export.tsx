import { useState } from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay } from '../visit/use-may.ts'
import css from './behind.module.css'
import { DetailsOf } from './details-of.tsx'
import { saveFile } from './save-file.ts'
import type { Details } from './use-details.ts'

/** The evidence file, to be taken away by two people together; or why there is none. */
export function EvidenceExport({
  transactionId,
  details,
}: {
  readonly transactionId: string
  readonly details: Details
}) {
  const { call, callError } = useStation()
  const { evidence: t } = useWords().behind
  const may = useMay()('transaction.export')
  const [saved, setSaved] = useState<string>()
  const [busy, setBusy] = useState(false)
  async function save() {
    setBusy(true)
    setSaved(undefined)
    const answer = await call('transaction.export', { transactionId })
    setBusy(false)
    if (!answer) return
    saveFile(answer.fileName, answer.evidence)
    setSaved(answer.fileName)
  }
  return (
    <DetailsOf details={details}>
      {({ evidence }) => (
        <div className={css.export} data-testid="evidence" data-evidence={evidence}>
          <p>{t.states[evidence]}</p>
          {evidence === 'kept' && (
            <>
              <p className={css.soft}>{t.contents}</p>
              {callError && <ErrorPanel error={callError} />}
              {may ? (
                <>
                  <p className={css.soft}>{t.second}</p>
                  <Button disabled={busy} onClick={() => void save()} data-testid="evidence-save">
                    <Icon name="saved" /> {busy ? t.waiting : t.save}
                  </Button>
                </>
              ) : (
                <p className={css.soft}>{t.forHeads}</p>
              )}
              <p role="status" data-testid="evidence-saved">
                {saved && t.saved(saved)}
              </p>
            </>
          )}
        </div>
      )}
    </DetailsOf>
  )
}
