import { protocol, type Session } from 'electron'
import { rendererFiles } from '../renderer-files.ts'
import { mayLoad } from './page-origin.ts'
import { rendererResponse } from './renderer-response.ts'

/** Makes `app:` a secure origin like https. Before Electron is ready. */
export function registerRendererScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }])
}

/** Serves the built renderer as `app://chipdesk/…` and keeps the session from loading anything else. */
export function serveRenderer(session: Session, folder: string): void {
  const file = rendererFiles(folder)
  session.protocol.handle('app', request => rendererResponse(request, file))
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayLoad(url) }))
}
