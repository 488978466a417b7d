import type { Reverification, TracedLine, TransactionDetails } from '../../main/protocol/transaction-details.ts'

const hex = (seed: string) => seed.repeat(64).slice(0, 64)

const details: TransactionDetails = {
  from: 'card',
  evidence: 'kept',
  traced: true,
  cardMs: { pace: 190, dg1: 41, dg13: 82, dg2: 560, 'active-authentication': 74 },
  certificates: [
    {
      role: 'document-signer',
      subject: 'CN=Document Signer 07, O=Country of Tests, C=VN',
      issuer: 'CN=CSCA of Tests, O=Country of Tests, C=VN',
      serial: '4b2f9a11c0',
      notBefore: '2021-01-01T00:00:00.000Z',
      notAfter: '2036-01-01T00:00:00.000Z',
      key: 'EC brainpoolP256r1',
      signature: 'ECDSA brainpoolP384r1 SHA-384',
      fingerprint: hex('7f0c2b9d5a1e44c8'),
    },
    {
      role: 'anchor',
      subject: 'CN=CSCA of Tests, O=Country of Tests, C=VN',
      issuer: 'CN=CSCA of Tests, O=Country of Tests, C=VN',
      serial: '01',
      notBefore: '2020-06-01T00:00:00.000Z',
      notAfter: '2040-06-01T00:00:00.000Z',
      key: 'EC brainpoolP384r1',
      signature: 'ECDSA brainpoolP384r1 SHA-384',
      fingerprint: hex('b6a3d2e1f00915c4'),
      kind: 'test',
      source: 'csca-of-tests.cer',
    },
  ],
}

const line = (index: number, header: string, more: Partial<TracedLine> = {}): TracedLine => ({
  index,
  phase: 'pace',
  ms: 12.4,
  secured: false,
  command: { header, bytes: 16, le: 256 },
  response: { sw: '9000', bytes: 64 },
  ...more,
})
const lines: readonly TracedLine[] = [
  line(1, '00a4020c', { phase: 'card-access', command: { header: '00a4020c', bytes: 2, data: '011c' } }),
  line(2, '0022c1a4'),
  line(3, '10860000', { ms: 61.8 }),
  line(4, '0ca4020c', { phase: 'dg13', secured: true }),
  line(5, '0cb00000', { phase: 'dg13', secured: true, ms: 33.1, response: { sw: '9000', bytes: 231 } }),
]

const judged = { reasons: [], policy: 'counter', at: '2026-01-15T09:12:44+07:00' }
const reverified: Reverification = {
  status: 'verified',
  before: { verdict: 'authentic', ...judged },
  now: { verdict: 'refused', ...judged, reasons: ['signer-revoked'], at: '2026-03-02T08:00:10+07:00' },
  changed: [
    {
      before: { id: 'issuer.revocation', result: 'undetermined', reason: 'no-revocation-list' },
      now: { id: 'issuer.revocation', result: 'failed', reason: 'signer-revoked' },
    },
  ],
  same: 14,
  notRepeated: ['identity.registry'],
  parts: ['verdict', 'trust'],
  anchors: { added: 2, removed: 0 },
}

/** What stands behind a result; `lists=empty`: nothing of it is there any more. */
export const behindAnswers: Record<string, (params: Record<string, string>, empty: boolean) => unknown> = {
  'transaction.details': (_, empty) =>
    empty ? { certificates: [], evidence: 'not-by-purpose', traced: false } : details,
  'transaction.trace': () => ({ lines }),
  'transaction.export': () => ({ fileName: 'chipdesk-0199.evidence', evidence: '{}' }),
  'history.verify': (_, empty) => (empty ? { status: 'no-evidence', evidence: 'not-by-purpose' } : reverified),
}
