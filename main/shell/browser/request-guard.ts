import type { IncomingMessage } from 'node:http'
import type { Secrets } from './secrets.ts'

/** Why a request is refused, as sent back to it. */
export interface Refusal {
  status: number
  cause: string
}

interface Door {
  /** Name of the cookie, before the port. */
  readonly cookie: string
  /** Below which the browser sends it. */
  readonly path: string
}
const counterDoor: Door = { cookie: 'chipdesk-session', path: '/' }
/** Of the screen before the citizen. */
export const citizenDoor: Door = { cookie: 'chipdesk-citizen', path: '/citizen' }

/**
 * The checks every request to the loopback server passes, whatever it asks for. Any page in any browser on the machine can
 * send requests here; these checks are what keeps it from being answered.
 * @param port the server listens on; known only once it does
 * @param door whose sessions these are: a cookie of the one opens nothing of the other
 */
export function requestGuard(port: () => number, sessions: Secrets, door: Door = counterDoor) {
  const host = () => `127.0.0.1:${port()}`
  const cookieName = () => `${door.cookie}-${port()}`

  /** DNS rebinding makes a foreign name point here: only the address itself is a name of this server. */
  const wrongHost = (request: IncomingMessage): Refusal | undefined =>
    request.headers.host === host() ? undefined : { status: 421, cause: 'wrong host' }

  /** Requests that act come from our own page; `null` and a missing origin are not it. */
  const wrongOrigin = (request: IncomingMessage): Refusal | undefined =>
    request.headers.origin === `http://${host()}` ? undefined : { status: 403, cause: 'wrong origin' }

  /** Fetch metadata: another site may send people here by a link, but not load our files into its page. */
  const embedded = (request: IncomingMessage): Refusal | undefined => {
    const { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = request.headers
    const link = mode === 'navigate' && destination === 'document'
    return site === undefined || site === 'same-origin' || site === 'none' || link
      ? undefined
      : { status: 403, cause: 'wrong site' }
  }

  const noSession = (request: IncomingMessage): Refusal | undefined => {
    const prefix = `${cookieName()}=`
    const cookies = (request.headers.cookie ?? '').split(';').map(cookie => cookie.trim())
    const known = cookies.some(cookie => cookie.startsWith(prefix) && sessions.knows(cookie.slice(prefix.length)))
    return known ? undefined : { status: 401, cause: 'no session' }
  }

  return {
    /** For files: the address is ours, and no other site embeds them. */
    read: (request: IncomingMessage) => wrongHost(request) ?? embedded(request),
    /** For the exchange of a token. */
    write: (request: IncomingMessage) => wrongHost(request) ?? wrongOrigin(request) ?? embedded(request),
    /** For whether a session is open. */
    session: (request: IncomingMessage) => wrongHost(request) ?? embedded(request) ?? noSession(request),
    /** For the WebSocket, to which no same-origin policy applies. */
    socket: (request: IncomingMessage) => wrongHost(request) ?? wrongOrigin(request) ?? noSession(request),
    /** `Set-Cookie` of a new session; it ends with the browser. Ports share cookies, so the name carries the port. */
    cookie: () => `${cookieName()}=${sessions.mint()}; Path=${door.path}; HttpOnly; SameSite=Strict`,
  }
}
export type RequestGuard = ReturnType<typeof requestGuard>
