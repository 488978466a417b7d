import type { OpenPipe } from './pipe.ts'

/** The one-time token in `#token=…`, if the address still carries it. */
export const tokenOf = (hash: string): string | undefined => /^#token=([^&]+)/.exec(hash)?.[1]

export const socketAddress = (location: { protocol: string; host: string }): string =>
  `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/station`

/** A server that accepts nothing and refuses nothing is as good as gone after this time, ms. */
const openTimeout = 10_000

/**
 * Browser shell: trades the token for an HttpOnly cookie once, takes it out of the address, then opens the WebSocket. A
 * WebSocket does not say why it was refused, so the session is asked first.
 */
export function webSocketPipe(page: Window): OpenPipe {
  return events => {
    let socket: WebSocket | undefined
    let over = false
    const end = (why: 'lost' | 'unauthorised') => {
      if (over) return
      over = true
      clearTimeout(timer)
      socket?.close()
      events.closed(why)
    }
    const timer = setTimeout(() => end('lost'), openTimeout)
    haveSession(page).then(
      allowed => {
        if (over) return
        if (!allowed) return end('unauthorised')
        socket = new WebSocket(socketAddress(page.location))
        socket.onopen = () => clearTimeout(timer)
        socket.onmessage = message => {
          if (!over && typeof message.data === 'string') events.message(message.data)
        }
        socket.onclose = () => end('lost')
        socket.onerror = () => end('lost')
      },
      () => end('lost'),
    )
    return {
      send: text => socket?.send(text),
      close: () => {
        over = true
        clearTimeout(timer)
        socket?.close()
      },
    }
  }
}

async function haveSession(page: Window): Promise<boolean> {
  const token = tokenOf(page.location.hash)
  if (token !== undefined) {
    const answer = await page.fetch('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    page.history.replaceState(null, '', page.location.pathname + page.location.search)
    if (answer.ok) return true
  }
  // A reload has no token but the cookie of before.
  const answer = await page.fetch('/session')
  return answer.ok
}
