import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { chipDeskError, type ErrorTag } from '../../protocol/errors.ts'
import type { StationPort } from '../../protocol/station.ts'
import { hasRenderer, rendererFiles } from '../renderer-files.ts'
import { rendererHeaders } from '../renderer-policy.ts'
import type { FaultLog } from '../station-wire.ts'
import { citizenDoor, type RequestGuard, requestGuard } from './request-guard.ts'
import { secrets } from './secrets.ts'
import { citizenSocket, type SocketDoor, stationSocket } from './station-socket.ts'

export interface BrowserShell {
  /** `http://127.0.0.1:PORT/#token=…`: opens one session, once. */
  url: string
  /** Another such URL, for example after the browser was closed. */
  newToken(): string
  /** `http://127.0.0.1:PORT/citizen.html#token=…`: opens the citizens' screen, once. The token is good for nothing else. */
  newCitizenToken(): string
  close(): Promise<void>
}

const mostTokens = 4
const mostSessions = 8
const mostCitizenTokens = 2
const mostCitizenSessions = 2
const mostConnections = 64
const longestBody = 1024

/**
 * Serves the renderer and the station on loopback, to whoever was given the URL. The token stands in the fragment, which no
 * browser sends; the page posts it to `/session` for a cookie, and the WebSocket `/station` takes nothing but that cookie
 * from that origin.
 * @param port 0 for any free one; where it is absent, `usualPort` if that is free
 * @throws ChipDeskError `ConfigInvalid`: no renderer in the folder, or the port is taken
 */
export async function startBrowserShell(options: {
  station: StationPort
  rendererDir: string
  port?: number
  /** A browser keeps what was chosen in a page by its port. */
  usualPort?: number
  logFault?: FaultLog
}): Promise<BrowserShell> {
  if (!(await hasRenderer(options.rendererDir))) throw chipDeskError('ConfigInvalid', { cause: 'renderer not built' })
  const tokens = secrets(mostTokens)
  const port = () => (server.address() as AddressInfo).port
  const guard = requestGuard(port, secrets(mostSessions))
  const file = rendererFiles(options.rendererDir)
  const socket = stationSocket(options.station, options.logFault)
  const citizens = {
    tokens: secrets(mostCitizenTokens),
    guard: requestGuard(port, secrets(mostCitizenSessions), citizenDoor),
    socket: citizenSocket(options.station),
  }
  const sockets: Record<string, { guard: RequestGuard; socket: SocketDoor } | undefined> = {
    '/station': { guard, socket },
    '/citizen': citizens,
  }

  const server = createServer(
    { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 8_192 },
    (request, response) => {
      answer(request, response).catch(() => refuse(response, 500, 'ApiInternal', 'could not be read'))
    },
  )
  server.maxConnections = mostConnections
  server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    const path = request.url ?? ''
    const door = Object.hasOwn(sockets, path) ? sockets[path] : undefined
    if (!door) return refuseUpgrade(connection, 404, 'no such socket')
    const refusal = door.guard.socket(request)
    if (refusal) return refuseUpgrade(connection, refusal.status, refusal.cause)
    door.socket.accept(request, connection as Socket, head)
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (path === '/session') return session(request, response, guard, tokens.spend)
    if (path === '/citizen/session') return session(request, response, citizens.guard, citizens.tokens.spend)
    const refusal = guard.read(request)
    if (refusal) return refuse(response, refusal.status, 'ApiUnauthorised', refusal.cause)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'ApiUnknownCall', 'method')
    const found = await file(path)
    if (!found) return refuse(response, 404, 'ApiUnknownCall', 'no such file')
    response.writeHead(200, {
      ...rendererHeaders(found.path, [`ws://127.0.0.1:${port()}`]),
      'Content-Type': found.type,
      'Content-Length': found.bytes.length,
    })
    response.end(request.method === 'HEAD' ? undefined : found.bytes)
  }

  const { port: wished, usualPort } = options
  if (wished === undefined && usualPort !== undefined) await listen(server, usualPort).catch(() => listen(server, 0))
  else await listen(server, wished ?? 0)
  const newToken = () => `http://127.0.0.1:${port()}/#token=${tokens.mint()}`
  return {
    url: newToken(),
    newToken,
    newCitizenToken: () => `http://127.0.0.1:${port()}/citizen.html#token=${citizens.tokens.mint()}`,
    close: () =>
      new Promise(resolve => {
        socket.close()
        citizens.socket.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    const failed = (error: Error) => reject(chipDeskError('ConfigInvalid', { cause: `port: ${error.message}` }))
    server.once('error', failed)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', failed)
      resolve()
    })
  })

/** `GET /session`: 204 where the cookie opens the station, else 401. `POST /session {token}`: the cookie for a token, once. */
async function session(
  request: IncomingMessage,
  response: ServerResponse,
  guard: RequestGuard,
  spend: (token: string) => boolean,
): Promise<void> {
  const post = request.method === 'POST'
  if (!post && request.method !== 'GET') return refuse(response, 405, 'ApiUnknownCall', 'method')
  const refusal = post ? guard.write(request) : guard.session(request)
  if (refusal) return refuse(response, refusal.status, 'ApiUnauthorised', refusal.cause)
  if (!post) return void response.writeHead(204, { 'Cache-Control': 'no-store' }).end()
  // A form cannot send this type without asking first, and it is never allowed to.
  if (request.headers['content-type'] !== 'application/json') return refuse(response, 415, 'ApiMessageInvalid', 'type')
  const body = await shortBody(request)
  if (body === undefined) return refuse(response, 413, 'ApiMessageInvalid', 'too long')
  const token = tokenIn(body)
  if (token === undefined) return refuse(response, 400, 'ApiMessageInvalid', 'no token')
  if (!spend(token)) return refuse(response, 401, 'ApiUnauthorised', 'token unknown or used')
  response.writeHead(204, { 'Set-Cookie': guard.cookie(), 'Cache-Control': 'no-store' }).end()
}

async function shortBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > longestBody) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function tokenIn(body: string): string | undefined {
  try {
    const { token } = JSON.parse(body)
    return typeof token === 'string' ? token : undefined
  } catch {
    return undefined
  }
}

function refuse(response: ServerResponse, status: number, tag: ErrorTag, cause: string): void {
  if (response.headersSent) return void response.destroy()
  response
    .writeHead(status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      // What is left of a refused request is not read.
      Connection: 'close',
    })
    .end(JSON.stringify({ error: chipDeskError(tag, { cause }) }))
}

function refuseUpgrade(connection: Duplex, status: number, cause: string): void {
  connection.on('error', () => connection.destroy())
  connection.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nX-ChipDesk-Cause: ${cause}\r\nContent-Length: 0\r\n\r\n`,
  )
}
