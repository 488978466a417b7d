import { maskedNumber, numberFields } from '../../../main/protocol/masked-number.ts'
import type { DocumentField } from '../../../main/protocol/report.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { fieldText } from '../../ui/formats.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './behind.module.css'
import { useCopying } from './copying.tsx'

/** Copies one value as it is seen: a number that is masked on the screen is copied masked, until somebody has uncovered it. */
export function CopyField({
  field,
  first,
}: {
  readonly field: Pick<DocumentField, 'id' | 'value'>
  /** Where the Tab key stops; arrows go on from there. */
  readonly first: boolean
}) {
  const t = useWords()
  const copying = useCopying()
  const rules = useStation().state?.rules
  if (!copying) return null
  const { id, value } = field
  const name = t.fields[id]
  const covered = rules?.masked === true && numberFields.has(id) && !copying.uncovered.has(value)
  const text = covered ? maskedNumber(value) : fieldText(field, t)
  const said = t.behind.copy.done(covered ? `${name} (${t.behind.copy.masked})` : name)
  return (
    <button
      type="button"
      className={css.copy}
      tabIndex={first ? 0 : -1}
      data-copy
      title={t.behind.copy.one(name)}
      aria-label={t.behind.copy.one(name)}
      onClick={() => copying.copy(text, said)}
      data-testid={`copy-${id}`}
    >
      <Icon name="copy" size="1.1em" />
    </button>
  )
}
