import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import vectors from '../../fixtures/vectors/icao9303-11-bac.json' with { type: 'json' }
import { readBinary, selectFile } from '../emrtd/commands.ts'
import { ok } from '../emrtd/result.ts'
import { answer } from '../emrtd/scripted-answer.ts'
import { scriptedRandom } from '../emrtd/scripted-dialogue.ts'
import type { SessionKeys } from '../emrtd/secure-messaging.ts'
import { openByBac } from './bac-access.ts'
import { openSession } from './card-session.ts'
import { defaultLimits } from './read-limits.ts'
import type { Exchange } from './wire.ts'

/** A session on a card that gives these answers in turn, and what was sent to it. */
function scripted(...answers: (string | Uint8Array)[]) {
  const sent: string[] = []
  const counter = { count: 0, bytesOut: 0, bytesIn: 0, byPhase: {} }
  const session = openSession(
    {
      readerName: 'pad',
      atr: new Uint8Array(),
      async transmit(command) {
        sent.push(bytesToHex(command).toUpperCase())
        const next = answers[sent.length - 1] ?? '6F00'
        return ok(typeof next === 'string' ? hexToBytes(next) : next)
      },
      close: async () => {},
    },
    counter,
    { limits: defaultLimits, endsAt: Number.POSITIVE_INFINITY, signal: new AbortController().signal },
  )
  return { session, sent }
}

const keys = (): SessionKeys => ({
  cipher: 'AES-128',
  kEnc: new Uint8Array(16).fill(1),
  kMac: new Uint8Array(16).fill(2),
  ssc: new Uint8Array(16),
})
/** Protected answer to the command of that turn, from 1. */
const protectedAnswer = (turn: number, data: string, sw = 0x9000) =>
  Uint8Array.of(...answer(keys(), 2 * turn, hexToBytes(data), sw), sw >> 8, sw & 0xff)
const read = readBinary({ offset: 0, le: 200 })

test('9303-11 appendix D, from GET CHALLENGE to the protected READ BINARY', async () => {
  const steps = [
    ...vectors.authentication.map(([command = '', response = '']) => ({ command, response })),
    ...vectors.secureMessaging.map(({ protected: command, response }) => ({ command, response })),
  ]
  const { session, sent } = scripted(...steps.map(({ response }) => response))
  const random = scriptedRandom(vectors.rndIfd, vectors.kIfd)
  const secrets = { mrzInformation: vectors.mrzInformation }
  expect(await openByBac(session, { secrets, random }, [])).toMatchObject({ ok: true })
  const plain: string[] = []
  for (const command of [selectFile(0x011e), readBinary({ offset: 0, le: 4 }), readBinary({ offset: 4, le: 18 })]) {
    const answered = await session.send(command)
    plain.push(answered.ok ? bytesToHex(answered.value.data).toUpperCase() : answered.error.tag)
  }
  expect(plain).toEqual(vectors.secureMessaging.map(step => step.plain))
  expect(sent).toEqual(steps.map(({ command }) => command))
})

describe('a secured session', () => {
  test.each(['9000', '6982', '6282', '6B00', '6988', '00', '', '01029000'])(
    'ends with a plain %s; nothing is sent after it, in plain least of all',
    async plain => {
      const { session, sent } = scripted(plain)
      session.secure(keys())
      const first = await session.send(read)
      expect(first.ok).toBe(false)
      const faulty = !first.ok && first.error.tag === 'ProtocolSecureMessaging'
      // A response without a status word is a fault of the wire: the caller hangs up, and the channel is as it was.
      expect(faulty).toBe(plain.length >= 4)
      if (!faulty) return
      expect(await session.send(read)).toMatchObject({ ok: false, error: { tag: 'ProtocolSecureMessaging' } })
      expect(sent).toHaveLength(1)
      expect(sent[0]?.startsWith('0C')).toBe(true)
    },
  )

  test('goes on after a plain 6700, with the same counter', async () => {
    const { session, sent } = scripted('6700', protectedAnswer(1, 'AB'))
    session.secure(keys())
    expect(await session.send(read)).toMatchObject({ ok: false, error: { tag: 'ProtocolStatusWord', sw: '6700' } })
    expect(await session.send(read)).toEqual({ ok: true, value: { data: hexToBytes('AB'), sw: 0x9000 } })
    expect(sent[0]).toBe(sent[1])
  })

  test('goes on under new keys, and never under those before or without', async () => {
    const before = keys()
    const { session, sent } = scripted(protectedAnswer(1, 'AB'))
    session.secure(before)
    session.secure({ ...keys(), kMac: new Uint8Array(16).fill(3) })
    expect(before.kEnc.some(Boolean) || before.kMac.some(Boolean)).toBe(false)
    // Answered under the keys before: refused, and over.
    expect(await session.send(read)).toMatchObject({ ok: false, error: { tag: 'ProtocolSecureMessaging' } })
    expect((await session.send(read)).ok).toBe(false)
    expect(sent).toHaveLength(1)
  })

  test('closed sends nothing more', async () => {
    const { session, sent } = scripted()
    session.secure(keys())
    session.close()
    expect(await session.send(read)).toMatchObject({ ok: false, error: { tag: 'ProtocolSecureMessaging' } })
    expect(sent).toEqual([])
  })

  test('asks again where the chip says so within the channel', async () => {
    const { session, sent } = scripted(
      protectedAnswer(1, '', 0x6c02),
      protectedAnswer(2, 'AB', 0x6101),
      protectedAnswer(3, 'CD'),
    )
    session.secure(keys())
    expect(await session.send(read)).toMatchObject({ ok: true, value: { data: hexToBytes('ABCD'), sw: 0x9000 } })
    expect(sent.map(command => command.slice(0, 4))).toEqual(['0CB0', '0CB0', '0CC0'])
  })

  test('takes a protected answer in portions, and gives transcripts the whole of it', async () => {
    const whole = protectedAnswer(1, 'ABCD')
    const cut = whole.length - 12
    const { session, sent } = scripted(
      Uint8Array.of(...whole.subarray(0, cut), 0x61, 10),
      Uint8Array.of(...whole.subarray(cut)),
    )
    session.secure(keys())
    const captured: Exchange[] = []
    session.captureNext(exchange => captured.push(exchange))
    expect(await session.send(read)).toMatchObject({ ok: true, value: { data: hexToBytes('ABCD') } })
    expect(sent[1]).toBe('00C000000A')
    expect(captured).toEqual([{ command: hexToBytes(sent[0] ?? ''), response: whole }])
  })
})

describe('in plain', () => {
  test('61XX is answered with GET RESPONSE, 6CXX with the right Le, each a few times at most', async () => {
    const more = scripted('AB6102', 'CDEF9000')
    expect(await more.session.send(read)).toMatchObject({ ok: true, value: { data: hexToBytes('ABCDEF'), sw: 0x9000 } })
    expect(more.sent).toEqual(['00B00000C8', '00C0000002'])
    const right = scripted('6C02', 'ABCD9000')
    expect(await right.session.send(read)).toMatchObject({ ok: true, value: { data: hexToBytes('ABCD'), le: 2 } })
    expect(right.sent).toEqual(['00B00000C8', '00B0000002'])
    const again = scripted('6C02', '6C03', '6C04')
    expect(await again.session.send(read)).toMatchObject({ ok: true, value: { sw: 0x6c03 } })
    const endless = scripted(...Array.from({ length: 50 }, () => 'AB6101'))
    expect(await endless.session.send(read)).toMatchObject({ ok: false, error: { tag: 'ProtocolLength' } })
    expect(endless.sent.length).toBeLessThan(20)
  })
})
