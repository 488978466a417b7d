import { type FormEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { maskedNumber } from '../../../main/protocol/masked-number.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import type { Dictionary } from '../../i18n/vi.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useInputs } from '../wedge/inputs.tsx'
import { takesTyping } from '../wedge/takes-typing.ts'
import { takesCodes } from '../wedge/use-pasted.ts'
import css from './counter-input.module.css'
import { isUnfinishedMrz, mrzProgress, passportMrz, type Recognised, recogniseInput } from './recognise-input.ts'

/** What was half typed this long ago was meant for somebody else, ms. */
const forgottenAfter = 120_000

/** Takes what a hand types, anywhere on the page; scanners and the clipboard go past it (`Inputs`). */
export function CounterInput({
  size,
  wants = 'number',
}: {
  readonly size: 'large' | 'compact'
  /** `mrz` where only the printed lines open the chip. */
  readonly wants?: 'number' | 'mrz'
}) {
  const { call, state } = useStation()
  const { scans } = useInputs()
  const t = useWords()
  const [value, setValue] = useState('')
  const input = useRef<HTMLInputElement>(null)
  /** Counts what was sent or cleared. */
  const sent = useRef(0)
  const recognised = recogniseInput(value)

  useEffect(() => input.current?.focus({ preventScroll: true }), [])

  // What is asked for now must be in sight, also where large text leaves little room.
  useEffect(() => {
    if (wants === 'mrz') input.current?.scrollIntoView({ block: 'nearest' })
  }, [wants])
  useLayoutEffect(() => {
    // Focus during keydown: the character itself then lands in the input.
    const typed = (event: KeyboardEvent) => {
      const character = event.key.length === 1 && event.key !== ' '
      if (!character && event.key !== 'Process') return
      if (event.ctrlKey || event.altKey || event.metaKey || takesTyping(event.target)) return
      input.current?.focus({ preventScroll: true })
    }
    window.addEventListener('keydown', typed, true)
    return () => window.removeEventListener('keydown', typed, true)
  }, [])

  // What was half typed for one citizen must not stand before the number of the next.
  const empty = useCallback(() => {
    setValue('')
    sent.current++
  }, [])
  useLayoutEffect(() => {
    const cleared = (event: KeyboardEvent) => {
      if (event.key === 'Escape' || event.key === 'F2') empty()
    }
    window.addEventListener('keydown', cleared)
    return () => window.removeEventListener('keydown', cleared)
  }, [empty])
  useEffect(() => {
    if (scans > 0) empty()
  }, [scans, empty])
  // Cameras and scanners that are no keyboards go past this field: somebody new is declared all the same.
  const citizen = state?.counter.step === 'waiting' && state.counter.declared?.fields[0]?.value
  useEffect(() => {
    if (citizen) empty()
  }, [citizen, empty])
  const placed = state?.counter.step === 'waiting' && state.counter.card
  useEffect(() => {
    if (placed) return empty
  }, [placed, empty])
  useEffect(() => {
    if (value === '') return
    const timer = setTimeout(empty, forgottenAfter)
    return () => clearTimeout(timer)
  }, [value, empty])

  async function send(text: string) {
    setValue('')
    const mine = ++sent.current
    const answer = await call('counter.input', { text })
    // What was refused comes back to be put right, unless something newer is there already. Typing anew replaces it.
    if (answer || sent.current !== mine || input.current?.value !== '') return
    flushSync(() => setValue(text))
    input.current?.select()
  }

  function submitted(event: FormEvent) {
    event.preventDefault()
    const text = value.trim()
    if (text !== '' && !isUnfinishedMrz(text)) void send(text)
  }

  return (
    <form className={`${css.form} ${css[size]}`} onSubmit={submitted}>
      <label className={size === 'large' ? css.label : css.hiddenLabel} htmlFor="counter-input">
        {size === 'compact' ? t.result.nextInput : wants === 'mrz' ? t.waiting.inputMrz : t.waiting.inputLabel}
      </label>
      <div className={css.row}>
        <input
          ref={input}
          id="counter-input"
          className={css.input}
          value={value}
          onChange={event => setValue(event.target.value)}
          {...{ [takesCodes]: true }}
          placeholder={
            size === 'compact'
              ? t.result.nextInput
              : wants === 'mrz'
                ? t.waiting.inputMrzPlaceholder
                : t.waiting.inputPlaceholder
          }
          aria-describedby="counter-hint"
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          data-keypad={wants === 'mrz' ? 'letters' : 'digits'}
          maxLength={20_000}
          data-testid="counter-input"
        />
        <Button
          type="submit"
          look="primary"
          className={css.submit}
          disabled={recognised.kind === 'empty'}
          {...(size === 'large' ? { shortcut: 'Enter' } : { 'aria-label': t.waiting.submit })}
          data-testid="counter-submit"
        >
          {size === 'large' ? t.waiting.submit : <Icon name="next" />}
        </Button>
      </div>
      <p
        id="counter-hint"
        className={`${css.hint} ${css[tone(recognised)]}`}
        data-testid="counter-hint"
        data-kind={recognised.kind}
        aria-live="polite"
      >
        {recognised.kind === 'empty' && size === 'compact'
          ? ''
          : hintText(recognised, value, t, state?.rules?.masked === true)}
      </p>
    </form>
  )
}

function tone(recognised: Recognised): 'good' | 'calm' | 'wrong' {
  switch (recognised.kind) {
    case 'number':
    case 'can':
    case 'qr':
    case 'mrz':
      return 'good'
    case 'empty':
    case 'digits':
      return 'calm'
    default:
      return 'wrong'
  }
}

function hintText(recognised: Recognised, value: string, { hints }: Dictionary, masked: boolean): string {
  switch (recognised.kind) {
    case 'digits':
      return recognised.count > 12 ? hints.numberLong(recognised.count) : hints.numberShort(recognised.count)
    case 'qr':
      return recognised.name
        ? hints.qr(masked ? maskedNumber(recognised.number) : recognised.number, recognised.name)
        : hints.qrPartial
    case 'qr-mangled':
      return hints.qrMangled
    case 'mrz': {
      const { length, of } = mrzProgress(value)
      if (length < of) return hints.mrzShort(length, of)
      return of === passportMrz ? hints.mrzPassport : hints.mrz
    }
    default:
      return hints[recognised.kind]
  }
}
