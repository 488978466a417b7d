import { createHash, type KeyObject, verify } from 'node:crypto'
import type { HttpAnswer } from './http-exchange.ts'

interface AskedAbout {
  readonly path: string
  readonly idempotencyKey: string | undefined
}

/**
 * Checks the signature over a whole answer (RFC 9421 §2.5, §3.2): Ed25519 over at least its status, its digest (RFC 9530) and, with `;req`, the path
 * and the idempotency key of the question, so that it cannot have been said to another.
 * @returns in fixed words what is wrong, or undefined
 */
export function messageSignatureProblem(
  answer: HttpAnswer,
  asked: AskedAbout,
  keys: ReadonlyMap<string, KeyObject>,
  policy: 'required' | 'where-present',
): string | undefined {
  const { 'signature-input': input, signature } = answer.headers
  if (input === undefined && signature === undefined)
    return policy === 'required' ? 'answer without a message signature' : undefined
  const parsed = signatureInput(input ?? '')
  const value = parsed && signatureOf(signature ?? '', parsed.label)
  if (!parsed || !value) return 'message signature of another form'
  const wanted = ['"@status"', '"content-digest"', '"@path";req', ...(asked.idempotencyKey ? [idempotencyKey] : [])]
  if (wanted.some(name => !parsed.components.includes(name))) return 'message signature that covers too little'
  if (parsed.alg !== undefined && parsed.alg !== 'ed25519') return 'message signature of another kind'
  const key = keys.get(parsed.keyId)
  if (!key) return 'unknown message signing key'
  if (answer.headers['content-digest'] !== contentDigest(answer.body)) return 'wrong content digest'
  const base = signatureBase(answer, asked, parsed)
  if (base === undefined) return 'message signature of another form'
  return verify(null, Buffer.from(base, 'utf8'), key, value) ? undefined : 'wrong message signature'
}

const idempotencyKey = '"idempotency-key";req'

/** The components that answers of the contract are signed over. */
const readable = new Set(['"@status"', '"content-type"', '"content-digest"', '"@path";req', idempotencyKey])

interface SignatureInput {
  readonly label: string
  readonly components: readonly string[]
  /** As they stand: they are part of what is signed. */
  readonly parameters: string
  readonly keyId: string
  readonly alg: string | undefined
}

/** RFC 9421 §4.1, one signature: `label=("a" "b";req);created=1;keyid="k";alg="ed25519"`. */
function signatureInput(header: string): SignatureInput | undefined {
  const [, label, parameters, list, rest] =
    /^([a-z][a-z0-9_-]{0,31})=(\(([^()]{0,400})\)((?:;[a-z]+=(?:[0-9]{1,15}|"[\w .:/-]{0,100}"))*))$/.exec(header) ?? []
  if (!label || !parameters || !list) return undefined
  const components = list.split(' ')
  if (components.some(name => !readable.has(name)) || new Set(components).size !== components.length) return undefined
  const keyId = /;keyid="([^"]*)"/.exec(rest ?? '')?.[1]
  const alg = /;alg="([^"]*)"/.exec(rest ?? '')?.[1]
  return keyId === undefined ? undefined : { label, components, parameters, keyId, alg }
}

/** RFC 8941 §3.3.5: bytes between colons. */
function signatureOf(header: string, label: string): Uint8Array | undefined {
  const [, name, base64] = /^([a-z][a-z0-9_-]{0,31})=:([A-Za-z0-9+/=]{88}):$/.exec(header) ?? []
  return name === label && base64 ? Buffer.from(base64, 'base64') : undefined
}

const contentDigest = (body: Uint8Array) => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`

/** RFC 9421 §2.5. */
function signatureBase(answer: HttpAnswer, asked: AskedAbout, input: SignatureInput): string | undefined {
  const values: Record<string, string | undefined> = {
    '"@status"': String(answer.status),
    '"content-type"': answer.headers['content-type'],
    '"content-digest"': answer.headers['content-digest'],
    '"@path";req': asked.path.split('?')[0],
    [idempotencyKey]: asked.idempotencyKey,
  }
  const lines = input.components.map(name => (values[name] === undefined ? undefined : `${name}: ${values[name]}`))
  return lines.includes(undefined) ? undefined : [...lines, `"@signature-params": ${input.parameters}`].join('\n')
}
