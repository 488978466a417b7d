import { useId } from 'react'
import type { CustomerFieldId } from '../../../main/protocol/customer.ts'
import { useWords } from '../../i18n/language.tsx'
import { withSlashes, withSlashesOrYear } from '../waiting/typed-date.ts'
import css from './customer.module.css'
import { isDate, looksRight } from './customer-draft.ts'

interface Props {
  readonly id: CustomerFieldId
  readonly value: string
  /** The clerk has been in it and gone on: what is wrong may be said. */
  readonly left: boolean
  onChange(text: string): void
}

export function CustomerField({ id, value, left, onChange }: Props) {
  const t = useWords()
  const own = useId()
  const wrong = left && !looksRight(id, value)
  const { hints, digits } = { hints: useHints(), digits: id === 'personalNumber' || id === 'oldIdNumber' }
  const shared = { id: own, name: id, value, 'data-testid': `customer-${id}` }
  return (
    <div className={id === 'placeOfResidence' ? `${css.field} ${css.wide}` : css.field}>
      <label className={css.label} htmlFor={own}>
        {t.fields[id]}
      </label>
      {id === 'sex' ? (
        <select {...shared} className={css.input} onChange={event => onChange(event.target.value)}>
          <option value="">{t.customer.sexNone}</option>
          <option value="Nam">{t.sex.M}</option>
          <option value="Nữ">{t.sex.F}</option>
        </select>
      ) : (
        <input
          {...shared}
          className={css.input}
          onChange={event => onChange(asTyped(id, event.target.value, value))}
          inputMode={digits || isDate(id) ? 'numeric' : 'text'}
          placeholder={isDate(id) ? t.customer.datePlaceholder : undefined}
          maxLength={isDate(id) ? 20 : 500}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${own}-wrong` : undefined}
        />
      )}
      {wrong && (
        <p id={`${own}-wrong`} className={css.wrong} role="alert">
          {hints[id] ?? t.customer.wrongDate}
        </p>
      )}
    </div>
  )
}

function asTyped(id: CustomerFieldId, text: string, before: string): string {
  if (id === 'birthDate') return withSlashesOrYear(text, before)
  return isDate(id) ? withSlashes(text, before) : text
}

function useHints(): Partial<Record<CustomerFieldId, string>> {
  const { customer } = useWords()
  return { personalNumber: customer.wrongNumber, oldIdNumber: customer.wrongOldNumber, birthDate: customer.wrongBirth }
}
