import { useState } from 'react'
import type { PrintedDocument } from '../../../main/protocol/printed-document.ts'
import type { CallParams } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PrintPreview } from '../print/print-preview.tsx'
import { useMay } from '../visit/use-may.ts'

/** Prints the list that is on the screen. */
export function PrintList({ list }: { readonly list: CallParams<'desk.print'> }) {
  const { call } = useStation()
  const { language } = useLanguage()
  const { desk } = useWords()
  const may = useMay()('desk.print')
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState<PrintedDocument>()
  async function print() {
    setBusy(true)
    const printed = await call('desk.print', { ...list, language })
    setBusy(false)
    if (printed) setShown(printed)
  }
  if (!may) return null
  return (
    <>
      <Button onClick={() => void print()} disabled={busy} data-testid="list-print">
        <Icon name="print" /> {busy ? desk.documents.preparing : desk.lists.print}
      </Button>
      {shown && <PrintPreview document={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}
