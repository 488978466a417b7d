/** Where the renderer lives; the one address the window ever shows. */
export const pageOrigin = 'app://chipdesk'
export const pageUrl = `${pageOrigin}/index.html`
/** The one address that the window before the citizen shows. */
export const citizenUrl = `${pageOrigin}/citizen.html`

/** Who sent a message to the main process; an `IpcMainEvent` has more. */
export interface Sender {
  /** Whether it came from the window's own contents. */
  ours: boolean
  frame: { readonly url: string; readonly parent: unknown } | null
}

/** Only the top frame of our own window, while it shows our own page, is heard. */
export function isOurPage({ ours, frame }: Sender): boolean {
  return ours && frame !== null && frame.parent === null && isPageAddress(frame.url)
}

/** Whether an address lies below the renderer's origin. `URL.origin` is `null` for schemes that only Electron knows. */
export function isPageAddress(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address)
    return `${protocol}//${host}` === pageOrigin && username === '' && password === ''
  } catch {
    return false
  }
}

/** Whether the page may load an address: its own files, and images that stand in the page itself. */
export const mayLoad = (address: string): boolean => isPageAddress(address) || address.startsWith('data:image/')
