import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import css from './desk-panel.module.css'

interface Props {
  readonly label: string
  readonly submit: string
  /** Fewest characters. */
  readonly atLeast: number
  readonly longest: number
  readonly busy?: boolean
  readonly testId: string
  /** What stands above the field. */
  readonly children?: ReactNode
  onSubmit(reason: string): void
  onCancel(): void
}

/** Asks for a reason; Enter gives it, Esc leaves it. */
export function ReasonForm(props: Props) {
  const { label, submit, atLeast, longest, busy = false, testId, children, onSubmit, onCancel } = props
  const { desk } = useWords()
  const [text, setText] = useState('')
  const [told, setTold] = useState(false)
  const id = useId()
  const counts = atLeast >= 10
  const enough = text.trim().length >= atLeast
  function submitted(event: FormEvent) {
    event.preventDefault()
    setTold(true)
    if (enough && !busy) onSubmit(text.trim())
  }
  function pressed(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.form?.requestSubmit()
  }
  return (
    <form
      className={css.form}
      onSubmit={submitted}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.nativeEvent.stopPropagation()
        onCancel()
      }}
      data-testid={`${testId}-form`}
    >
      {children}
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className={css.text}
        // Opened by a button whose only point it is.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        rows={2}
        value={text}
        maxLength={longest}
        onChange={event => setText(event.target.value)}
        onKeyDown={pressed}
        aria-describedby={`${id}-problem`}
        aria-invalid={told && !enough}
        data-testid={`${testId}-reason`}
      />
      <p id={`${id}-problem`} className={told && !enough ? css.problem : css.soft} role="status">
        {counts ? desk.override.count(String(text.trim().length)) : told && !enough ? desk.decision.wanted : ''}
      </p>
      <div className={css.buttons}>
        <Button type="submit" look="primary" disabled={busy} data-testid={`${testId}-submit`}>
          {submit}
        </Button>
        <Button onClick={onCancel} data-testid={`${testId}-cancel`}>
          {desk.decision.cancel}
        </Button>
      </div>
    </form>
  )
}
