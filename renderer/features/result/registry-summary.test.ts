import { describe, expect, it } from 'vitest'
import { chipDeskError } from '../../../main/protocol/errors.ts'
import { type RegistryState, registryVerdicts } from '../../../main/protocol/transaction.ts'
import { en } from '../../i18n/en.ts'
import { registrySummary } from './registry-summary.ts'

type Answered = Extract<RegistryState, { status: 'answered' }>
const card = (verdict: (typeof registryVerdicts)[number]): NonNullable<Answered['card']> => ({
  transactionId: 't',
  verdict,
  signedText: '',
  signature: '',
  keyId: 'k',
  checkedAt: '2026-01-15T09:00:00+07:00',
})
const full: NonNullable<Answered['citizen']> = {
  match: 'FULL',
  perField: { fullName: { match: true } },
  lifeStatus: 'ALIVE',
  numberStatus: 'ACTIVE',
}
const answer = (more: Partial<Answered>): RegistryState => ({
  status: 'answered',
  requestId: 'r',
  answeredAt: '2026-01-15T09:12:46+07:00',
  ...more,
})
const light = (state: RegistryState) => registrySummary(state, en).light

describe('registrySummary', () => {
  it('is green only for a valid card and a full match', () => {
    expect(light(answer({ card: card('VALID'), citizen: full }))).toBe('green')
    for (const verdict of registryVerdicts.filter(one => one !== 'VALID'))
      expect(light(answer({ card: card(verdict), citizen: full })), verdict).toBe('red')
    for (const match of ['PARTIAL', 'NONE', 'NOT_FOUND'] as const)
      expect(light(answer({ card: card('VALID'), citizen: { ...full, match } })), match).toBe('red')
  })

  it('says a person’s death, a missing person, a cancelled number and a differing field', () => {
    for (const change of [
      { lifeStatus: 'DECEASED' },
      { lifeStatus: 'MISSING' },
      { numberStatus: 'CANCELLED' },
      { perField: { placeOfResidence: { match: false } } },
    ] as const)
      expect(light(answer({ card: card('VALID'), citizen: { ...full, ...change } })), JSON.stringify(change)).toBe(
        'red',
      )
    const differs = registrySummary(
      answer({
        citizen: { match: 'PARTIAL', perField: { placeOfResidence: { match: false }, other: { match: false } } },
      }),
      en,
    )
    expect([differs.title, ...differs.lines]).toContain('Differs: Place of residence, other')
  })

  it('never takes half an answer, an empty one or none for good', () => {
    expect(light(answer({ card: card('VALID') }))).toBe('yellow')
    expect(light(answer({ citizen: full }))).toBe('yellow')
    expect(light(answer({}))).toBe('yellow')
    expect(light({ status: 'pending', requestId: 'r', since: '2026-01-15T09:00:00Z' })).toBe('yellow')
    expect(light({ status: 'failed', requestId: 'r', error: chipDeskError('OnlineRefused') })).toBe('yellow')
    expect(light({ status: 'not-asked' })).toBe('grey')
  })
})
