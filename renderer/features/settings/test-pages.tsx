import { useState } from 'react'
import type { PrintedDocument } from '../../../main/protocol/printed-document.ts'
import { type TestPaper, testPapers } from '../../../main/protocol/settings.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { SaysNotAllowed } from '../../ui/says.tsx'
import { PrintPreview } from '../print/print-preview.tsx'
import { useMay } from '../visit/use-may.ts'
import css from './settings.module.css'

/** A page that shows what a printer does to our papers; whoever prints may try one. */
export function TestPages() {
  const { call } = useStation()
  const { language } = useLanguage()
  const { settings: t } = useWords()
  const may = useMay()('desk.print')
  const [busy, setBusy] = useState<TestPaper>()
  const [shown, setShown] = useState<PrintedDocument>()
  async function make(paper: TestPaper) {
    setBusy(paper)
    const printed = await call('desk.print', { list: 'test-page', paper, language })
    setBusy(undefined)
    if (printed) setShown(printed)
  }
  if (!may) return <SaysNotAllowed />
  return (
    <section className={css.section} data-testid="test-pages">
      <h2>{t.printing.test}</h2>
      <p className={`${css.soft} ${css.wide}`}>{t.printing.testSays}</p>
      <div className={`${css.row} ${css.wide}`}>
        {testPapers.map(paper => (
          <Button
            key={paper}
            disabled={busy !== undefined}
            onClick={() => void make(paper)}
            data-testid={`test-page-${paper}`}
          >
            <Icon name="print" /> {busy === paper ? t.printing.preparing : t.printing.papers[paper]}
          </Button>
        ))}
      </div>
      {shown && <PrintPreview document={shown} onClose={() => setShown(undefined)} />}
    </section>
  )
}
