import { useWords } from '../../i18n/language.tsx'
import { Page } from '../../ui/page.tsx'

export function Diagnostics({ onClose }: { readonly onClose: () => void }) {
  const { pages } = useWords()
  return (
    <Page title={pages.titles.diagnostics} onClose={onClose} testId="diagnostics">
      {null}
    </Page>
  )
}
