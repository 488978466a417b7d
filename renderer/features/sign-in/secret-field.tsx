import { type KeyboardEvent, type Ref, useId, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './sign-in.module.css'

interface Props {
  readonly label: string
  readonly value: string
  onChange(value: string): void
  readonly testId: string
  readonly fieldRef?: Ref<HTMLInputElement>
  readonly hint?: string
  readonly wrong?: boolean
  /** A new secret is written down by the person, not filled in by the browser. */
  readonly fresh?: boolean
  /** Buttons for fingers, where there is no keyboard. */
  readonly pad?: boolean
}

/** A PIN or password. */
export function SecretField({ label, value, onChange, testId, fieldRef, hint, wrong, fresh, pad }: Props) {
  const { signIn: t } = useWords()
  const id = useId()
  const [shown, setShown] = useState(false)
  const [caps, setCaps] = useState(false)
  const looked = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'))
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <div className={css.row}>
        <input
          ref={fieldRef}
          id={id}
          className={css.input}
          type={shown ? 'text' : 'password'}
          value={value}
          onChange={event => onChange(event.target.value)}
          onKeyUp={looked}
          autoComplete={fresh ? 'new-password' : 'off'}
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          aria-invalid={wrong}
          aria-describedby={hint || caps ? `${id}-hint` : undefined}
          data-testid={testId}
        />
        <Button
          onClick={() => setShown(!shown)}
          aria-pressed={shown}
          aria-label={shown ? t.hideSecretLong : t.showSecretLong}
          data-testid={`${testId}-show`}
        >
          {shown ? t.hideSecret : t.showSecret}
        </Button>
      </div>
      {(hint || caps) && (
        <p id={`${id}-hint`} className={caps ? `${css.hint} ${css.warn}` : css.hint}>
          {caps ? t.capsLock : hint}
        </p>
      )}
      {pad && <PinPad value={value} onChange={onChange} />}
    </div>
  )
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'erase'] as const

/** For fingers only: keyboards and screen readers have the field. */
function PinPad({ value, onChange }: { readonly value: string; onChange(value: string): void }) {
  const { signIn: t } = useWords()
  return (
    <fieldset className={css.pad} aria-label={t.pad} data-testid="pin-pad">
      {digits.map(digit =>
        digit === '' ? (
          <span key="gap" />
        ) : (
          <Button
            key={digit}
            tabIndex={-1}
            className={css.key}
            aria-label={digit === 'erase' ? t.padErase : digit}
            onClick={() => onChange(digit === 'erase' ? value.slice(0, -1) : value + digit)}
          >
            {digit === 'erase' ? <Icon name="back" /> : digit}
          </Button>
        ),
      )}
    </fieldset>
  )
}
