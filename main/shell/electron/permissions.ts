import type { Session } from 'electron'
import { isPageAddress } from './page-origin.ts'

/** What a page asks for, as far as it decides the answer. */
export interface PermissionQuestion {
  permission: string
  /** Origin or address of the asking frame. */
  from: string | undefined
  mainFrame: boolean
  /** Of a media request: `video` is the camera, `audio` the microphone. */
  media: readonly (string | undefined)[]
}

/** The camera, for our own page, to read QR codes; everything else never. */
export function isAllowed({ permission, from, mainFrame, media }: PermissionQuestion): boolean {
  const camera = permission === 'media' && media.length > 0 && media.every(kind => kind === 'video')
  return camera && mainFrame && from !== undefined && isPageAddress(from)
}

/** Both ways Electron asks are answered by the one rule; devices are never chosen. */
export function limitPermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    answer(isAllowed({ permission, from: details.requestingUrl, mainFrame: details.isMainFrame, media }))
  })
  session.setPermissionCheckHandler((_, permission, from, { isMainFrame, mediaType }) =>
    isAllowed({ permission, from, mainFrame: isMainFrame, media: [mediaType] }),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_, answer) => answer({}))
}
