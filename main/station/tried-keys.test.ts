import { describe, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import type { ChipBehaviour } from '../../fixtures/chip/chip-image.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard } from '../../fixtures/country/card.ts'
import { personOf } from '../../fixtures/country/population.ts'
import type { ProfileName } from '../../fixtures/country/profile.ts'
import { randomBytes } from '../crypto/random.ts'
import type { Report } from '../protocol/report.ts'
import type { Counter as CounterView } from '../protocol/station-state.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { readCard } from '../reading/read-card.ts'
import { createCounter } from './counter.ts'

const [mai, an] = ['mai', 'khoi'].map(id => personOf(id) ?? expect.fail(`${id} has moved away`)) as [
  NonNullable<ReturnType<typeof personOf>>,
  NonNullable<ReturnType<typeof personOf>>,
]

/** A counter with mai's card, and how often its chip said that a key is wrong. */
function counterWith(profile: ProfileName = 'cccd-2021', behaviour: ChipBehaviour = {}) {
  const { image, qrText, mrz } = issueCard(mai, { profile, photoBytes: 3000 })
  const reader = inProcessReader('pad')
  let wrong = 0
  let wake = () => {}
  const counter = createCounter({
    read: (secrets, { signal }) =>
      readCard(() => reader.source.connect('pad'), { secrets, random: randomBytes, signal }),
    judge: () => ({ report: { verdict: 'authentic' } as Report }),
    keep: async (_, report, changed) => changed({ id: 'one', report } as Transaction),
    changed: () => wake(),
    clearAfterMs: 60_000,
    notYet: () => undefined,
    over: () => {},
    engaged: () => false,
  })
  const settled = () =>
    new Promise<CounterView>(resolve => {
      wake = () => counter.view().step !== 'reading' && resolve(counter.view())
      wake()
    })
  return {
    counter,
    qrText,
    mrz: mrz.join('\n'),
    lay() {
      const chip = createChip({ ...image, behaviour: { ...image.behaviour, ...behaviour } })
      reader.place({
        ...chip,
        transmit(command) {
          const response = chip.transmit(command)
          if (command[1] === 0x82 || command[1] === 0x86) wrong += response.at(-2) === 0x63 ? 1 : 0
          return response
        },
      })
      counter.cardIs(true)
    },
    lift() {
      reader.remove()
      counter.cardIs(false)
    },
    /** Gives a text, and waits until the chip is done with it. */
    async say(text: string) {
      counter.input(text, { scanned: true })
      const view = await settled()
      return view.step === 'waiting' ? view : expect.fail(view.step)
    },
    settled,
    wrongKeys: () => wrong,
  }
}

const wrongLines = issueCard(an).mrz.join('\n')

describe('how often a chip is asked with a wrong key', () => {
  it.each(['cccd-2021', 'legacy-bac'] as const)(
    '%s: once with each key of the lines, however often they come',
    async profile => {
      const { lay, say, wrongKeys } = counterWith(profile)
      lay()
      await say(wrongLines)
      const asked = wrongKeys()
      expect(asked).toBeLessThanOrEqual(2)
      for (let i = 0; i < 3; i++) expect((await say(wrongLines)).error?.tag).toBe('CardWrongKey')
      expect(wrongKeys()).toBe(asked)
    },
  )

  it('once where the number came, then its last six digits, then the lines with it', async () => {
    const { counter, lay, say, settled, wrongKeys } = counterWith()
    lay()
    await say(an.personalNumber)
    counter.input(an.personalNumber.slice(-6))
    await settled()
    expect(wrongKeys()).toBe(1)
    await say(wrongLines)
    await say(wrongLines)
    expect(wrongKeys()).toBe(2)
  })

  it('a chip that closes for good at the first is not asked again as it lies', async () => {
    const { counter, lay, say, settled, wrongKeys } = counterWith('cccd-2021', {
      wrongPassword: { answer: '63Cx', tries: 1 },
    })
    lay()
    expect((await say(an.personalNumber)).error?.tag).toBe('CardBlocked')
    counter.readAgain()
    await settled()
    await say(an.personalNumber)
    expect(wrongKeys()).toBe(1)
  })
})

describe('a key that was not tried', () => {
  it('is not refused with another: a date answered wrongly is asked for again', async () => {
    const { counter, qrText, lay, say, settled, wrongKeys } = counterWith('legacy-bac')
    lay()
    expect((await say(qrText)).needs).toBe('expiry')
    expect(counter.answer('16/01/2030')).toBeUndefined()
    expect(await settled()).toMatchObject({
      error: { tag: 'CardWrongKey' },
      needs: 'expiry',
      declared: { origin: 'qr' },
    })
    expect((await say(qrText)).needs).toBe('expiry')
    expect(counter.answer('16/01/2030')).toBeUndefined()
    expect(await settled()).toMatchObject({ error: { tag: 'CardWrongKey' }, needs: 'expiry' })
    expect(wrongKeys()).toBe(1)
    expect(counter.answer('15/01/2030')).toBeUndefined()
    expect((await settled()).step).toBe('result')
  })

  it('is not asked for of the next citizen', async () => {
    const { counter, qrText, lay, lift, say, settled } = counterWith('legacy-bac')
    lay()
    await say(qrText)
    counter.answer('16/01/2030')
    await settled()
    lift()
    counter.input(an.personalNumber)
    expect(counter.view()).toMatchObject({ step: 'waiting', declared: { origin: 'number' } })
    expect(counter.view()).not.toHaveProperty('needs')
    lay()
    expect(await settled()).toMatchObject({ error: { tag: 'AccessNoSecret' }, needs: 'birth' })
    counter.answer('01/01/1990')
    counter.answer('01/01/2031')
    // Both were answered: either may be the wrong one.
    expect(await settled()).toMatchObject({ error: { tag: 'CardWrongKey' }, needs: 'birth' })
  })

  it('is tried on the next card, where the one that refused it is lifted before its read has ended', async () => {
    const { counter, lay, settled } = counterWith()
    lay()
    counter.input(mai.personalNumber.slice(0, 6) + an.personalNumber.slice(6))
    const before = settled()
    // The reader tells of the lift before the read has ended.
    counter.cardIs(false)
    await before
    lay()
    counter.input(an.personalNumber)
    expect(counter.view().step).toBe('reading')
    await settled()
  })
})

describe('the same code once more', () => {
  it('takes no result from the screen while its card lies there', async () => {
    const { counter, qrText, lay, settled } = counterWith()
    lay()
    counter.input(qrText, { scanned: true })
    expect((await settled()).step).toBe('result')
    expect(counter.input(qrText, { scanned: true })).toBeUndefined()
    expect(counter.view().step).toBe('result')
  })

  it('is no complaint while its card is read; another code is', async () => {
    const { counter, qrText, lay, settled } = counterWith()
    lay()
    counter.input(qrText, { scanned: true })
    expect(counter.view().step).toBe('reading')
    expect(counter.input(qrText, { scanned: true })).toBeUndefined()
    expect(counter.input(an.personalNumber)).toMatchObject({ tag: 'ReaderReading' })
    expect((await settled()).step).toBe('result')
  })

  it('is the citizen again once the card was lifted', async () => {
    const { counter, qrText, lay, settled } = counterWith()
    lay()
    counter.input(qrText, { scanned: true })
    await settled()
    counter.cardIs(false)
    counter.input(qrText, { scanned: true })
    expect(counter.view()).toMatchObject({ step: 'waiting', declared: { origin: 'qr' } })
  })
})
