import { equalBytes } from '@noble/curves/utils.js'
import { hash } from '../crypto/hash.ts'
import { type VerifiedCardSecurity, verifyCardSecurity } from '../emrtd/lds/card-security.ts'
import { parseCom } from '../emrtd/lds/com.ts'
import { type DataGroupId, dataGroupNumber, isDataGroup } from '../emrtd/lds/elementary-files.ts'
import { type VerifiedSod, verifySod } from '../emrtd/lds/sod.ts'
import type { SignedDataError } from '../emrtd/pa/signed-data.ts'
import type { SignerLookup } from '../emrtd/pa/signer-certificate.ts'
import type { Reason } from '../protocol/checks.ts'
import type { Check } from '../protocol/report.ts'
import type { CardRead } from '../reading/card-read.ts'
import { isWithholdable, type KeptRead, type WithheldGroup } from './kept-read.ts'

/** What passive authentication without the issuer says: the checks, and the values that a verified signature covers. */
export interface DataProof {
  readonly checks: readonly Check[]
  /** Present only if the signature held. */
  readonly sod?: VerifiedSod
  /** EF.CardSecurity, likewise; read only where chip authentication mapping needs it. */
  readonly cardSecurity?: VerifiedCardSecurity
  /** Data groups read whose hash is the signed one. */
  readonly covered: ReadonlySet<DataGroupId>
}

const reasonOfError: Readonly<Record<SignedDataError['tag'], Reason>> = {
  malformed: 'sod-malformed',
  unsupported: 'algorithm-unsupported',
  'signer-missing': 'signer-missing',
  'signature-wrong': 'signature-wrong',
  'signed-hash-wrong': 'signed-hash-wrong',
}

/**
 * Verifies EF.SOD and compares every data group that was read with it (9303-11 §5.1; TR-03135-1 §5.6.4.2, §5.6.4.4).
 * @param signersFor document signers that the desk knows, for a file that brings no certificate of its own
 */
export function proveData(read: KeptRead, signersFor?: SignerLookup): DataProof {
  const proof = proveFiles(read, signersFor)
  const bytes = read.files.get('CardSecurity')
  const cardSecurity = bytes && verifyCardSecurity(bytes, signersFor)
  if (!cardSecurity) return proof
  const detail = `EF.CardSecurity ${cardSecurity.ok ? describeSigned(cardSecurity.value) : cardSecurity.error.message}`
  const signature: Check = cardSecurity.ok
    ? { id: 'sod.signature', result: 'successful', detail, ...deprecated(cardSecurity.value) }
    : { id: 'sod.signature', ...unproven(cardSecurity.error), detail }
  return {
    ...proof,
    checks: [...proof.checks, signature],
    ...(cardSecurity.ok && { cardSecurity: cardSecurity.value }),
  }
}

/** No certificate of the signer, or an algorithm of tomorrow: nothing is proven either way (TR-03135-1 §5.6.4.3). */
const unproven = ({ tag }: SignedDataError): Pick<Check, 'result' | 'reason'> => ({
  result: tag === 'signer-missing' || tag === 'unsupported' ? 'undetermined' : 'failed',
  reason: reasonOfError[tag],
})

/** E.g. `RSA 1024 SHA-1, deprecated: SHA-1 RSA 1024, deviates: content-type-differs`. */
const describeSigned = ({ algorithm, signerFrom, weaknesses, deviations }: Omit<VerifiedSod, 'securityObject'>) =>
  [
    algorithm,
    ...(signerFrom === 'store' ? ["signer's certificate from the store"] : []),
    ...(weaknesses.length > 0 ? [`deprecated: ${weaknesses.join(' ')}`] : []),
    ...(deviations.length > 0 ? [`deviates: ${deviations.join(' ')}`] : []),
  ].join(', ')

const deprecated = ({ weaknesses }: Pick<VerifiedSod, 'weaknesses'>): Pick<Check, 'reason'> =>
  weaknesses.length > 0 ? { reason: 'deprecated-algorithm' } : {}

function proveFiles(read: KeptRead, signersFor: SignerLookup | undefined): DataProof {
  const bytes = read.files.get('SOD')
  if (!bytes) return { checks: withoutSod(read), covered: new Set() }
  const sod = verifySod(bytes, signersFor)
  if (!sod.ok) {
    const reason = reasonOfError[sod.error.tag]
    const signature: Check = { id: 'sod.signature', ...unproven(sod.error), detail: sod.error.message }
    const hashes: Check = {
      id: 'sod.hashes',
      result: 'undetermined',
      reason,
      detail: 'no verified SOD to compare with',
    }
    const com: Check = { id: 'sod.com-consistency', result: 'undetermined', reason }
    return { checks: [signature, hashes, com], covered: new Set() }
  }
  const detail = describeSigned(sod.value)
  const signature: Check = { id: 'sod.signature', result: 'successful', detail, ...deprecated(sod.value) }
  const hashes = compareHashes(read, sod.value)
  const covered = new Set(
    [...read.files.keys()].filter(
      id => isDataGroup(id) && hashes.some(check => check.detail === id && check.result === 'successful'),
    ) as DataGroupId[],
  )
  return { checks: [signature, ...hashes, comConsistency(read, sod.value)], sod: sod.value, covered }
}

function withoutSod({ error }: CardRead): Check[] {
  const reason: Reason = error ? 'read-ended-early' : 'sod-missing'
  const result = error ? 'aborted' : 'undetermined'
  return (['sod.signature', 'sod.hashes', 'sod.com-consistency'] as const).map(id => ({ id, result, reason }))
}

/** One row for each data group that was read, and for each signed one that should have been; `detail` is its name. */
function compareHashes(read: KeptRead, { securityObject }: VerifiedSod): Check[] {
  const { hashes, hashAlgorithm } = securityObject
  const withheld = (group: DataGroupId) => (isWithholdable(group) ? read.withheld?.get(group) : undefined)
  const present = [...read.files.keys(), ...(read.withheld?.keys() ?? [])].filter(isDataGroup)
  const all = [...new Set([...hashes.keys(), ...present])].sort((a, b) => dataGroupNumber(a) - dataGroupNumber(b))
  return all.flatMap((detail): Check[] => {
    const id = 'sod.hashes'
    const content = read.files.get(detail)
    const signed = hashes.get(detail)
    const kept = withheld(detail)
    if (kept) return [compareWithheld(kept, detail, signed && { algorithm: hashAlgorithm, hash: signed })]
    if (content && !signed) return [{ id, result: 'undetermined', reason: 'hash-missing', detail }]
    if (content && signed) {
      const equal = equalBytes(hash(hashAlgorithm, content), signed)
      return [equal ? { id, result: 'successful', detail } : { id, result: 'failed', reason: 'hash-wrong', detail }]
    }
    if (leftOut(read, detail)) return []
    return [
      read.error
        ? { id, result: 'aborted', reason: 'read-ended-early', detail }
        : { id, result: 'undetermined', reason: 'not-read', detail },
    ]
  })
}

/**
 * The content was there when the card was read and was not kept. Its hash is the desk's word: equal, it takes nothing away from what the other
 * groups prove; nothing of the group itself can be shown.
 */
function compareWithheld(kept: WithheldGroup, group: DataGroupId, signed: WithheldGroup | undefined): Check {
  const id = 'sod.hashes'
  const detail = `${group} withheld`
  if (!signed) return { id, result: 'undetermined', reason: 'hash-missing', detail }
  if (kept.algorithm !== signed.algorithm)
    return { id, result: 'undetermined', reason: 'withheld', detail: `${detail}, ${kept.algorithm} kept` }
  return equalBytes(kept.hash, signed.hash)
    ? { id, result: 'successful', reason: 'withheld', detail }
    : { id, result: 'failed', reason: 'hash-wrong', detail }
}

/** What a desk never goes without: evidence that says so was edited to hide a group that does not fit. */
const alwaysRead: readonly DataGroupId[] = ['DG1', 'DG2', 'DG13', 'DG14', 'DG15']

/** Left unread on purpose: behind terminal authentication, or of no use to the desk. It stands among the files not read. */
const leftOut = ({ notRead }: CardRead, id: DataGroupId): boolean =>
  !alwaysRead.includes(id) &&
  notRead.some(({ file, reason }) => file === id && (reason === 'protected' || reason === 'not-requested'))

/** EF.COM is not signed and decides nothing; what it lists and the SOD does not is said (TR-03135-1 §5.6.4.4). */
function comConsistency(read: CardRead, { securityObject }: VerifiedSod): Check {
  const id = 'sod.com-consistency'
  const bytes = read.files.get('COM')
  if (!bytes) return { id, result: 'not-supported', reason: 'com-missing' }
  const com = parseCom(bytes)
  if (!com.ok) return { id, result: 'undetermined', reason: 'unreadable', detail: com.error.message }
  const listed = new Set(com.value.dataGroups)
  const more = com.value.dataGroups.filter(each => !securityObject.hashes.has(each))
  if (more.length > 0) return { id, result: 'undetermined', reason: 'com-lists-more', detail: more.join(', ') }
  const less = [...securityObject.hashes.keys()].filter(each => !listed.has(each))
  if (less.length > 0) return { id, result: 'undetermined', reason: 'com-lists-less', detail: less.join(', ') }
  return { id, result: 'successful' }
}
