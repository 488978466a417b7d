import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAuditHeadClient } from './audit-head-client.ts'
import { judgeReceipt } from './receipt-check.ts'

// Goal R6: a register that answers 200 and has stored nothing, or something else, is noticed.

const register = generateKeyPairSync('ed25519').privateKey
const stranger = generateKeyPairSync('ed25519').privateKey
const pem = (key: typeof register) => createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString()
const publicKeys = { 'register-1': pem(register), 'register-2': pem(generateKeyPairSync('ed25519').privateKey) }

const organisation = { code: '00001', unitCode: '01' }
const about = { organisation, desk: 'quay-1' }
const head = { seq: 12, head: 'ab'.repeat(32) }
const now = '2026-11-21T03:00:00.000Z'

interface Told {
  readonly requestId: string
  readonly seq: number
  readonly head: string
}
type Said = Readonly<Record<string, unknown>>

const right = ({ requestId, seq, head: told }: Told): Said => {
  const said = { requestId, transactionId: 'REG-1', organisation: '00001', desk: 'quay-1', seq, head: told }
  return { ...said, receivedAt: now, checkedAt: now }
}
function signed(said: Said, key = register, keyId = 'register-1'): Said {
  const { requestId: _, ...around } = said
  const signedText = JSON.stringify(said)
  return { ...around, signedText, signature: sign(null, Buffer.from(signedText), key).toString('base64'), keyId }
}
const saying = (change: Said) => (told: Told) => signed({ ...right(told), ...change })
const showing = (change: Said) => (told: Told) => ({ ...signed(right(told)), ...change })
const first = signed(right({ ...head, requestId: 'an earlier one' }))

/** What it answers, and what is said about it. */
const lies: Readonly<Record<string, readonly [answer: (told: Told) => unknown, cause: string]>> = {
  'nothing but a brace': [() => ({}), 'no signed answer'],
  'a word': [() => 'stored', 'no signed answer'],
  'another entry, signed': [saying({ seq: 11 }), 'receipt of another entry'],
  'a later entry, signed': [saying({ seq: 13 }), 'receipt of another entry'],
  'another head, signed: other bytes were stored': [saying({ head: 'cd'.repeat(32) }), 'receipt of another head'],
  'the head in capitals': [saying({ head: 'AB'.repeat(32) }), 'not a receipt'],
  'the head cut': [saying({ head: 'ab'.repeat(31) }), 'not a receipt'],
  'the number as a text': [saying({ seq: '12' }), 'not a receipt'],
  'another desk of the house': [saying({ desk: 'quay-2' }), 'receipt of another desk'],
  'the desk of another house': [saying({ organisation: '00002' }), 'receipt of another desk'],
  'no time': [saying({ receivedAt: undefined }), 'not a receipt'],
  'a time that is none': [saying({ receivedAt: 'today' }), 'not a receipt'],
  'a receipt of this head from before, replayed': [() => first, 'signed for another question'],
  'a receipt without a request': [saying({ requestId: '' }), 'signed for another question'],
  'no signature': [showing({ signature: '' }), 'wrong signature'],
  'no signature at all': [showing({ signature: undefined }), 'no signed answer'],
  'a stranger’s signature': [told => signed(right(told), stranger), 'wrong signature'],
  'a stranger’s key id': [told => signed(right(told), stranger, 'stranger'), 'unknown signing key'],
  'the id of another key of the register': [told => signed(right(told), register, 'register-2'), 'wrong signature'],
  'another entry around the signed text': [showing({ seq: 11 }), 'signed text says otherwise'],
  'another head around the signed text': [showing({ head: 'cd'.repeat(32) }), 'signed text says otherwise'],
  'a later time around the signed text': [showing({ checkedAt: '2036-01-01T00:00:00Z' }), 'signed text says otherwise'],
  'a signature over another spelling': [
    told => ({ ...signed(right(told)), signedText: JSON.stringify(right(told), null, 1) }),
    'wrong signature',
  ],
  'a signed text that is no JSON': [
    told => ({
      ...signed(right(told)),
      signedText: 'ok',
      signature: sign(null, Buffer.from('ok'), register).toString('base64'),
    }),
    'signed text of another form',
  ],
}

let server: Server
let answer: (told: Told) => unknown
let url: string
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const said = body === '' ? answer({ ...head, requestId: '' }) : answer(JSON.parse(body))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const client = () => createAuditHeadClient({ baseUrl: url, timeoutMs: 2000, publicKeys, ...about })
const told = async () => {
  const asking = client()
  try {
    return await asking.report(head, undefined)
  } finally {
    await asking.close()
  }
}

test('the truth is taken', async () => {
  answer = told => signed(right(told))
  expect(await told()).toMatchObject({ ok: true, value: { ...head, receivedAt: now, signedAt: now } })
})

test.each(Object.entries(lies))('%s', async (_, [lie, cause]) => {
  answer = lie
  expect(await told()).toMatchObject({
    ok: false,
    error: { final: false, error: { tag: 'OnlineAnswerInvalid', cause } },
  })
})

test('the last head is signed too', async () => {
  const asking = client()
  answer = told => signed(right(told))
  expect(await asking.latest()).toMatchObject({ ok: true, value: head })
  answer = told => signed(right(told), stranger)
  expect(await asking.latest()).toMatchObject({ ok: false, error: { error: { cause: 'wrong signature' } } })
  answer = saying({ desk: 'quay-2' })
  expect(await asking.latest()).toMatchObject({ ok: false, error: { error: { cause: 'receipt of another desk' } } })
  await asking.close()
})

test('a stored receipt is what was signed, and says the same beside it', async () => {
  answer = told => signed(right(told))
  const got = await told()
  if (!got.ok) throw new Error(got.error.error.cause)
  const { seq, body, receivedAt } = got.value
  const receipt = { seq, head: head.head, body, receivedAt }
  const keys = new Map([['register-1', createPublicKey(register)]])
  const judged = (change: object) => judgeReceipt({ ...receipt, ...change }, keys)
  expect(judged({})).toBe('genuine')
  expect(judged({ seq: 11 })).toBe('false')
  expect(judged({ head: 'cd'.repeat(32) })).toBe('false')
  expect(judged({ receivedAt: '2026-11-20T03:00:00.000Z' })).toBe('false')
  expect(judged({ body: body.replace('ab', 'cd') })).toBe('false')
  expect(judged({ body: 'none' })).toBe('false')
  expect(judged({ body: body.replace('"register-1"', '"register-9"') })).toBe('unknown-key')
})
