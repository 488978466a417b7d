import type { IncomingMessage } from 'node:http'
import type { Result } from '../emrtd/result.ts'
import type { Customer } from '../protocol/customer.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { doorGuard } from './door-guard.ts'
import { content, type DoorAnswer, type DoorCode, noContent, refusal } from './door-problem.ts'
import { type Rate, rateLimit } from './rate-limit.ts'
import { readCustomer } from './read-customer.ts'

/** What the desk says of itself: no personal data. */
export interface DoorStatus {
  readonly desk: string
  /** A customer would be taken now. */
  readonly ready: boolean
}

export interface DoorwayParts {
  readonly token: string
  /**
   * A customer was pushed, or withdrawn (`undefined`); one call at a time, in the order of the requests.
   * Errors: `ApiSignInNeeded`, `ApiDeskRule` (no step for a customer), anything else for not now.
   */
  readonly onCustomer: (
    customer: Customer | undefined,
  ) => Promise<Result<void, ChipDeskError>> | Result<void, ChipDeskError>
  readonly onStatus: () => DoorStatus
  /** With the token. */
  readonly rate: Rate
  /** Without it: whoever tries tokens does not use up what the core system may do. */
  readonly strangers: Rate
}

const routes = {
  '/v1/customers/current': ['customers/current', ['PUT', 'DELETE']],
  '/v1/status': ['status', ['GET']],
} as const

/** @returns name and methods of an address of the door; it has no query */
export const routeOf = ({ url = '' }: IncomingMessage) =>
  Object.hasOwn(routes, url) ? routes[url as keyof typeof routes] : undefined

/**
 * What is said to a request, by its head first and then by its body.
 * @param port that the door listens on; known only once it does
 * @returns takes a request, and what lets a sender go on who waits for that before the body (RFC 9110 §10.1.1)
 */
export function doorway({ token, onCustomer, onStatus, rate, strangers }: DoorwayParts, port: () => number) {
  const guard = doorGuard(token, port)
  const now = () => performance.now()
  const [friend, stranger] = [rateLimit(rate, now), rateLimit(strangers, now)]
  let turn: Promise<unknown> = Promise.resolve()

  async function tell(customer: Customer | undefined): Promise<DoorAnswer> {
    const told = turn.then(() => onCustomer(customer))
    turn = told.catch(() => undefined)
    const taken = await told
    return taken.ok ? noContent : refusal(codes[taken.error.tag] ?? 'DESK_BUSY')
  }

  return async (request: IncomingMessage, goOn: () => void): Promise<DoorAnswer> => {
    const refused = guard(request)
    const seconds = refused ? stranger() : friend()
    if (seconds > 0) return refusal('TOO_MANY', { 'retry-after': String(seconds) })
    if (refused) return refusal(refused, refused === 'TOKEN_WRONG' ? { 'www-authenticate': 'Bearer' } : {})
    const [name, methods = []] = routeOf(request) ?? []
    if (!name) return refusal('PATH_UNKNOWN')
    if (!methods.some(method => method === request.method))
      return refusal('METHOD_UNKNOWN', { allow: methods.join(', ') })
    if (name === 'status') return content(onStatus())
    return request.method === 'DELETE' ? await tell(undefined) : await pushed(request, goOn, tell)
  }
}

const codes: Readonly<Partial<Record<ChipDeskError['tag'], DoorCode>>> = {
  ApiSignInNeeded: 'NOBODY_SIGNED_IN',
  ApiDeskRule: 'NO_CUSTOMER_STEP',
}

async function pushed(
  request: IncomingMessage,
  goOn: () => void,
  tell: (customer: Customer) => Promise<DoorAnswer>,
): Promise<DoorAnswer> {
  const { 'content-type': type = '', 'content-encoding': encoding, 'content-length': length = '0' } = request.headers
  if (encoding !== undefined || !/^application\/json(; ?charset="?utf-8"?)?$/i.test(type)) return refusal('TYPE_WRONG')
  if (Number(length) > largestBody) return refusal('TOO_LONG')
  goOn()
  const bytes = await shortBody(request)
  if (!bytes) return refusal('TOO_LONG')
  const customer = readCustomer(bytes)
  if (customer.ok) return await tell(customer.value)
  const { code, wrong } = customer.error
  return refusal(code, {}, wrong ? { wrong } : {})
}

const largestBody = 16 * 1024

/** @returns undefined for more than a customer can be */
async function shortBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > largestBody) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
