import { printPage } from '../renderer-policy.ts'

/** Where the renderer lives; the one address the window ever shows. */
export const pageOrigin = 'app://chipdesk'
export const pageUrl = `${pageOrigin}/index.html`
/** The one address that the window before the citizen shows. */
export const citizenUrl = `${pageOrigin}/citizen.html`
/** A print-out: in a frame of the page, filled by it, and alone in a window of its own when it is printed. */
export const printUrl = `${pageOrigin}/${printPage}`

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

/** Whether the page may load an address: its own files, and what stands in the page itself: images, and the fonts of a print-out. */
export const mayLoad = (address: string): boolean => isPageAddress(address) || standsInPage(address)

/** Whether a print-out may, in its own window: itself, with what stands in it. */
export const mayLoadPrinted = (address: string): boolean => address === printUrl || standsInPage(address)

const standsInPage = (address: string) => address.startsWith('data:image/') || address.startsWith('data:font/')
