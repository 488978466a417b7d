import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Page } from '../../ui/page.tsx'
import { SaysNotAllowed } from '../../ui/says.tsx'
import { useMay } from '../visit/use-may.ts'
import css from './audit.module.css'
import { AuditFilters, type AuditWish } from './audit-filters.tsx'
import { AuditList } from './audit-list.tsx'
import { ExportLog } from './export-log.tsx'
import { VerifyLog } from './verify-log.tsx'

/** Who did what at this desk, for those who inspect it: looked through, verified, taken along as a file. */
export function Audit({ onClose }: { readonly onClose: () => void }) {
  const { pages } = useWords()
  const may = useMay()
  return (
    <Page title={pages.titles.audit} onClose={onClose} testId="audit">
      {may('audit.list') ? <Inspection /> : <SaysNotAllowed />}
    </Page>
  )
}

function Inspection() {
  const { audit: t } = useWords()
  const [wish, setWish] = useState<AuditWish>({})
  return (
    <div className={css.audit}>
      <p className={css.soft}>{t.sub}</p>
      <div className={css.tools}>
        <VerifyLog />
        <ExportLog />
      </div>
      <AuditFilters wish={wish} onWish={setWish} />
      <AuditList key={JSON.stringify(wish)} wish={wish} />
    </div>
  )
}
