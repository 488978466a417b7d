import { z } from 'zod'
import { type CitizenView, citizenViewSchema } from '../../../main/protocol/citizen-view.ts'
import { tokenOf } from '../../connection/websocket-pipe.ts'

/** `lost`: nothing is known of the counter now, so nothing is shown of it. */
export type FeedState =
  | { readonly status: 'view'; readonly view: CitizenView }
  | { readonly status: 'lost' | 'unauthorised' }

/** What the preload script of the Electron shell puts on this page: it can only listen. */
export interface CitizenBridge {
  onMessage(callback: (text: string) => void): void
  onClose(callback: () => void): void
}
declare global {
  interface Window {
    readonly chipdeskCitizen?: CitizenBridge
  }
}

/** Between two tries to reach the station, ms. */
const pause = 2_000
const messageSchema = z.strictObject({ view: citizenViewSchema })

/** A message of the station; undefined for anything but a view, which then is as good as none. */
export function viewIn(text: unknown): CitizenView | undefined {
  if (typeof text !== 'string') return undefined
  try {
    return messageSchema.safeParse(JSON.parse(text)).data?.view
  } catch {
    return undefined
  }
}

/** Tells `show` what to show, from now on. Says nothing to the station but that it is there. */
export function citizenFeed(page: Window, show: (state: FeedState) => void): void {
  const hear = (text: unknown) => {
    const view = viewIn(text)
    show(view ? { status: 'view', view } : { status: 'lost' })
  }
  const bridge = page.chipdeskCitizen
  if (bridge) {
    bridge.onClose(() => show({ status: 'lost' }))
    bridge.onMessage(hear)
    return
  }
  const connect = async () => {
    const allowed = await haveSession(page).catch(() => undefined)
    if (allowed === false) show({ status: 'unauthorised' })
    if (!allowed) return void setTimeout(connect, pause)
    const socket = new WebSocket(`ws://${page.location.host}/citizen`)
    socket.onmessage = ({ data }) => hear(data)
    socket.onclose = () => {
      show({ status: 'lost' })
      setTimeout(connect, pause)
    }
  }
  void connect()
}

async function haveSession(page: Window): Promise<boolean> {
  const token = tokenOf(page.location.hash)
  if (token !== undefined) {
    const answer = await page.fetch('/citizen/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    page.history.replaceState(null, '', page.location.pathname)
    if (answer.ok) return true
  }
  return (await page.fetch('/citizen/session')).ok
}
