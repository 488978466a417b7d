import { useEffect, useMemo, useState } from 'react'
import { type Diagnosis, type Finding, worstFirst } from '../../../main/protocol/diagnostics.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { SaysLoading } from '../../ui/says.tsx'
import { copyToClipboard } from '../behind/clipboard.ts'
import { saveFile } from '../behind/save-file.ts'
import { useListed } from '../desk-lists/use-listed.ts'
import { useScreenAction } from '../shell/screen-actions.tsx'
import { cameraFinding } from './camera-finding.ts'
import { diagnosisReport } from './diagnosis-report.ts'
import css from './diagnostics.module.css'
import { FindingRow, StateIcon } from './finding-row.tsx'

/** What works at this desk and what does not, worst first, each line with its cure. */
export function Diagnostics({ onClose }: { readonly onClose: () => void }) {
  const { pages } = useWords()
  const { state } = useStation()
  // What is plugged in or comes back is looked at again by itself.
  const fresh = `${state?.readers.map(({ name }) => name)} ${state?.readerError?.tag} ${state?.online.status}`
  const listed = useListed('diagnostics.run', {}, fresh)
  const camera = useCamera(listed.value?.at)
  const diagnosis = useMemo(
    () => listed.value && { ...listed.value, findings: [...listed.value.findings, ...(camera ? [camera] : [])] },
    [listed.value, camera],
  )
  return (
    <Page title={pages.titles.diagnostics} onClose={onClose} testId="diagnostics">
      {diagnosis ? (
        <Found diagnosis={diagnosis} busy={listed.loading} again={listed.again} />
      ) : listed.error ? (
        <ErrorPanel error={listed.error}>
          <Button onClick={listed.again}>{pages.titles.diagnostics}</Button>
        </ErrorPanel>
      ) : (
        <SaysLoading />
      )}
    </Page>
  )
}

/** Looked at whenever the rest is. */
function useCamera(at: string | undefined): Finding | undefined {
  const [camera, setCamera] = useState<Finding>()
  useEffect(() => {
    if (at === undefined) return
    let current = true
    void cameraFinding(navigator.mediaDevices).then(found => current && setCamera(found))
    return () => {
      current = false
    }
  }, [at])
  return camera
}

interface FoundProps {
  readonly diagnosis: Diagnosis
  readonly busy: boolean
  again(): void
}

function Found({ diagnosis, busy, again }: FoundProps) {
  const { diagnostics: t } = useWords()
  const { language } = useLanguage()
  const [told, setTold] = useState<string>()
  const sorted = worstFirst(diagnosis.findings)
  const of = (...states: readonly Finding['state'][]) => sorted.filter(({ state }) => states.includes(state))
  const [open, unknown, good] = [of('bad', 'warn'), of('unknown'), of('ok')]
  // What was not asked for yet is no trouble.
  const worst = open[0]?.state ?? 'ok'
  const copy = () =>
    void copyToClipboard(diagnosisReport(diagnosis, language)).then(copied => setTold(copied ? t.copied : t.notCopied))
  useScreenAction('copy', copy)
  function save() {
    saveFile(`chipdesk-${diagnosis.at.slice(0, 16).replace(/[:T]/g, '-')}.txt`, diagnosisReport(diagnosis, language))
    setTold(t.saved)
  }
  return (
    <div className={css.found}>
      <section className={css.summary} data-state={worst} data-testid="diagnosis" aria-busy={busy}>
        <StateIcon state={worst} size="2.5em" />
        <div role="status">
          <p className={css.sentence} data-testid="diagnosis-summary">
            {t.summary(of('bad').length, of('warn').length)}
          </p>
          <p className={css.soft}>{busy ? t.looking : t.lookedAt(timeInVietnam(diagnosis.at))}</p>
        </div>
        <div className={css.actions}>
          <Button look="primary" onClick={again} disabled={busy} data-testid="diagnosis-again">
            <Icon name="history" /> {t.again}
          </Button>
          <Button onClick={copy} shortcut="F8" data-testid="diagnosis-copy">
            <Icon name="book" /> {t.copy}
          </Button>
          <Button onClick={save} data-testid="diagnosis-save">
            <Icon name="saved" /> {t.save}
          </Button>
        </div>
        <p className={css.told} role="status" data-testid="diagnosis-told">
          {told}
        </p>
      </section>
      {open.length > 0 && <Rows title={t.open} findings={open} />}
      {unknown.length > 0 && <Rows title={t.unknown} findings={unknown} dense />}
      {good.length > 0 && <Rows title={t.good} findings={good} dense />}
      <p className={css.soft}>{t.private}</p>
    </div>
  )
}

function Rows({
  title,
  findings,
  dense = false,
}: {
  readonly title: string
  readonly findings: readonly Finding[]
  readonly dense?: boolean
}) {
  return (
    <section>
      <h2 className={css.title}>{title}</h2>
      <ul className={dense ? css.dense : css.rows}>
        {findings.map(finding => (
          <FindingRow key={`${finding.part} ${finding.name} ${finding.says}`} finding={finding} />
        ))}
      </ul>
    </section>
  )
}
