import { type FormEvent, useId, useState } from 'react'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { insuranceNumberOf, isInsuranceCode } from '../visit/insurance-number.ts'
import { useMay } from '../visit/use-may.ts'
import { useScanClaim } from '../wedge/inputs.tsx'
import css from './desk-panel.module.css'

/** Asks the insurance once more, by the number of a card that the patient shows: typed, or scanned from its code. */
export function InsuranceAgain({ transaction }: { readonly transaction: Transaction }) {
  const { call } = useStation()
  const { insurance } = useWords().desk
  const may = useMay()('insurance.ask')
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const id = useId()
  async function ask(typed: string) {
    const number = insuranceNumberOf(typed)
    setWrong(!number)
    if (!number) return
    const asked = await call('insurance.ask', { transactionId: transaction.id, insuranceNumber: number })
    if (asked) setText('')
  }
  useScanClaim(scanned => {
    if (!may || !isInsuranceCode(scanned)) return false
    void ask(scanned)
    return true
  })
  if (!may) return null
  function submitted(event: FormEvent) {
    event.preventDefault()
    void ask(text)
  }
  return (
    <form className={`${css.panel} ${css.form}`} onSubmit={submitted} data-testid="insurance-again">
      <label htmlFor={id}>{insurance.label}</label>
      <input
        id={id}
        className={`${css.text} ${css.line}`}
        value={text}
        onChange={event => {
          setWrong(false)
          setText(event.target.value)
        }}
        maxLength={2_000}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        aria-invalid={wrong}
        data-testid="insurance-number"
      />
      <p id={`${id}-hint`} className={wrong ? css.problem : css.soft} role="status">
        {wrong ? insurance.wrong : insurance.hint}
      </p>
      <div className={css.buttons}>
        <Button type="submit" disabled={text.trim() === ''} data-testid="insurance-ask">
          {insurance.ask}
        </Button>
      </div>
    </form>
  )
}
