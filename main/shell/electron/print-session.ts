import type { Session } from 'electron'
import { printPage, rendererHeaders } from '../renderer-policy.ts'
import { mayLoadPrinted, printUrl } from './page-origin.ts'
import { limitPermissions } from './permissions.ts'

/** Gives a session one page, the print-out, and nothing else: no file and no network. */
export function servePrintOut(session: Session, html: string): void {
  if (session.protocol.isProtocolHandled('app')) session.protocol.unhandle('app')
  session.protocol.handle('app', ({ url }) =>
    url === printUrl
      ? new Response(html, { headers: { ...rendererHeaders(printPage), 'Content-Type': 'text/html; charset=utf-8' } })
      : new Response(null, { status: 404 }),
  )
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayLoadPrinted(url) }))
  limitPermissions(session)
}
