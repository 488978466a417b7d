import { type MouseEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useWords } from '../../i18n/language.tsx'
import { usePreferences } from '../../preferences/preferences-context.tsx'
import { deleteBefore, pressEnter, putTone, type TextField, typeInto } from './edit-field.ts'
import { Key } from './key.tsx'
import css from './keypad.module.css'
import { firstPage, type KeypadKey, type KeypadPage, layouts } from './layouts.ts'
import { useTouchedField } from './use-touched-field.ts'

/** Keys on the screen, for a field that was touched and whoever wants them. */
export function Keypad() {
  const { preferences } = usePreferences()
  const { field, hide } = useTouchedField(preferences.keypad === 'auto')
  if (!field) return null
  // Beside a modal dialog nothing can be touched: the keys have to be in it.
  return createPortal(<Keys field={field} hide={hide} />, field.closest('dialog') ?? document.body)
}

function Keys({ field, hide }: { readonly field: TextField; hide(): void }) {
  const { keypad: t } = useWords()
  const [page, setPage] = useState<KeypadPage>('letters')
  const [shift, setShift] = useState(false)
  const place = useRef<HTMLElement>(null)
  // Not when a field shows its secret: the keys stay as they are.
  useLayoutEffect(() => {
    const { type, inputMode, dataset } = field
    setPage(firstPage({ type, inputMode, wish: dataset.keypad }))
    setShift(false)
  }, [field])
  useGivenWay(place, field, page)

  function press(key: KeypadKey) {
    switch (key.does) {
      case 'type':
        typeInto(field, shift ? key.text.toLocaleUpperCase('vi') : key.text)
        return setShift(false)
      case 'tone':
        return putTone(field, key.tone)
      case 'space':
        return typeInto(field, ' ')
      case 'delete':
        return deleteBefore(field)
      case 'enter':
        return pressEnter(field)
      case 'shift':
        return setShift(!shift)
      case 'page':
        return setPage(key.page)
      case 'hide':
        return hide()
    }
  }
  // The field keeps the focus and its caret whatever is touched here.
  const keepFocus = (event: MouseEvent) => event.preventDefault()
  return (
    <section
      ref={place}
      className={css.keypad}
      aria-label={t.title}
      data-testid="keypad"
      data-page={page}
      onPointerDown={keepFocus}
      onMouseDown={keepFocus}
    >
      {layouts[page].map((row, at) => (
        // Rows have no identity but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={`${page} ${at}`} className={css.row} data-row={at}>
          {row.map(key => (
            <Key key={JSON.stringify(key)} of={key} shift={shift} press={() => press(key)} />
          ))}
        </div>
      ))}
    </section>
  )
}

/** The page ends where the keys begin, and shows the field. */
function useGivenWay(place: RefObject<HTMLElement | null>, field: TextField, page: KeypadPage) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another height
  useLayoutEffect(() => {
    const root = document.documentElement
    const measure = () => {
      root.style.setProperty('--keypad-height', `${place.current?.offsetHeight ?? 0}px`)
      field.scrollIntoView({ block: 'center' })
    }
    root.dataset.keypad = 'shown'
    measure()
    const resized = new ResizeObserver(measure)
    if (place.current) resized.observe(place.current)
    return () => {
      resized.disconnect()
      delete root.dataset.keypad
      root.style.removeProperty('--keypad-height')
    }
  }, [place, field, page])
}
