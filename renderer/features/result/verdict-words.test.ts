import { describe, expect, it } from 'vitest'
import { lightOfVerdict, type Reason, reasons, type Verdict } from '../../../main/protocol/checks.ts'
import { type ChipDeskError, chipDeskError } from '../../../main/protocol/errors.ts'
import type { RegistryState, Transaction } from '../../../main/protocol/transaction.ts'
import { en } from '../../i18n/en.ts'
import { vi } from '../../i18n/vi.ts'
import { storedWords, verdictWords } from './verdict-words.ts'

const visit = (
  verdict: Verdict,
  reasons: Reason[] = [],
  registry: RegistryState = { status: 'not-asked' },
  error?: ChipDeskError,
): Transaction => ({
  id: 't',
  at: '2026-01-15T09:00:00+07:00',
  desk: 'd',
  demo: true,
  registry,
  report: {
    verdict,
    light: lightOfVerdict[verdict],
    reasons,
    checks: [],
    document: [],
    access: { protocol: 'PACE' },
    dataGroups: { present: [], read: [], notRead: [] },
    timings: {},
    apdu: { count: 0, bytesOut: 0, bytesIn: 0, readSize: 0 },
    trust: { anchors: 1, test: true, digest: '' },
    policy: 'demo',
    at: '2026-01-15T09:00:00+07:00',
    ...(error && { error }),
  },
})

describe('verdictWords', () => {
  it('does not ask for a card again that is another one than before', () => {
    const words = verdictWords(
      visit(
        'incomplete',
        ['read-ended-early'],
        undefined,
        chipDeskError('CardRemoved', { phase: 'pace', cause: 'another card than before' }),
      ),
      vi,
    )
    expect(words).toMatchObject({ line: vi.result.anotherCard.title, act: vi.result.anotherCard.cure })
    const lifted = verdictWords(visit('incomplete', [], undefined, chipDeskError('CardRemoved')), vi)
    expect(lifted.line).toBe(vi.errors.CardRemoved.title)
  })
  it('gives the first reason and its cure', () => {
    const words = verdictWords(visit('altered', ['hash-wrong', 'no-anchor']), en)
    expect(words).toEqual({
      title: 'Data altered',
      line: en.reasons['hash-wrong'].text,
      act: en.reasons['hash-wrong'].cure,
    })
  })

  it('tells the clerk what to do with a citizen whose card is not proven, whatever the administrator must mend', () => {
    for (const reason of ['no-chip-key', 'com-lists-more', 'no-anchor'] as const)
      expect(verdictWords(visit('intact', [reason]), en).act, reason).toBe(en.verdicts.intact.act)
  })

  it('begins every red advice with not to accept the card, said once', () => {
    for (const t of [en, vi])
      for (const reason of reasons) {
        const { act } = verdictWords(visit('refused', [reason]), t)
        expect(
          act.toLowerCase().split(t.result.doNotAccept.slice(0, -1).toLowerCase()).length,
          `${reason}: ${act}`,
        ).toBe(2)
        expect(act.startsWith(t.result.doNotAccept.slice(0, -1)), act).toBe(true)
      }
  })

  it('sends nobody away whose card is proven, because the code is of an older one', () => {
    const { act } = verdictWords(visit('intact', ['code-of-another-card']), en)
    expect(act).toBe(en.reasons['code-of-another-card'].cure)
    expect(verdictWords(visit('intact', ['no-anchor', 'code-of-another-card']), en).act).toBe(en.verdicts.intact.act)
  })

  it('takes nobody in on an old result', () => {
    const { title, act } = storedWords(visit('authentic'), en)
    expect([title, act]).toEqual([en.verdicts.authentic.title, en.history.oldResult('09:00:00 15/01/2026')])
  })

  it('names the test anchor as cause only of a refusal', () => {
    expect(verdictWords(visit('intact', ['test-anchor', 'no-chip-key']), en).line).toBe(en.reasons['no-chip-key'].text)
    expect(verdictWords(visit('refused', ['test-anchor']), en).line).toBe(en.reasons['test-anchor'].text)
    expect(verdictWords(visit('authentic', ['test-anchor']), en).line).toBe(en.verdicts.authentic.line)
  })

  it('says why a read ended early, but lets a forgery speak first', () => {
    const removed = chipDeskError('CardRemoved')
    expect(verdictWords(visit('incomplete', ['read-ended-early'], undefined, removed), en).line).toBe(
      en.errors.CardRemoved.title,
    )
    expect(verdictWords(visit('altered', ['hash-wrong'], undefined, removed), en).line).toBe(
      en.reasons['hash-wrong'].text,
    )
  })

  it('does not send a clerk on with a genuine card that was reported lost', () => {
    const lost: RegistryState = {
      status: 'answered',
      requestId: 'r',
      answeredAt: '2026-01-15T09:00:00+07:00',
      card: { transactionId: 't', verdict: 'LOST_REPORTED', signedText: '', signature: '', keyId: 'k', checkedAt: '' },
    }
    const { act } = verdictWords(visit('authentic', [], lost), en)
    expect(act).toContain(en.registry.card.LOST_REPORTED)
    expect(act).not.toBe(en.verdicts.authentic.act)
  })

  it('does not speak of a genuine card as if the register had confirmed it', () => {
    const silent: RegistryState[] = [
      { status: 'not-asked' },
      { status: 'pending', requestId: 'r', since: '2026-01-15T09:00:00+07:00' },
      { status: 'failed', requestId: 'r', error: chipDeskError('OnlineRefused') },
    ]
    for (const registry of silent)
      expect(verdictWords(visit('authentic', [], registry), en).act, registry.status).toBe(en.result.registryOpen)
  })
})
