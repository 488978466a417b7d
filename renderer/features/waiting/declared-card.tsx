import type { Declared } from '../../../main/protocol/station-state.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { EvidenceMark } from '../../ui/evidence-mark.tsx'
import { fieldText } from '../../ui/formats.ts'
import { ShownNumber } from '../visit/shown-number.tsx'
import css from './declared-card.module.css'

/** What the QR code or the clerk said: enough to open the chip, proof of nothing, and it looks like that. */
export function DeclaredCard({
  declared,
  onClear,
}: {
  readonly declared: Declared
  readonly onClear: (() => void) | undefined
}) {
  const t = useWords()
  const value = (id: 'fullName' | 'personalNumber' | 'birthDate') => declared.fields.find(field => field.id === id)
  const [name, number, birth] = [value('fullName'), value('personalNumber'), value('birthDate')]
  return (
    <div className={css.card} data-testid="declared" data-origin={declared.origin}>
      <div className={css.words}>
        {name && <p className={css.name}>{name.value}</p>}
        <p className={css.rest}>
          {number && <ShownNumber text={number.value} />}
          {birth && <span>{fieldText(birth, t)}</span>}
          {!name && !number && t.waiting.origin[declared.origin]}
        </p>
      </div>
      <EvidenceMark level="declared" source={t.waiting.declaredNote} />
      {onClear && (
        <Button onClick={onClear} shortcut="Esc" data-testid="clear">
          {t.waiting.clear}
        </Button>
      )}
    </div>
  )
}
