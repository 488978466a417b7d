import { useEffect, useState } from 'react'
import { maskedNumber } from '../../../main/protocol/masked-number.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Digits } from '../../ui/digits.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './shown-number.module.css'

/** A number that was shown is hidden again by itself after this long, ms. */
const shownFor = 20_000

/** A number of a person: whole where the desk's rules say nothing else, otherwise masked until it is pressed. */
export function ShownNumber({ text, onShown }: { readonly text: string; onShown?(shown: boolean): void }) {
  const { state } = useStation()
  const { desk } = useWords()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(false), shownFor)
    return () => clearTimeout(timer)
  }, [shown])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number is another person's
  useEffect(() => setShown(false), [text])
  // biome-ignore lint/correctness/useExhaustiveDependencies: told of a change, not of another listener
  useEffect(() => onShown?.(shown), [shown, text])
  if (!state?.rules?.masked) return <Digits text={text} />
  return (
    <button
      type="button"
      className={css.number}
      aria-pressed={shown}
      title={shown ? desk.outcome.hideNumber : desk.outcome.showNumber}
      onClick={() => setShown(!shown)}
      data-testid="shown-number"
    >
      {shown ? <Digits text={text} /> : maskedNumber(text)}
      <Icon name={shown ? 'eye-off' : 'eye'} size="1em" />
      <Hidden>{desk.outcome.showNumber}</Hidden>
    </button>
  )
}
