const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }

/** The row that a key leads to from the one that has the focus; undefined where it leads nowhere. */
export function movedFocus(list: HTMLElement, key: string): HTMLElement | undefined {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-transaction]')]
  if (key === 'Home') return rows[0]
  if (key === 'End') return rows.at(-1)
  const step = steps[key]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  if (step === undefined || at < 0) return undefined
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))]
}
