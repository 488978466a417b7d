import { utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { type IssueOptions, issueCard } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import { tlv } from '../emrtd/tlv.ts'
import { readCard } from './read-card.ts'
import type { ReadOptions } from './read-options.ts'

const name = 'In-process reader'
const persona = personas[0] as (typeof personas)[number]

function placed(options: IssueOptions & { behaviour?: object } = {}) {
  const card = issueCard(persona, options)
  const reader = inProcessReader(name)
  reader.place(createChip({ ...card.image, behaviour: { ...card.image.behaviour, ...options.behaviour } }))
  const read = (more: Partial<ReadOptions> = {}) =>
    readCard(() => reader.source.connect(name), { secrets: { can: card.can }, random: randomBytes, ...more })
  return { card, reader, read }
}

describe('readCard', () => {
  test('reads a Vietnamese card whole, by PACE with the CAN', async () => {
    const { card, read } = placed()
    const done = await read()
    expect(done.error).toBeUndefined()
    expect(done.access).toMatchObject({
      protocol: 'PACE',
      mapping: 'GM',
      cipher: 'AES-128',
      parameters: 'brainpoolP256r1',
      password: 'CAN',
    })
    expect([...done.files.keys()].sort()).toEqual(
      ['CardAccess', 'COM', 'DG1', 'DG13', 'DG14', 'DG15', 'DG2', 'SOD'].sort(),
    )
    expect(done.files.get('DG2')).toEqual(card.image.files.get(0x0102))
    expect(done.notRead).toEqual([{ file: 'DG3', reason: 'protected' }])
    expect(done.chipAuthentication?.transcript).toBeDefined()
    expect(done.activeAuthentication?.outcome).toBe('answered')
  })

  test('keeps within 40 APDUs with extended length and 120 without', async () => {
    expect((await placed({ photoBytes: 20_000 }).read()).apdu.count).toBeLessThanOrEqual(40)
    const short = await placed({ photoBytes: 20_000 }).read({ readSize: 223 })
    expect(short.error).toBeUndefined()
    expect(short.apdu.count).toBeLessThanOrEqual(120)
  })

  test('steps down on a card without extended length', async () => {
    const done = await placed({ behaviour: { extendedLength: false } }).read()
    expect(done.error).toBeUndefined()
    expect(done.apdu.readSize).toBe(223)
    expect(done.files.has('DG2')).toBe(true)
  })

  test.each(['6D00', '6982'] as const)('does not need SELECT MF (%s)', async mf => {
    expect((await placed({ behaviour: { mf } }).read()).error).toBeUndefined()
  })

  test('says a wrong CAN as a wrong key, and a second try with the right one works', async () => {
    const { read } = placed()
    const wrong = await read({ secrets: { can: '123456' } })
    expect(wrong.error).toMatchObject({ tag: 'CardWrongKey', phase: 'pace', sw: '6300' })
    expect((await read()).error).toBeUndefined()
  })

  test('opens an old card by BAC, and says what is missing without the MRZ', async () => {
    const { card, read } = placed({ hostile: 'bac-only' })
    expect((await read()).error).toMatchObject({ tag: 'AccessNoSecret', phase: 'bac' })
    const opened = await read({ secrets: { mrzInformation: card.image.mrzInformation } })
    expect(opened.error).toBeUndefined()
    expect(opened.access).toMatchObject({ protocol: 'BAC', cipher: '3DES', password: 'MRZ' })
  })

  test('never goes down to BAC by itself where the card offers PACE and refuses it', async () => {
    const card = issueCard(persona)
    const chip = createChip(card.image)
    const isPace = (command: Uint8Array) => command[1] === 0x22 && command[2] === 0xc1
    const reader = inProcessReader(name)
    reader.place({
      ...chip,
      transmit: command => (isPace(command) ? Uint8Array.of(0x69, 0x85) : chip.transmit(command)),
    })
    const read = (more: Partial<ReadOptions>) =>
      readCard(() => reader.source.connect(name), {
        secrets: { can: card.can, mrzInformation: card.image.mrzInformation },
        random: randomBytes,
        ...more,
      })
    const closed = await read({})
    expect(closed.error).toMatchObject({ tag: 'AccessRefused', phase: 'pace' })
    expect(closed.access.attempts.map(({ protocol, password }) => `${protocol} ${password}`)).toEqual([
      'PACE CAN',
      'PACE MRZ',
    ])
    const allowed = await read({ bacAfterPaceFailure: true })
    expect(allowed.error).toBeUndefined()
    expect(allowed.access).toMatchObject({ protocol: 'BAC' })
    expect(allowed.access.attempts).toHaveLength(3)
  })

  test('never goes to a weaker protocol for a wrong key, whatever the policy', async () => {
    const { read, card } = placed()
    const mrzInformation = card.image.mrzInformation.replace(/^.{2}/, '77')
    const done = await read({ bacAfterPaceFailure: true, secrets: { can: '777777', mrzInformation } })
    expect(done.error).toMatchObject({ tag: 'CardWrongKey', phase: 'pace' })
    expect(done.access.attempts.map(({ protocol, outcome }) => `${protocol} ${outcome}`)).toEqual([
      'PACE wrong-key',
      'PACE wrong-key',
    ])
  })

  test('names a card that is no identity card', async () => {
    expect((await placed({ hostile: 'other-application' }).read()).error?.tag).toBe('CardNotAnIdCard')
  })

  test('goes on reading when chip authentication breaks the session', async () => {
    const done = await placed({ hostile: 'clone' }).read()
    expect(done.error).toBeUndefined()
    expect(done.chipAuthentication?.outcome).toBe('completed')
    expect(done.files.has('DG2')).toBe(true)
  })

  test('keeps what was read when the card goes away, at every APDU', async () => {
    const whole = await placed().read()
    for (let at = 0; at < whole.apdu.count; at += 1) {
      const { reader, card } = placed()
      let sent = 0
      const done = await readCard(
        async () => {
          const connected = await reader.source.connect(name)
          if (!connected.ok) return connected
          const { transmit } = connected.value
          return {
            ok: true,
            value: {
              ...connected.value,
              transmit: (command, timeoutMs) => {
                if (sent++ === at) reader.remove()
                return transmit(command, timeoutMs)
              },
            },
          }
        },
        { secrets: { can: card.can }, random: randomBytes },
      )
      expect(done.error?.tag, `APDU ${at}`).toBe('CardRemoved')
    }
  })

  test('can be cancelled', async () => {
    const controller = new AbortController()
    const done = await placed().read({ signal: controller.signal, onFile: id => id === 'DG1' && controller.abort() })
    expect(done.error?.tag).toBe('CardReadCancelled')
    expect(done.files.has('DG1')).toBe(true)
  })

  test('reports progress with bytes, and each file when it is whole', async () => {
    const seen: string[] = []
    const files: string[] = []
    await placed().read({
      onProgress: ({ phase, bytesDone, bytesTotal }) =>
        bytesDone > 0 && seen.push(`${phase} ${bytesDone}/${bytesTotal}`),
      onFile: id => files.push(id),
    })
    expect(seen.at(-1)).toMatch(/^dg2 (\d+)\/\1$/)
    expect(files.indexOf('DG1')).toBeLessThan(files.indexOf('DG13'))
    expect(files.at(-1)).toBe('DG2')
  })

  test('counts APDUs and bytes by phase', async () => {
    const done = await placed().read()
    const byPhase = Object.values(done.apdu.byPhase ?? {})
    const sum = (of: (count: (typeof byPhase)[number]) => number) => byPhase.reduce((all, each) => all + of(each), 0)
    expect([sum(each => each.count), sum(each => each.bytesOut), sum(each => each.bytesIn)]).toEqual([
      done.apdu.count,
      done.apdu.bytesOut,
      done.apdu.bytesIn,
    ])
    expect(done.apdu.byPhase).toMatchObject({ 'card-access': { count: 1 }, pace: { count: 5 }, dg1: { count: 1 } })
  })

  test('reads what the desk asks for besides, and nothing else', async () => {
    const dataGroups = new Map([
      [11, tlv(0x6b, tlv(0x5c, Uint8Array.of(0x5f, 0x0e)), tlv(0x5f0e, utf8ToBytes('TEST')))],
      [12, tlv(0x6c, tlv(0x5c, Uint8Array.of(0x5f, 0x19)), tlv(0x5f19, utf8ToBytes('TEST')))],
    ])
    const usual = await placed({ dataGroups }).read({ photo: false })
    expect(usual.files.has('DG2')).toBe(false)
    expect(usual.notRead).toEqual(
      expect.arrayContaining([
        { file: 'DG2', reason: 'not-requested' },
        { file: 'DG11', reason: 'not-requested' },
        { file: 'DG12', reason: 'not-requested' },
      ]),
    )
    const more = await placed({ dataGroups }).read({ dataGroups: ['DG11', 'DG7'], photo: false })
    expect(more.error).toBeUndefined()
    expect(more.files.get('DG11')).toEqual(dataGroups.get(11))
    expect([more.files.has('DG12'), more.files.has('DG7')]).toEqual([false, false])
  })

  test('skips EF.COM where the SOD says what there is, which saves one APDU', async () => {
    const [read, skipped] = [await placed().read(), await placed().read({ com: 'skip' })]
    expect(skipped.error).toBeUndefined()
    expect(read.apdu.count - skipped.apdu.count).toBe(1)
    expect(skipped.notRead).toContainEqual({ file: 'COM', reason: 'not-requested' })
    expect([...skipped.files.keys()].sort()).toEqual([...read.files.keys()].filter(id => id !== 'COM').sort())
    const withoutSod = placed()
    const { image } = withoutSod.card
    withoutSod.reader.place(createChip({ ...image, files: new Map([...image.files].filter(([id]) => id !== 0x011d)) }))
    const fallenBack = await withoutSod.read({ com: 'skip' })
    expect(fallenBack.files.has('COM')).toBe(true)
    expect(fallenBack.files.has('DG13')).toBe(true)
  })

  test('has the chip sign the challenge of the caller, and says so', async () => {
    const challenge = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    const bound = (await placed().read({ challenge })).activeAuthentication
    expect(bound).toMatchObject({ outcome: 'answered', challenge, challengeFrom: 'caller' })
    expect((await placed().read()).activeAuthentication).not.toHaveProperty('challengeFrom')
  })
})
