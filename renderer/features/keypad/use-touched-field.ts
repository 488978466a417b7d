import { useCallback, useEffect, useState } from 'react'
import { asTextField, type TextField } from './edit-field.ts'

/**
 * The field that was touched by a finger or a pen and has the focus. Not one that a mouse, a key or the screen itself went to; and none any more
 * once somebody types on real keys, as a scanner does.
 */
export function useTouchedField(on: boolean): { readonly field: TextField | undefined; hide(): void } {
  const [field, setField] = useState<TextField>()
  const hide = useCallback(() => setField(undefined), [])
  useEffect(() => {
    if (!on) return hide()
    let touched = false
    const down = ({ pointerType }: PointerEvent) => {
      touched = pointerType === 'touch' || pointerType === 'pen'
    }
    // The label of a field stands for it; the focus has moved by then.
    const clicked = ({ target }: MouseEvent) => {
      const focused = asTextField(document.activeElement)
      if (!touched || !focused || !(target instanceof Element)) return
      if (target === focused || target.closest('label')?.control === focused) setField(focused)
    }
    const left = ({ relatedTarget }: FocusEvent) => {
      if (!asTextField(relatedTarget)) hide()
    }
    const came = ({ target }: FocusEvent) => setField(shown => (shown ? asTextField(target) : undefined))
    const typed = (event: KeyboardEvent) => {
      if (event.isTrusted && event.key.length === 1) hide()
    }
    const gone = new MutationObserver(() => setField(shown => (shown?.isConnected ? shown : undefined)))
    gone.observe(document.body, { childList: true, subtree: true })
    const listeners = { pointerdown: down, click: clicked, focusout: left, focusin: came, keydown: typed } as const
    for (const [name, listener] of Object.entries(listeners))
      document.addEventListener(name, listener as EventListener, true)
    return () => {
      gone.disconnect()
      for (const [name, listener] of Object.entries(listeners))
        document.removeEventListener(name, listener as EventListener, true)
    }
  }, [on, hide])
  return { field, hide }
}
