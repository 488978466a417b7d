import { useEffect, useState } from 'react'
import { dayText } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { typedDay } from './typed-day.ts'

interface Props {
  /** `YYYY-MM-DD`, or nothing. */
  readonly day: string | undefined
  readonly testId: string
  onDay(day: string | undefined): void
}

/** A day written as on a card, whatever the language of the computer: its own field for dates would turn day and month around. */
export function DayField({ day, testId, onDay }: Props) {
  const { history: t } = useWords()
  const [text, setText] = useState(day ? dayText(day) : '')
  useEffect(() => {
    setText(now => (typedDay(now) === day ? now : day ? dayText(day) : ''))
  }, [day])
  const wrong = text.trim() !== '' && typedDay(text) === undefined
  return (
    <input
      type="text"
      inputMode="numeric"
      value={text}
      placeholder={t.dayForm}
      aria-invalid={wrong}
      autoComplete="off"
      onChange={({ target }) => {
        setText(target.value)
        const typed = typedDay(target.value)
        if (typed !== undefined || target.value.trim() === '') onDay(typed)
      }}
      data-testid={testId}
    />
  )
}
