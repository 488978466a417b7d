import type { Declared } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'

/** The citizen has no card at hand but the app: asks there for consent, about the number that was scanned or typed. */
export function VneidButton({ declared }: { readonly declared: Declared }) {
  const { call } = useStation()
  const t = useWords()
  if (!declared.fields.some(({ id }) => id === 'personalNumber')) return null
  const fields = ['personalNumber', 'fullName', 'birthDate', 'sex'] as const
  return (
    <Button onClick={() => void call('eid.ask', { level: 2, fields: [...fields] })} data-testid="vneid">
      {t.waiting.vneid}
    </Button>
  )
}
