import { describe, expect, it } from 'vitest'
import { integer, oid, sequence, setOf } from '../../fixtures/country/der.ts'
import { deriveKey, explicitPublicKeyInfo } from '../../fixtures/country/elliptic-key.ts'
import { readOnly, readTlv, tlv } from '../emrtd/tlv.ts'
import type { CardRead, TerminalAuthenticationRecord } from '../reading/card-read.ts'
import { accessChecks } from './access-checks.ts'
import { decideVerdict } from './verdict.ts'

const read = (terminalAuthentication?: TerminalAuthenticationRecord): CardRead => ({
  at: '2026-11-21T03:00:00Z',
  access: {
    protocol: 'PACE',
    mapping: 'GM',
    cipher: 'AES-128',
    password: 'CAN',
    attempts: [{ protocol: 'PACE', password: 'CAN', outcome: 'completed' }],
  },
  files: new Map(),
  notRead: [],
  ...(terminalAuthentication && { terminalAuthentication }),
  timings: {},
  apdu: { count: 0, bytesOut: 0, bytesIn: 0, readSize: 0 },
})
const id = 'access.terminal-authentication'
const checkOf = (record?: TerminalAuthenticationRecord) =>
  accessChecks(read(record), { covered: new Set() }).find(check => check.id === id)

describe('terminal authentication', () => {
  it('is no check where nobody asked for it', () => expect(checkOf()).toBeUndefined())

  it.each([
    [
      { outcome: 'completed', holder: 'XXTESTIS00001' },
      { id, result: 'successful', detail: 'XXTESTIS00001' },
    ],
    [
      { outcome: 'refused', holder: 'XXTESTIS00001', sw: 0x6300, detail: '6300' },
      { id, result: 'undetermined', reason: 'access-refused', detail: 'XXTESTIS00001: 6300' },
    ],
    [
      { outcome: 'unsupported', detail: 'no chain' },
      { id, result: 'undetermined', reason: 'algorithm-unsupported', detail: 'no chain' },
    ],
  ] as const)('%j', (record, check) => expect(checkOf(record)).toEqual(check))

  it('that is refused says nothing against the document, and alone opens nothing', () => {
    const context = { policy: 'demo', testAnchor: true, complete: true } as const
    const good = (
      [
        'sod.signature',
        'sod.hashes',
        'issuer.chain',
        'issuer.validity',
        'issuer.state',
        'document.expiry',
        'chip.active-authentication',
      ] as const
    ).map(each => ({ id: each, result: 'successful' as const }))
    const verdict = (record: TerminalAuthenticationRecord) =>
      decideVerdict([...good, ...accessChecks(read(record), { covered: new Set() })], context).verdict
    expect(verdict({ outcome: 'refused' })).toBe('authentic')
    const alone = accessChecks(read({ outcome: 'completed' }), { covered: new Set() }).filter(each => each.id === id)
    expect(decideVerdict([...good, ...alone], context).verdict).toBe('intact')
  })
})

describe('explicit groups of PACE', () => {
  const own = integer(40)
  const group = (curve: 'P-192' | 'brainpoolP512r1') => {
    const info = readOnly(explicitPublicKeyInfo(deriveKey(curve, 'seed', 'any')), 0x30)
    const algorithm = info.ok ? readTlv(info.value.value) : info
    if (!info.ok || !algorithm.ok) throw new Error('no key')
    const parameters = info.value.value.subarray(0, algorithm.value.length)
    return sequence(oid('0.4.0.127.0.7.2.2.4.2'), parameters, own)
  }
  const infos = (curve: 'P-192' | 'brainpoolP512r1') =>
    setOf(sequence(oid('0.4.0.127.0.7.2.2.4.2.4'), integer(2), own), group(curve))
  const pace = (cardAccess: Uint8Array, dg14: Uint8Array) =>
    accessChecks(
      {
        ...read(),
        files: new Map([
          ['CardAccess', cardAccess],
          ['DG14', tlv(0x6e, dg14)],
        ]),
      },
      { covered: new Set(['DG14']) },
    )[0]

  it('are what DG14 says', () => {
    expect(pace(infos('brainpoolP512r1'), infos('brainpoolP512r1'))?.result).toBe('successful')
  })
  it('are a downgrade where another one stands under the same number', () => {
    expect(pace(infos('P-192'), infos('brainpoolP512r1'))).toMatchObject({ result: 'failed', reason: 'downgraded' })
  })
})
