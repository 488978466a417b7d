/** As much of Electron's `Display` as decides. */
export interface SomeDisplay {
  readonly id: number
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

/** The display that faces the citizen: the first that is not the clerk's. None where there is but one. */
export const citizenDisplay = <D extends SomeDisplay>(displays: readonly D[], clerks: number): D | undefined =>
  displays.find(({ id }) => id !== clerks)

/** Of the displays of the computer, as Electron's `screen` tells. */
export interface Displays<D extends SomeDisplay> {
  getAllDisplays(): readonly D[]
  on(event: 'display-added' | 'display-removed', listener: () => void): unknown
}

/**
 * Keeps a window on the citizens' display for as long as there is one: plugged in later, it opens then; pulled out, it closes rather than jump before the
 * clerk.
 * @param clerks id of the display where the counter is
 * @param open makes the window there; returns how to close it
 */
export function followCitizenDisplay<D extends SomeDisplay>(
  displays: Displays<D>,
  clerks: () => number,
  open: (display: D) => () => void,
): void {
  let shown: { readonly id: number; close(): void } | undefined
  const settle = () => {
    const all = displays.getAllDisplays()
    if (shown && all.some(({ id }) => id === shown?.id)) return
    shown?.close()
    const display = citizenDisplay(all, clerks())
    shown = display && { id: display.id, close: open(display) }
  }
  displays.on('display-added', settle)
  displays.on('display-removed', settle)
  settle()
}
