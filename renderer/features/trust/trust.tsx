import { useWords } from '../../i18n/language.tsx'
import { Page } from '../../ui/page.tsx'

export function Trust({ onClose }: { readonly onClose: () => void }) {
  const { pages } = useWords()
  return (
    <Page title={pages.titles.trust} onClose={onClose} testId="trust">
      {null}
    </Page>
  )
}
