import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import css from './counter-input.module.css'
import { isWholeDate, withSlashes } from './typed-date.ts'

/** Asks for the one date that the chip's key still wants (9303-11 §4.3.2), as it is printed on the card. */
export function DateAnswer({ wanted }: { readonly wanted: 'birth' | 'expiry' }) {
  const { call } = useStation()
  const t = useWords()
  const { dates } = t.waiting
  const [value, setValue] = useState('')
  const [wrong, setWrong] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  // Asked for one date after the other, and always the one in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another date is another question
  useEffect(() => {
    setValue('')
    setWrong(false)
    input.current?.focus({ preventScroll: true })
    input.current?.scrollIntoView({ block: 'nearest' })
  }, [wanted])

  async function answer(text: string) {
    const taken = await call('counter.answer', { text })
    setWrong(!taken)
    if (!taken) input.current?.select()
  }
  function submitted(event: FormEvent) {
    event.preventDefault()
    if (isWholeDate(value)) void answer(value)
    else setWrong(true)
  }
  return (
    <form className={`${css.form} ${css.large}`} onSubmit={submitted} data-testid="date-answer" data-wanted={wanted}>
      <label className={css.label} htmlFor="date-answer">
        {dates[wanted].label}
      </label>
      <div className={css.row}>
        <input
          ref={input}
          id="date-answer"
          className={css.input}
          value={value}
          onChange={event => {
            setWrong(false)
            setValue(withSlashes(event.target.value, value))
          }}
          inputMode="numeric"
          placeholder={dates.placeholder}
          autoComplete="off"
          spellCheck={false}
          maxLength={10}
          aria-describedby="date-hint"
          aria-invalid={wrong}
          data-testid="date-input"
        />
        <Button type="submit" look="primary" className={css.submit} disabled={value === ''} data-testid="date-submit">
          {dates.submit}
        </Button>
        {wanted === 'expiry' && (
          <Button onClick={() => void answer('Không thời hạn')} data-testid="date-unlimited">
            {dates.unlimited}
          </Button>
        )}
      </div>
      <p id="date-hint" className={`${css.hint} ${wrong ? css.wrong : css.calm}`} role="status">
        {wrong && dates.wrong}
      </p>
    </form>
  )
}
