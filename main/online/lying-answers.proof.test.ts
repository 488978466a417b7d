import { createHash, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import { messageSignature } from '../../fixtures/services/registry/registry-message-signature.ts'
import { sealer } from '../../fixtures/services/registry/registry-seal.ts'
import { signingKey } from '../../fixtures/services/registry/registry-signing.ts'
import { ok } from '../emrtd/result.ts'
import { ed25519Key } from './card-answer.ts'
import type { HttpAnswer } from './http-exchange.ts'
import { inventedQuestion } from './invented-questions.ts'
import { contractAdapter } from './registry-client.ts'

/** R6: the register says 200, and has stored nothing, or other bytes than were sent. */

const key = signingKey('model', 'a register that lies')
const other = signingKey('model', 'somebody else')
const now = () => new Date('2026-11-22T08:00:00Z')
const { card } = inventedQuestion({}, 'transaction-1', now())
const foreign = inventedQuestion({}, 'transaction-2', now()).card
const sodSha256 = JSON.parse(card.body).card.sodSha256 as string
const publicKey = ed25519Key(key.publicPem) as KeyObject

type Sealed = Record<string, string>
const sealed = (requestId = card.requestId, about: object = { sodSha256 }, said: object = { verdict: 'VALID' }) =>
  sealer(key, now).sealFor(requestId, 'REG-1')(said, about) as Sealed
const honest = sealed()
const json = (value: unknown): string => JSON.stringify(value)
/** Signs a text as the register would. */
const resigned = (text: string, more: object = {}) => ({
  ...honest,
  ...more,
  signedText: text,
  signature: key.sign(text),
})
const without = (name: string) => json(Object.fromEntries(Object.entries(honest).filter(([member]) => member !== name)))
const texts = { ...honest, signedText: honest.signedText ?? '' }

/** What comes with 200, and what the client must say of it. */
const bodies: readonly (readonly [string, string, string])[] = [
  ['nothing at all', '', 'not JSON'],
  ['an empty object', '{}', 'not a card verification'],
  ['only that all is well', '{"ok":true}', 'not a card verification'],
  ['null', 'null', 'not a card verification'],
  ['taken for later', '{"status":"ACCEPTED","transactionId":"REG-1"}', 'not a card verification'],
  ['cut off', json(honest).slice(0, -20), 'not JSON'],
  ['without the signed text', without('signedText'), 'not a card verification'],
  ['without a signature', without('signature'), 'not a card verification'],
  ['an empty signature', json({ ...honest, signature: '' }), 'wrong signature'],
  ['half a signature', json({ ...honest, signature: honest.signature?.slice(0, 40) }), 'wrong signature'],
  ['the signature of somebody else', json({ ...honest, signature: other.sign(texts.signedText) }), 'wrong signature'],
  ['a key that nobody knows', json({ ...honest, keyId: 'unheard-of' }), 'unknown signing key'],
  ['the answer to another question', json(sealed(foreign.requestId)), 'signed for another question'],
  [
    'stored under another id',
    json(resigned(texts.signedText.replace(card.requestId, foreign.requestId))),
    'signed for another question',
  ],
  ['stored another card', json(sealed(card.requestId, { sodSha256: '00'.repeat(32) })), 'signed for another question'],
  ['stored no card', json(sealed(card.requestId, {})), 'signed text of another form'],
  [
    'says another verdict than it signed',
    json({ ...sealed(card.requestId, { sodSha256 }, { verdict: 'REVOKED' }), verdict: 'VALID' }),
    'signed text says otherwise',
  ],
  [
    'says another reason than it signed',
    json({ ...honest, reasonCode: 'NUMBER_NOT_FOUND' }),
    'signed text says otherwise',
  ],
  ['names another transaction', json({ ...honest, transactionId: 'REG-2' }), 'signed text says otherwise'],
  ['names another time', json({ ...honest, checkedAt: '2001-01-01T00:00:00Z' }), 'signed text says otherwise'],
  [
    'the signed text printed again',
    json({ ...honest, signedText: texts.signedText.replace('{', '{ ') }),
    'wrong signature',
  ],
  ['signed a text that is none', json(resigned('VALID')), 'signed text of another form'],
  [
    'a verdict that does not exist',
    json(sealed(card.requestId, { sodSha256 }, { verdict: 'FINE' })),
    'not a card verification',
  ],
]

const answerOf = (body: string, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(body),
})

async function said(answer: HttpAnswer, signedAnswers: 'required' | 'where-present' = 'where-present') {
  const policy = { keys: new Map([['model', publicKey]]), signedAnswers, basePath: '' }
  const found = await contractAdapter(
    async () => ok(answer),
    policy,
    async () => {},
  ).verifyCard(card)
  return found.ok ? 'taken' : `${found.error.error.tag} ${found.error.error.cause}`
}

/** The whole answer signed (RFC 9421), over these parts and with this spoilt. */
function wholly(body: string, change: Partial<Parameters<typeof messageSignature>[0]> = {}, by = key) {
  const about = {
    ...{ status: 200, contentType: 'application/json', body, requestPath: '/v1/card-verifications' },
    ...{ idempotencyKey: card.requestId, created: 1, keyId: 'model', ...change },
  }
  const { base, headers } = messageSignature(about)
  return headers(by.sign(base))
}

test('R6: whatever is not the register’s word about these bytes is noticed', async () => {
  const time = stopwatch()
  expect(await said(answerOf(json(honest)))).toBe('taken')
  for (const [name, body, cause] of bodies)
    expect(await said(answerOf(body)), name).toBe(`OnlineAnswerInvalid ${cause}`)

  const body = json(honest)
  expect(await said(answerOf(body, wholly(body)), 'required')).toBe('taken')
  const digest = createHash('sha256').update('{}').digest('base64')
  const wholes: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ['no signature over the whole', {}, 'answer without a message signature'],
    ['of another question', wholly(body, { idempotencyKey: foreign.requestId }), 'wrong message signature'],
    ['of another address', wholly(body, { requestPath: '/v1/citizen-matches' }), 'wrong message signature'],
    ['of another status', wholly(body, { status: 201 }), 'wrong message signature'],
    ['of other bytes', wholly('{}'), 'wrong content digest'],
    ['a digest of other bytes', { ...wholly(body), 'content-digest': `sha-256=:${digest}:` }, 'wrong content digest'],
    ['by somebody else', wholly(body, {}, other), 'wrong message signature'],
    ['by an unknown key', wholly(body, { keyId: 'unheard-of' }), 'unknown message signing key'],
    ['over too little', tooLittle(), 'message signature that covers too little'],
    ['no signature at all', { ...wholly(body), signature: 'x=::' }, 'message signature of another form'],
  ]
  for (const [name, headers, cause] of wholes)
    expect(await said(answerOf(body, headers), 'required'), name).toBe(`OnlineAnswerInvalid ${cause}`)
  const cases = bodies.length + wholes.length
  expect(cases).toBeGreaterThanOrEqual(20)
  proofResult({ goal: 'R6', name: 'lying answers', seconds: time(), counts: { cases, unnoticed: 0 } })
})

/** A signature that holds, over the status alone. */
function tooLittle(): Readonly<Record<string, string>> {
  const parameters = '("@status");created=1;keyid="model";alg="ed25519"'
  const base = `"@status": 200\n"@signature-params": ${parameters}`
  return { 'signature-input': `registry=${parameters}`, signature: `registry=:${key.sign(base)}:` }
}
