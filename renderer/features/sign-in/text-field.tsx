import { type Ref, useId } from 'react'
import css from './sign-in.module.css'

interface Props {
  readonly label: string
  readonly value: string
  onChange(value: string): void
  readonly testId: string
  readonly fieldRef?: Ref<HTMLInputElement>
  readonly hint?: string
  readonly placeholder?: string
  readonly wrong?: boolean
  /** Digits only, for the keyboard of a tablet. */
  readonly digits?: boolean
  readonly maxLength?: number
}

export function TextField(props: Props) {
  const { label, value, onChange, testId, fieldRef, hint, placeholder, wrong, digits, maxLength = 200 } = props
  const id = useId()
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <input
        ref={fieldRef}
        id={id}
        className={css.input}
        value={value}
        onChange={event => onChange(event.target.value)}
        placeholder={placeholder}
        inputMode={digits ? 'numeric' : 'text'}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={maxLength}
        aria-invalid={wrong}
        aria-describedby={hint && `${id}-hint`}
        data-testid={testId}
      />
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
