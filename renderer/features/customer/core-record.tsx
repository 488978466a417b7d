import type { Customer } from '../../../main/protocol/customer.ts'
import { maskedNumber, numberFields } from '../../../main/protocol/masked-number.ts'
import { useWords } from '../../i18n/language.tsx'
import { fieldText } from '../../ui/formats.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './customer.module.css'
import { groupedAmount } from './customer-draft.ts'

/** A record that the core system has sent: shown, never retyped. */
export function CoreRecord({ customer, masked }: { readonly customer: Customer; readonly masked: boolean }) {
  const t = useWords()
  const { customerNumber, amount, fields } = customer
  const shown = Object.entries(fields).map(([key, value]) => {
    const id = key as keyof typeof fields
    const number = masked && numberFields.has(id)
    return { id, text: number ? maskedNumber(value) : fieldText({ id, value }, t) }
  })
  return (
    <div data-testid="customer-core">
      <p className={css.core}>
        <Icon name="saved" /> <strong>{t.customer.fromCore}.</strong> {t.customer.fromCoreNote}
      </p>
      <dl className={css.record}>
        {customerNumber && (
          <div>
            <dt>{t.customer.number}</dt>
            <dd>{customerNumber}</dd>
          </div>
        )}
        {amount !== undefined && (
          <div>
            <dt>{t.customer.amount}</dt>
            <dd>{groupedAmount(String(amount), t.locale)}</dd>
          </div>
        )}
        {shown.map(({ id, text }) => (
          <div key={id} className={id === 'placeOfResidence' ? css.wide : undefined}>
            <dt>{t.fields[id]}</dt>
            <dd data-testid={`core-${id}`}>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
