import type { BrowserWindowConstructorOptions } from 'electron'

/** What the counter's window is made of, beside the pages in it. */
export type CounterWindowOptions = Pick<
  BrowserWindowConstructorOptions,
  'kiosk' | 'closable' | 'minimizable' | 'fullscreenable' | 'alwaysOnTop' | 'autoHideMenuBar'
> & { readonly devTools: boolean }

/**
 * A window for a kiosk fills the screen over everything else, has nothing to close or to minimise it by, and no developer tools, in development
 * neither. @param developer whether this is a development build
 */
export const counterWindowOptions = ({
  kiosk,
  developer,
}: {
  readonly kiosk: boolean
  readonly developer: boolean
}): CounterWindowOptions => ({
  kiosk,
  closable: !kiosk,
  minimizable: !kiosk,
  fullscreenable: true,
  alwaysOnTop: kiosk,
  autoHideMenuBar: true,
  devTools: developer && !kiosk,
})
