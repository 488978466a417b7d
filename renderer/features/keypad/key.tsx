import { useRef } from 'react'
import { useWords } from '../../i18n/language.tsx'
import type { Dictionary } from '../../i18n/vi.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import css from './keypad.module.css'
import type { KeypadKey } from './layouts.ts'

interface Props {
  readonly of: KeypadKey
  readonly shift: boolean
  press(): void
}

/** A key that is held is pressed again after this, and then this often, ms. */
const firstAgain = 450
const thenAgain = 70

const icons: Readonly<Partial<Record<KeypadKey['does'], IconName>>> = {
  delete: 'delete',
  enter: 'enter',
  hide: 'chevron',
  shift: 'chevron-up',
}

/**
 * One key. It acts when it is touched, so that two thumbs may be faster than one finger leaves; what has no pointer, as a screen reader that
 * presses for somebody, clicks it. Not in the order of the tab key: who has that has keys.
 */
export function Key({ of, shift, press }: Props) {
  const { keypad: t } = useWords()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(press)
  latest.current = press
  const stop = () => clearTimeout(timer.current)
  function again(after: number) {
    timer.current = setTimeout(() => {
      latest.current()
      again(thenAgain)
    }, after)
  }
  const icon = icons[of.does]
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css.key}
      data-does={of.does}
      data-testid={`key-${nameOf(of)}`}
      aria-label={labelOf(of, t)}
      aria-pressed={of.does === 'shift' ? shift : undefined}
      onPointerDown={event => {
        // Held on another key, the finger presses that one only when it is lifted and laid down.
        event.currentTarget.releasePointerCapture(event.pointerId)
        press()
        if (of.does === 'delete') again(firstAgain)
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onClick={event => {
        if (event.detail === 0) press()
      }}
    >
      {icon ? <Icon name={icon} size="1.2em" /> : shownOn(of, shift, t)}
    </button>
  )
}

function nameOf(key: KeypadKey): string {
  switch (key.does) {
    case 'type':
      return key.text
    case 'tone':
      return key.tone
    case 'page':
      return key.page
    default:
      return key.does
  }
}

/** What listens to the screen hears; letters say themselves. */
function labelOf(key: KeypadKey, t: Dictionary['keypad']): string | undefined {
  if (key.does === 'tone') return t.tones[key.tone]
  if (key.does === 'page') return `${pageSigns[key.page]} ${t.pages[key.page]}`
  return key.does === 'type' ? undefined : t.keys[key.does]
}

/** On a dotted circle, as the tones stand in schoolbooks. */
const toneSigns = { acute: '◌́', grave: '◌̀', hook: '◌̉', tilde: '◌̃', dot: '◌̣' } as const
const pageSigns = { digits: '123', hex: '0–F', letters: 'ABC', signs: '123#' } as const

function shownOn(key: KeypadKey, shift: boolean, t: Dictionary['keypad']): string {
  if (key.does === 'tone') return toneSigns[key.tone]
  if (key.does === 'page') return pageSigns[key.page]
  if (key.does === 'type') return shift ? key.text.toLocaleUpperCase('vi') : key.text
  return t.keys[key.does]
}
