import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { shortestToken } from './door-guard.ts'
import { type DoorAnswer, type DoorCode, refusal } from './door-problem.ts'
import { type DoorwayParts, doorway, routeOf } from './doorway.ts'
import type { Rate } from './rate-limit.ts'

/** What was asked and what became of it: no body, no header, no address as sent. */
export interface DoorRequest {
  /** RFC 3339. */
  readonly at: string
  readonly method: string
  readonly path: 'customers/current' | 'status' | 'other'
  readonly status: number
  readonly code?: DoorCode
}

export interface DoorLimits {
  /** Until a request is whole, ms. */
  readonly requestMs: number
  readonly connections: number
  readonly rate: Rate
  readonly strangers: Rate
}

export interface DoorOptions extends Pick<DoorwayParts, 'token' | 'onCustomer' | 'onStatus'> {
  /** On 127.0.0.1; 0 for any free one. */
  readonly port: number
  /** Hears of every request. */
  readonly log?: (request: DoorRequest) => void
  readonly limits?: Partial<DoorLimits>
}

export interface Door {
  readonly port: number
  close(): Promise<void>
}

const usual: DoorLimits = {
  requestMs: 5000,
  connections: 32,
  rate: { burst: 20, perSecond: 2 },
  strangers: { burst: 20, perSecond: 1 },
}

/**
 * Opens the door by which a core system on this computer pushes the customer before the teller: `PUT` and `DELETE /v1/customers/current`,
 * `GET /v1/status`, and nothing else. On 127.0.0.1 only; no CORS.
 * Errors: `ConfigInvalid`: the token (32 characters or more) is missing or too short, or the port is taken.
 */
export async function startDoor(options: DoorOptions): Promise<Result<Door, ChipDeskError>> {
  const { token, log = () => {} } = options
  if (token.length < shortestToken) return misconfigured('the secret door.token is missing or too short')
  const { requestMs, connections, ...rates } = { ...usual, ...options.limits }
  const port = () => (server.address() as AddressInfo).port
  const answer = doorway({ ...options, ...rates }, port)

  async function serve(request: IncomingMessage, response: ServerResponse, goOn = () => {}): Promise<void> {
    const said = await answer(request, goOn).catch(() => refusal(request.complete ? 'DESK_FAULT' : 'TOO_SLOW'))
    log(entry(said, request))
    send(response, said)
  }

  const server = createServer(
    {
      headersTimeout: requestMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(1000, requestMs),
      keepAliveTimeout: 5000,
      maxHeaderSize: 8192,
      // The guard says it better.
      requireHostHeader: false,
    },
    (request, response) => void serve(request, response),
  )
  server.maxConnections = connections
  server.on('checkContinue', (request, response) => void serve(request, response, () => response.writeContinue()))
  server.on('clientError', (error: NodeJS.ErrnoException, connection) => {
    const said = refusal(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'TOO_SLOW' : 'NOT_HTTP')
    log(entry(said))
    refuseRaw(connection, said)
  })

  const failed = await new Promise<string | undefined>(resolve => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'))
    server.listen({ host: '127.0.0.1', port: options.port, exclusive: true }, () => resolve(undefined))
  })
  if (failed) return misconfigured(`the door cannot be opened: ${failed}`)
  return ok({
    port: port(),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

const misconfigured = (cause: string) => fail(chipDeskError('ConfigInvalid', { cause }))

const methods = ['GET', 'PUT', 'DELETE', 'POST', 'HEAD', 'OPTIONS', 'PATCH']

const entry = ({ status, code }: DoorAnswer, request?: IncomingMessage): DoorRequest => ({
  at: new Date().toISOString(),
  method: methods.find(known => known === request?.method) ?? 'other',
  path: (request && routeOf(request)?.[0]) ?? 'other',
  status,
  ...(code && { code }),
})

function send(response: ServerResponse, { status, headers, body }: DoorAnswer): void {
  response.writeHead(status, {
    ...headers,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status !== 204 && { 'content-length': Buffer.byteLength(body) }),
  })
  response.end(body)
}

/** To what was no request. */
function refuseRaw(connection: Duplex, { status, body }: DoorAnswer): void {
  if (!connection.writable) return void connection.destroy()
  const head = ['Content-Type: application/problem+json', `Content-Length: ${Buffer.byteLength(body)}`]
  connection.end([`HTTP/1.1 ${status} Refused`, ...head, 'Connection: close', '', body].join('\r\n'))
}
