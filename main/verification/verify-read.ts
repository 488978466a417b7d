import { bytesToHex } from '@noble/hashes/utils.js'
import type { DeclaredInput } from '../cccd/declared-input.ts'
import { parseDg2 } from '../emrtd/lds/dg2.ts'
import { type DataGroupId, dataGroupNumber, isDataGroup } from '../emrtd/lds/elementary-files.ts'
import { parseUnverifiedSod } from '../emrtd/lds/sod.ts'
import type { EvidenceLevel } from '../protocol/checks.ts'
import type { Check, Report } from '../protocol/report.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { Trust } from '../trust/trust.ts'
import { accessChecks } from './access-checks.ts'
import { chipChecks } from './chip-checks.ts'
import type { ClockDoubt } from './clock.ts'
import { proveData } from './data-checks.ts'
import { defectCheck, excused, listedDeviations } from './defect-checks.ts'
import { documentChecks } from './document-checks.ts'
import { documentFields } from './document-fields.ts'
import { proveIssuer } from './issuer-checks.ts'
import type { KeptRead } from './kept-read.ts'
import { type PolicyName, policies } from './policy.ts'
import { decideVerdict } from './verdict.ts'

export interface VerificationContext {
  readonly anchors: Trust
  readonly policy: PolicyName
  readonly at: Date
  /** Why `at`, where it is what the clock of this desk says, is not to be believed; see `watchClock`. */
  readonly clock?: ClockDoubt | undefined
  /** What the citizen's QR code or the clerk said, to be compared with the chip. */
  readonly declared?: DeclaredInput
}

export interface Face {
  readonly format: 'jpeg' | 'jp2'
  readonly bytes: Uint8Array
}

export interface Verification {
  readonly report: Report
  /** Only where a verified signature covers it: a picture of unknown origin is not worth the risk of decoding it. */
  readonly face?: Face
}

/**
 * Makes every check that a read allows, from its raw bytes, and decides the verdict. No I/O: the same read, anchors, policy, time and
 * declared data give the same report, timings aside, at the counter and years later from the evidence.
 */
export function verifyRead(read: KeptRead, context: VerificationContext): Verification {
  const started = performance.now()
  const { anchors, policy, at, clock, declared } = context
  const data = proveData(read, signerId => anchors.signersFor(signerId))
  const issuer = proveIssuer(read, data, { anchors, at, clock })
  const deviations = listedDeviations(read, data, issuer.anchor, anchors)
  const { checks: ofDocument, differences } = documentChecks(read, declared, at, clock)
  const found: Check[] = [
    ...accessChecks(read, data),
    ...chipChecks(read, data, {
      anchors,
      at,
      policy: policies[policy],
      ...(issuer.anchor && { anchor: issuer.anchor }),
    }),
    ...data.checks,
    ...issuer.checks,
    ...ofDocument,
    defectCheck(deviations),
  ]
  const checks = excused(found, deviations)
  const testAnchor = issuer.anchor?.kind === 'test'
  const complete = !read.error && read.files.has('SOD') && (read.files.has('DG1') || read.withheld?.has('DG1') === true)
  const decision = decideVerdict(checks, { policy, testAnchor, complete })
  const proven = provenLevel(checks, testAnchor && policies[policy].testAnchor === 'refused')
  const levelOf = (id: DataGroupId): EvidenceLevel => (data.covered.has(id) ? proven : 'unverified')
  const document = documentFields(
    read.files,
    { dg1: levelOf('DG1'), dg13: levelOf('DG13') },
    declared,
    clock?.floor ?? at,
  )
  const face = data.covered.has('DG2') ? faceOf(read) : undefined
  const { protocol, mapping, cipher, password, parameters } = read.access
  const report: Report = {
    verdict: decision.verdict,
    light: decision.light,
    reasons: [...decision.reasons],
    checks,
    document,
    ...(differences && { differences: [...differences] }),
    access: {
      protocol,
      ...(mapping && { mapping }),
      ...(cipher && { cipher }),
      ...(password && { password }),
      ...(parameters && { parameters }),
    },
    dataGroups: dataGroupsOf(read),
    timings: { ...read.timings, verify: Math.round((performance.now() - started) * 10) / 10 },
    apdu: { ...read.apdu },
    trust: { anchors: anchors.anchors.length, test: testAnchor, digest: anchors.digest },
    policy,
    at: at.toISOString(),
    ...(read.reader && { reader: { name: read.reader.name, atr: bytesToHex(read.reader.atr) } }),
    ...(read.error && { error: read.error }),
  }
  return { report, ...(face && { face }) }
}

/**
 * How far data that the signature covers is proven: `authentic` if issuer and chip are too and nothing contradicts that; the expiry
 * of a document takes nothing from the truth of its data.
 */
function provenLevel(checks: readonly Check[], testAnchorRefused: boolean): EvidenceLevel {
  const some = (prefix: string, result: Check['result']) =>
    checks.some(check => check.id.startsWith(prefix) && check.result === result)
  const contradicted = ['sod.', 'issuer.', 'chip.'].some(prefix => some(prefix, 'failed'))
  const authentic = some('issuer.chain', 'successful') && some('chip.', 'successful') && !contradicted
  return authentic && !testAnchorRefused ? 'authentic' : 'intact'
}

function faceOf({ files }: CardRead): Face | undefined {
  const bytes = files.get('DG2')
  const parsed = bytes && parseDg2(bytes)
  if (!parsed?.ok) return undefined
  const { format, bytes: image } = parsed.value.face
  return { format, bytes: image }
}

/** Present: what the SOD lists, proven or not, and what was read. */
function dataGroupsOf({ files, notRead, withheld }: KeptRead): Report['dataGroups'] {
  const read = [...files.keys()].filter(isDataGroup)
  const gone: readonly DataGroupId[] = [...(withheld?.keys() ?? [])]
  const bytes = files.get('SOD')
  const sod = bytes && parseUnverifiedSod(bytes)
  const listed = sod?.ok ? [...sod.value.securityObject.hashes.keys()] : []
  const present = inOrder([
    ...new Set([...listed, ...read, ...gone, ...notRead.map(({ file }) => file).filter(isDataGroup)]),
  ])
  const reasonOf = (id: DataGroupId) =>
    gone.includes(id) ? 'withheld' : (notRead.find(({ file }) => file === id)?.reason ?? 'not-read')
  const missing = present.filter(id => !files.has(id))
  return { present, read: inOrder(read), notRead: missing.map(dg => ({ dg, reason: reasonOf(dg) })) }
}

const inOrder = (ids: readonly DataGroupId[]) => [...ids].sort((a, b) => dataGroupNumber(a) - dataGroupNumber(b))
