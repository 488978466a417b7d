import { useWords } from '../../i18n/language.tsx'
import { Page } from '../../ui/page.tsx'

export function Audit({ onClose }: { readonly onClose: () => void }) {
  const { pages } = useWords()
  return (
    <Page title={pages.titles.audit} onClose={onClose} testId="audit">
      {null}
    </Page>
  )
}
