import { describe, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard } from '../../fixtures/country/card.ts'
import { insuranceOf } from '../../fixtures/country/insurance-card.ts'
import { personOf } from '../../fixtures/country/population.ts'
import type { ProfileName } from '../../fixtures/country/profile.ts'
import { insuranceQrText } from '../../fixtures/country/qr.ts'
import { randomBytes } from '../crypto/random.ts'
import type { Report } from '../protocol/report.ts'
import type { Counter as CounterView } from '../protocol/station-state.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { readCard } from '../reading/read-card.ts'
import { createCounter } from './counter.ts'

const mai = personOf('mai')
if (!mai) throw new Error('mai has moved away')

/** A counter with a real chip on an in-process reader, which counts how often it is opened. */
function counterWith(profile: ProfileName = 'cccd-2021') {
  const card = issueCard(mai as NonNullable<typeof mai>, { profile, photoBytes: 3000 })
  const reader = inProcessReader('pad')
  let reads = 0
  let wake = () => {}
  const counter = createCounter({
    read: (secrets, { signal }) => {
      reads++
      return readCard(() => reader.source.connect('pad'), { secrets, random: randomBytes, signal })
    },
    judge: () => ({ report: { verdict: 'authentic' } as Report }),
    keep: async (_, report, changed) => changed({ id: 'one', report } as Transaction),
    changed: () => wake(),
    clearAfterMs: 60_000,
    notYet: () => undefined,
    over: () => {},
    engaged: () => false,
  })
  const lay = () => {
    reader.place(createChip(card.image))
    counter.cardIs(true)
  }
  const lift = () => {
    reader.remove()
    counter.cardIs(false)
  }
  /** The first view that fits. */
  const until = (fits: (view: CounterView) => boolean) =>
    new Promise<CounterView>(resolve => {
      wake = () => fits(counter.view()) && resolve(counter.view())
      wake()
    })
  const refused = (view: CounterView) => view.step === 'waiting' && view.error !== undefined
  return { card, counter, lay, lift, until, refused, reads: () => reads }
}

const waitingOf = (view: CounterView) => (view.step === 'waiting' ? view : expect.fail(view.step))

describe('a key that the card has refused', () => {
  const wrong = '999190111111'

  it('is not tried on it again, however often it comes', async () => {
    const { counter, lay, until, refused, reads } = counterWith()
    lay()
    expect(counter.input(wrong)).toBeUndefined()
    expect(waitingOf(await until(refused)).error?.tag).toBe('CardWrongKey')
    for (const text of [wrong, '111111', wrong]) {
      counter.input(text)
      expect(waitingOf(counter.view()).error).toMatchObject({
        tag: 'CardWrongKey',
        cause: expect.stringMatching(/not tried/),
      })
    }
    expect(reads()).toBe(1)
  })

  it('does not stand in the way of the right one, nor of the next card', async () => {
    const { counter, lay, lift, until, refused, reads } = counterWith()
    lay()
    counter.input(wrong)
    await until(refused)
    counter.input('999190024680')
    expect((await until(({ step }) => step === 'result')).step).toBe('result')
    lift()
    counter.clear()
    counter.input(wrong)
    lay()
    await until(refused)
    expect(reads()).toBe(3)
  })
})

describe('the one thing that is missing', () => {
  it('is the end of validity, where the QR opened no chip with BAC alone', async () => {
    const { card, counter, lay, until, refused } = counterWith('legacy-bac')
    counter.input(card.qrText, { scanned: true })
    lay()
    const asked = waitingOf(await until(refused))
    expect([asked.error?.tag, asked.needs]).toEqual(['AccessNoSecret', 'expiry'])
    expect(counter.answer('31/02/2030')).toMatchObject({ tag: 'DataNumberInvalid' })
    expect(counter.answer('15/01/2030')).toBeUndefined()
    expect((await until(({ step }) => step === 'result')).step).toBe('result')
  })

  it('is birth, then the end of validity, where only the number is known', async () => {
    const { counter, lay, until, refused } = counterWith('legacy-bac')
    counter.input('999190024680')
    lay()
    expect(waitingOf(await until(refused)).needs).toBe('birth')
    expect(counter.answer('15/01/1990')).toBeUndefined()
    expect(waitingOf(counter.view()).needs).toBe('expiry')
    expect(counter.answer('15.01.2030')).toBeUndefined()
    expect((await until(({ step }) => step === 'result')).step).toBe('result')
  })

  it('is still asked for while the card is turned to read it, and then opens the card laid on again', async () => {
    const { card, counter, lay, lift, until, refused } = counterWith('legacy-bac')
    counter.input(card.qrText, { scanned: true })
    lay()
    await until(refused)
    lift()
    expect(waitingOf(counter.view()).needs).toBe('expiry')
    expect(counter.answer('15/01/2030')).toBeUndefined()
    lay()
    expect((await until(({ step }) => step === 'result')).step).toBe('result')
  })

  it('is forgotten with the citizen', async () => {
    const { card, counter, lay, lift, until, refused } = counterWith('legacy-bac')
    counter.input(card.qrText, { scanned: true })
    lay()
    await until(refused)
    lift()
    counter.input(card.qrText, { scanned: true })
    expect(waitingOf(counter.view()).needs).toBeUndefined()
  })

  it('is nothing where nothing was asked', () => {
    const { counter } = counterWith()
    expect(counter.answer('15/01/2030')).toMatchObject({ tag: 'AccessNoSecret' })
  })

  it('is the number, where an insurance card says none: it opens no chip', () => {
    const { counter, lay, reads } = counterWith()
    const insurance = mai && insuranceOf(mai)
    if (!mai || !insurance) return expect.fail('mai is insured')
    expect(counter.input(insuranceQrText(mai, insurance), { scanned: true })).toBeUndefined()
    lay()
    expect(waitingOf(counter.view()).needs).toBe('can')
    expect(reads()).toBe(0)
  })
})

describe('what was seen instead of a card', () => {
  const { counter } = counterWith()
  it.each([
    ['https://example.test/', 'web-link'],
    ['00020101021238570010A000000727', 'payment-code'],
    ['BEGIN:VCARD\nFN:x\nEND:VCARD', 'contact-card'],
    ['999190', 'half-code'],
  ])('%s', (text, seen) => {
    expect(counter.input(text, { scanned: true })?.seen).toBe(seen)
  })
})

describe('keys struck behind an input method', () => {
  it('are read where the text that came of them is damaged', () => {
    const { card, counter } = counterWith()
    const damaged = card.qrText.replaceAll('|', '').replace(/\d/g, '?')
    expect(counter.input(damaged, { scanned: true, keys: card.qrText })).toBeUndefined()
    expect(waitingOf(counter.view()).declared?.fields.find(({ id }) => id === 'personalNumber')?.value).toBe(
      '999190024680',
    )
  })

  it('are not read where the text came whole', () => {
    const { card, counter } = counterWith()
    counter.input(card.qrText, { scanned: true, keys: '999190111111' })
    expect(waitingOf(counter.view()).declared?.fields.find(({ id }) => id === 'personalNumber')?.value).toBe(
      '999190024680',
    )
  })
})
