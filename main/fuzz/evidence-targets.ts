import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { issuePublicTrust } from '../../fixtures/country/card.ts'
import { elementaryFiles } from '../emrtd/lds/elementary-files.ts'
import { ok } from '../emrtd/result.ts'
import type { CardRead } from '../reading/card-read.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { canonicalJson, type Json } from '../verification/canonical-json.ts'
import { decodeEvidence, encodeEvidence } from '../verification/evidence.ts'
import { verifyRead } from '../verification/verify-read.ts'
import { goodCards } from './good-files.ts'
import type { Growth } from './growth.ts'
import type { Target } from './judge.ts'

const context = {
  anchors: anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }]),
  policy: 'demo',
  at: new Date('2026-11-21T03:00:00Z'),
} as const

/** Reads as a station keeps them, made without a reader. */
const reads = goodCards.map(
  ({ image }): CardRead => ({
    at: '2026-11-21T03:00:00Z',
    reader: { name: 'pad', atr: Uint8Array.of(0x3b, 0x80) },
    access: {
      protocol: 'BAC',
      password: 'MRZ',
      attempts: [{ protocol: 'BAC', password: 'MRZ', outcome: 'completed' }],
    },
    files: new Map([
      ...elementaryFiles.flatMap(({ id, fid }) => {
        const content = id === 'CardSecurity' || id === 'DG3' ? undefined : image.files.get(fid)
        return content ? [[id, content] as const] : []
      }),
      ...(image.cardAccess ? [['CardAccess', image.cardAccess] as const] : []),
    ]),
    notRead: [],
    activeAuthentication: { outcome: 'answered', challenge: new Uint8Array(8), response: new Uint8Array(64).fill(1) },
    timings: { total: 10 },
    apdu: { count: 1, bytesOut: 1, bytesIn: 1, readSize: 223 },
  }),
)

const texts = reads.map(read => encodeEvidence(read, verifyRead(read, context).report))
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** The text as it would be with a digest that fits, so that mutants get further than that. */
function redigested(text: string): string {
  try {
    const { digest: _, ...content } = JSON.parse(text) as Record<string, Json>
    return canonicalJson({ ...content, digest: bytesToHex(sha256(utf8ToBytes(canonicalJson(content)))) })
  } catch {
    return text
  }
}

/** One file of a good read changed, and every check made: a report comes whatever the card gave. */
function verifyChanged(bytes: Uint8Array) {
  const [read] = reads
  const ids = [...(read?.files.keys() ?? [])]
  const id = ids[(bytes[0] ?? 0) % ids.length]
  if (!read || !id) throw new Error('no files')
  const changed = { ...read, files: new Map([...read.files, [id, bytes.subarray(1)] as const]) }
  return ok(verifyRead(changed, context).report)
}

const withIndex = [...(reads[0]?.files.values() ?? [])].map((content, i) => Uint8Array.of(i, ...content))

/** Members of the text that grow; whatever a station would never write is refused, and that in linear time too. */
export const evidenceGrowths: readonly Growth[] = (
  [
    ['attempts', '"attempts":[', '{"outcome":"completed","password":"MRZ","protocol":"BAC"},'],
    ['files', '"files":{', '"DG9":"AAAA",'],
    ['nested arrays', '"notRead":', '['],
    ['nested objects', '"timings":', '{"a":'],
    ['timings', '"timings":{', '"x":1,'],
    ['base64', '"challenge":"', 'AAAA'],
    ['escapes', '"at":"', '\\u0041'],
  ] as const
).map(([name, before, part]) => ({
  name,
  make: length => utf8ToBytes((texts[0] ?? '').replace(before, before + part.repeat(length / part.length))),
}))

export const evidenceTargets: readonly Target[] = [
  { name: 'evidence', parse: bytes => decodeEvidence(textOf(bytes)), seeds: texts.map(utf8ToBytes), share: 0.1 },
  {
    name: 'evidence with a fitting digest',
    parse: bytes => decodeEvidence(redigested(textOf(bytes))),
    seeds: texts.map(utf8ToBytes),
    share: 0.1,
  },
  { name: 'verification', parse: verifyChanged, seeds: withIndex, share: 0.05, grown: 0, limitMs: 3000 },
]
