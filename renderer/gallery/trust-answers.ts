import type { TrustAuditView, TrustEntry, TrustLine, TrustList, TrustPreview } from '../../main/protocol/trust.ts'

/** Invented fingerprints, each another. */
const fingerprint = (seed: number) =>
  Array.from({ length: 8 }, (_, at) =>
    ((seed + 1) * (at + 3) * 2654435761 || 1).toString(16).slice(0, 8).padStart(8, '7'),
  )
    .join('')
    .replace(/[^0-9a-f]/g, '0')
    .slice(0, 64)
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

const anchor = (seed: number, more: Partial<TrustEntry>): TrustEntry => ({
  what: 'anchor',
  kind: 'passport',
  status: 'active',
  fingerprint: fingerprint(seed),
  name: `C=${more.country}, O=Invented Ministry, OU=Passports, CN=Invented CSCA ${seed}`,
  notBefore: inDays(-1200),
  notAfter: inDays(2600),
  key: 'EC brainpoolP384r1',
  signature: 'ECDSA SHA-384',
  source: 'invented-master-list.ml',
  importedBy: 'quan.tri',
  importedAt: inDays(-20),
  ...more,
})

const vietnam = [
  anchor(1, {
    country: 'VN',
    kind: 'identity-card',
    name: 'C=VN, O=Invented, CN=Invented CSCA for cards',
    source: 'csca.cer',
  }),
  anchor(2, { country: 'VN', notAfter: inDays(61), key: 'RSA 4096', signature: 'RSA-PSS SHA-256' }),
  anchor(3, { country: 'VN', notAfter: inDays(-12), status: 'disabled' }),
  anchor(4, { country: 'VN', kind: 'test', name: 'C=VN, O=Invented TEST, CN=Invented TEST CSCA' }),
]
const countries =
  'AE AT AU BE BG BR CA CH CN CZ DE DK EE ES FI FR GB GR HK HU ID IE IL IN IS IT JP KH KR LA LT LU LV MY NL NO NZ PH PL PT QA RO SE SG SI SK TH TR TW UA US ZA'.split(
    ' ',
  )
const abroad = countries.flatMap((country, at) =>
  Array.from({ length: 12 }, (_, each) =>
    anchor(100 + at * 12 + each, {
      country,
      ...(each % 3 === 1 && { what: 'link', kind: undefined }),
      ...(each === 11 && at % 9 === 0 && { what: 'unusable', kind: undefined, reason: 'no certification authority' }),
      notAfter: inDays(each === 0 && at % 7 === 0 ? 30 : 400 + at * 30 - each * 50),
    }),
  ),
)
const lists: TrustEntry[] = [
  anchor(9001, {
    what: 'revocation-list',
    kind: undefined,
    name: 'C=VN, O=Invented, CN=Invented CSCA for cards',
    notBefore: inDays(-120),
    notAfter: inDays(-30),
    count: 2,
  }),
  anchor(9002, {
    what: 'revocation-list',
    kind: undefined,
    name: 'C=DE, O=Invented, CN=Invented CSCA 1',
    notBefore: inDays(-3),
    notAfter: inDays(27),
    count: 0,
  }),
  anchor(9003, { what: 'deviation-list', kind: undefined, name: 'C=VN, CN=Invented Deviation List Signer', count: 4 }),
]

const list: TrustList = {
  changeable: true,
  entries: [...vietnam, ...abroad, ...lists],
  signersLeftOut: 0,
  masterLists: [
    {
      fingerprint: fingerprint(9100),
      signedAt: inDays(-25),
      certificates: abroad.length,
      source: 'invented-master-list.ml',
      importedBy: 'quan.tri',
      importedAt: inDays(-20),
    },
  ],
  bundle: { version: 7, expiresAt: inDays(200) },
  identityCards: 'anchored',
  problems: [],
}
const nothing: TrustList = {
  changeable: true,
  entries: [],
  signersLeftOut: 0,
  masterLists: [],
  identityCards: 'none',
  problems: [],
}

const named = { fingerprint: fingerprint(2), subject: vietnam[1]?.name ?? '', notAfter: inDays(61), key: 'RSA 4096' }
const audit: TrustAuditView = {
  at: inDays(0),
  certificates: list.entries.length,
  issuerCountries: countries.length + 1,
  byRole: { anchor: 370, link: 208, unusable: 6 },
  byKind: { passport: 366, 'identity-card': 1, test: 1 },
  bySignature: { 'ECDSA SHA-384': 401, 'RSA SHA-256': 121, 'RSA-PSS SHA-256': 54, 'RSA SHA-1': 8 },
  byKey: { 'EC brainpoolP384r1': 401, 'RSA 4096': 175, 'RSA 2048': 8 },
  sha1: 8,
  validity: { valid: 540, expired: 44, notYetValid: 0 },
  expiringIn90Days: [named],
  underPolicyFloor: [],
  linksWithoutAnchor: [{ ...named, subject: 'C=QA, O=Invented, CN=Invented Link' }],
  unusable: [{ ...named, subject: 'C=LU, O=Invented, CN=Invented', reason: 'no certification authority' }],
  staleRevocationLists: [{ issuer: lists[0]?.name ?? '', nextUpdate: inDays(-30) }],
  problems: [],
  log: [
    { at: inDays(-2), by: 'quan.tri', action: 'disable', sources: [], count: 1, names: [vietnam[2]?.name ?? ''] },
    { at: inDays(-20), by: 'quan.tri', action: 'import', sources: ['invented-master-list.ml'], count: 589, names: [] },
  ],
}
const noAudit: TrustAuditView = {
  ...audit,
  certificates: 0,
  issuerCountries: 0,
  ...{ byRole: {}, byKind: {}, bySignature: {}, byKey: {}, sha1: 0 },
  validity: { valid: 0, expired: 0, notYetValid: 0 },
  ...{ expiringIn90Days: [], linksWithoutAnchor: [], unusable: [], staleRevocationLists: [], log: [] },
}

const facts = ({ name: subject, country, notBefore, notAfter, key, signature, fingerprint: of }: TrustEntry) => ({
  subject,
  country,
  notBefore,
  notAfter,
  key,
  signature,
  fingerprint: of,
})
const lines: TrustLine[] = [
  {
    what: 'master-list',
    state: 'unconfirmed',
    source: 'invented.ml',
    fingerprint: fingerprint(9200),
    says: [
      { note: 'list-of', values: ['588', 'C=DE, O=Invented, CN=Invented Master List Signer', '2026-05-28'] },
      { note: 'signer-without-anchor', values: [] },
    ],
    cure: 'confirm-issuer',
  },
  {
    ...facts(anchor(50, { country: 'DE' })),
    what: 'anchor',
    state: 'unconfirmed',
    source: 'invented.ml',
    says: [{ note: 'came-with-list', values: [] }],
    cure: 'confirm',
  },
  {
    ...facts(anchor(51, { country: 'VN' })),
    what: 'anchor',
    kind: 'passport',
    state: 'new',
    source: 'csca.cer',
    says: [],
  },
  { what: 'file', state: 'refused', source: 'masterlist.zip', says: [{ note: 'archive', values: [] }] },
  {
    ...facts(anchor(52, { country: 'LA' })),
    what: 'anchor',
    state: 'disabled',
    source: 'la.cer',
    says: [{ note: 'was-disabled', values: [] }],
    cure: 'enable',
  },
]
const preview: TrustPreview = {
  lines,
  linesLeftOut: 0,
  counts: { new: 1, present: 0, disabled: 1, unconfirmed: 2, refused: 1 },
  adds: { files: 'invented.ml, csca.cer, masterlist.zip', anchors: 1, others: 0, digest: fingerprint(9300) },
}

/** Answers to the calls of the trust store. */
export const trustAnswers: Record<string, (params: Record<string, string>, empty: boolean) => unknown> = {
  'trust.list': (_, empty) => (empty ? nothing : list),
  'trust.audit': (_, empty) => (empty ? noAudit : audit),
  'trust.part': () => ({ bytes: 0 }),
  'trust.preview': () => preview,
  'trust.import': () => preview,
}
