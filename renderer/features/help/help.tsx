import { useWords } from '../../i18n/language.tsx'
import { Page } from '../../ui/page.tsx'

export function Help({ onClose }: { readonly onClose: () => void }) {
  const { pages } = useWords()
  return (
    <Page title={pages.titles.help} onClose={onClose} testId="help">
      {null}
    </Page>
  )
}
