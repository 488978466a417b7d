import { useLayoutEffect, useRef } from 'react'
import { useWords } from '../../i18n/language.tsx'
import css from './customer.module.css'
import { caretAfter, digitsOf, groupedAmount, mostAmountDigits } from './customer-draft.ts'

/** An amount that groups its digits while it is typed, the caret staying behind the digit it was behind. */
export function AmountField({ digits, onChange }: { readonly digits: string; onChange(digits: string): void }) {
  const t = useWords()
  const input = useRef<HTMLInputElement>(null)
  const before = useRef<number>(undefined)
  const shown = groupedAmount(digits, t.locale)
  useLayoutEffect(() => {
    if (before.current === undefined) return
    const at = caretAfter(before.current, shown)
    before.current = undefined
    input.current?.setSelectionRange(at, at)
  }, [shown])
  return (
    <label className={css.field}>
      <span className={css.label}>{t.customer.amount}</span>
      <input
        ref={input}
        className={`${css.input} ${css.amount}`}
        value={shown}
        onChange={event => {
          const { value, selectionStart } = event.target
          before.current = digitsOf(value.slice(0, selectionStart ?? value.length)).length
          onChange(
            digitsOf(value)
              .replace(/^0+(?=\d)/, '')
              .slice(0, mostAmountDigits),
          )
        }}
        inputMode="numeric"
        autoComplete="off"
        data-testid="customer-amount"
      />
    </label>
  )
}
