import { constants } from 'node:fs'
import { access, readFile, stat } from 'node:fs/promises'
import type { RegistryTls, Timeouts } from '../online/connector.ts'
import { type HttpAnswer, jsonOf, textOf, usualTimeouts } from '../online/http-exchange.ts'
import { portalHttp } from '../online/insurance/portal-http.ts'
import { portalTokens } from '../online/insurance/portal-token.ts'
import { registryAddress } from '../online/registry-client.ts'
import { type SignOfLife, signOfLife, troubleOf } from '../online/sign-of-life.ts'
import type { NetworkProblem, NetworkTest, ServiceId } from '../protocol/settings.ts'
import type { StationConfig } from './config.ts'
import type { DemoServices } from './demo-services.ts'

/** What a test needs to know of a desk. */
export interface TestedDesk {
  readonly config: StationConfig
  readonly secret: (name: string) => string | undefined
  /** The reference services of a demo, in the place of those of the file. */
  readonly demo?: Pick<DemoServices, 'registry' | 'insurance' | 'organisation'> | undefined
}

/** Whoever presses the button stands there. */
const aTest = 10_000

/** Asks one service of the desk for a sign of life: with nothing of any person, and never for longer than ten seconds. */
export async function testService(service: ServiceId, desk: TestedDesk, longestMs = aTest): Promise<NetworkTest> {
  const at = new Date()
  const signal = AbortSignal.timeout(longestMs)
  const late: SignOfLife = { problem: 'answer-timeout' }
  const ended = new Promise<SignOfLife>(resolve => signal.addEventListener('abort', () => resolve(late)))
  const found = await Promise.race([look(service, desk, signal), ended])
  return { service, at: at.toISOString(), ms: Date.now() - at.getTime(), ...found }
}

function look(service: ServiceId, desk: TestedDesk, signal: AbortSignal): Promise<SignOfLife> {
  const { registry, cardProvider, populationBase } = desk.config
  switch (service) {
    case 'registry':
      return desk.demo ? registryAt({ url: desk.demo.registry.url }, signal) : registryAt(registry, signal)
    case 'card-provider':
      return anythingAt(cardProvider, signal)
    case 'population-base':
      return anythingAt(populationBase, signal)
    case 'insurance':
      return insurance(desk, signal)
    case 'organisation':
      return organisation(desk, signal)
    case 'door':
      return door(desk, signal)
  }
}

type Files = { readonly [Part in keyof RegistryTls]?: string | undefined }
interface Placed {
  readonly url: string
  readonly tls?: Files | undefined
  readonly timeouts?: Timeouts
}

const notSet: Promise<SignOfLife> = Promise.resolve({ problem: 'settings-wrong' })
const trouble = (problem: NetworkProblem): SignOfLife => ({ problem })

/** The status of our contract tells that it is up, and its time. */
async function registryAt(placed: Placed | undefined, signal: AbortSignal): Promise<SignOfLife> {
  return asked(placed, '/v1/status', signal, ({ status, body }) => {
    if (status === 401 || status === 403) return 'account'
    const told = jsonOf(textOf(body))
    const isUp = typeof told === 'object' && told !== null && 'status' in told && told.status === 'UP'
    return status === 200 && isUp ? undefined : status === 404 ? 'not-found' : 'wrong-answer'
  })
}

/** There is no question without a person at these: that the right server takes our connection is what can be known. */
const anythingAt = (placed: Placed | undefined, signal: AbortSignal) => asked(placed, '/', signal)

async function asked(
  placed: Placed | undefined,
  path: string,
  signal: AbortSignal,
  good?: (answer: HttpAnswer) => NetworkProblem | undefined,
): Promise<SignOfLife> {
  const baseUrl = placed && registryAddress(placed.url)
  if (!placed || !baseUrl) return notSet
  const tls = await readTls(placed.tls)
  if (!tls) return trouble('file-missing')
  const { timeouts = usualTimeouts } = placed
  return signOfLife({ baseUrl, timeouts, tls }, { method: 'GET', path, headers: { accept: '*/*' } }, signal, good)
}

/** Undefined where a file that is named cannot be read. */
async function readTls(files: Files = {}): Promise<RegistryTls | undefined> {
  const read = await Promise.all(
    Object.entries(files).map(async ([part, path]) => [part, path && (await readFile(path, 'utf8').catch(() => ''))]),
  )
  return read.some(([, text]) => text === '') ? undefined : Object.fromEntries(read.filter(([, text]) => text))
}

/** The facility signs in, which shows its account and its password to be right; nobody is looked up. */
async function insurance({ config, secret, demo }: TestedDesk, signal: AbortSignal): Promise<SignOfLife> {
  const placed = demo ? demo.insurance.adapter : config.insurance
  if (!placed) return notSet
  const { url, account, timeouts } =
    'baseUrl' in placed
      ? { url: placed.baseUrl, account: placed.account, timeouts: placed.timeouts }
      : {
          url: placed.url,
          account: { username: placed.username, password: secret('insurance.password') ?? '' },
          timeouts: {
            connectMs: placed.connectTimeoutMs,
            tlsMs: placed.connectTimeoutMs,
            headersMs: placed.timeoutMs,
            bodyMs: placed.timeoutMs,
          },
        }
  const baseUrl = registryAddress(url)
  if (!baseUrl) return notSet
  if (account.password === '') return trouble('secret-missing')
  const http = portalHttp({ baseUrl, timeouts })
  try {
    const token = await portalTokens(http, account, signal, Date.now).get(signal)
    return token.ok ? { status: 200 } : troubleOf(token.error)
  } finally {
    await http.close()
  }
}

async function organisation({ config, secret, demo }: TestedDesk, signal: AbortSignal): Promise<SignOfLife> {
  if (demo) return anythingAt({ url: new URL('/', demo.organisation.connector.url).href }, signal)
  const placed = config.organisation
  if (!placed) return notSet
  if (placed.kind === 'folder') return folder(placed.path)
  if (!secret('organisation.key')) return trouble('secret-missing')
  // Nothing is posted to where papers are handed over: another server's root is asked.
  return anythingAt({ ...placed, url: new URL('/', placed.url).href }, signal)
}

async function folder(path: string): Promise<SignOfLife> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isDirectory()) return trouble('folder-missing')
  return access(path, constants.W_OK | constants.R_OK).then(
    () => ({}),
    () => trouble('folder-read-only'),
  )
}

/** The desk knocks at its own door, as the core system does. */
async function door({ config, secret }: TestedDesk, signal: AbortSignal): Promise<SignOfLife> {
  if (!config.door) return notSet
  const token = secret('door.token')
  if (!token) return trouble('secret-missing')
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
  const line = { baseUrl: new URL(`http://127.0.0.1:${config.door.port}/`), timeouts: usualTimeouts }
  const request = { method: 'GET', path: '/v1/status', headers } as const
  const found = await signOfLife(line, request, signal, ({ status }) =>
    status === 401 || status === 403 ? 'account' : status === 200 ? undefined : 'wrong-answer',
  )
  return found.problem === 'refused' ? { ...found, problem: 'door-closed' } : found
}
