import { useId, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { compareTyped } from './fingerprint.ts'
import css from './trust.module.css'

interface Props {
  readonly fingerprint: string
  /** It is taken for passports anyway; this is about identity cards. */
  readonly also: boolean
  confirm(): void
}

/** Takes what the issuer publishes, typed or pasted from another source: nobody confirms by a click what they have not compared. */
export function CompareForm({ fingerprint, also, confirm }: Props) {
  const { trust } = useWords()
  const { compare: t } = trust.import
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<'other' | 'short'>()
  const id = useId()
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)} data-testid="trust-compare">
          {also ? t.also : t.title}
        </Button>
      </div>
    )
  return (
    <form
      className={css.compare}
      onSubmit={event => {
        event.preventDefault()
        const found = compareTyped(fingerprint, typed)
        if (found === 'same') confirm()
        else setWrong(found)
      }}
    >
      <p>{t.why}</p>
      <div className={css.field}>
        <label htmlFor={id}>{t.field}</label>
        <input
          id={id}
          className={css.digits}
          value={typed}
          onChange={event => {
            setTyped(event.target.value)
            setWrong(undefined)
          }}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={200}
          data-keypad="hex"
          aria-invalid={wrong !== undefined}
          aria-describedby={`${id}-wrong`}
          // biome-ignore lint/a11y/noAutofocus: it was asked for just now
          autoFocus
          data-testid="trust-typed"
        />
      </div>
      <p id={`${id}-wrong`} className={css.wrong} role="alert" data-testid="trust-compare-wrong">
        {wrong && (wrong === 'short' ? t.short : t.wrong)}
      </p>
      <div>
        <Button look="primary" type="submit" data-testid="trust-compare-check">
          {t.check}
        </Button>
      </div>
    </form>
  )
}
