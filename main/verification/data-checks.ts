import { equalBytes } from '@noble/curves/utils.js'
import { hash } from '../crypto/hash.ts'
import { type VerifiedCardSecurity, verifyCardSecurity } from '../emrtd/lds/card-security.ts'
import { parseCom } from '../emrtd/lds/com.ts'
import { type DataGroupId, dataGroupNumber, isDataGroup } from '../emrtd/lds/elementary-files.ts'
import { type VerifiedSod, verifySod } from '../emrtd/lds/sod.ts'
import type { SignedDataError } from '../emrtd/pa/signed-data.ts'
import type { Reason } from '../protocol/checks.ts'
import type { Check } from '../protocol/report.ts'
import type { CardRead } from '../reading/card-read.ts'

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

/** Verifies EF.SOD and compares every data group that was read with it (9303-11 §5.1; TR-03135-1 §5.6.4.2, §5.6.4.4). */
export function proveData(read: CardRead): DataProof {
  const proof = proveFiles(read)
  const bytes = read.files.get('CardSecurity')
  const cardSecurity = bytes && verifyCardSecurity(bytes)
  if (!cardSecurity) return proof
  const detail = `EF.CardSecurity ${cardSecurity.ok ? cardSecurity.value.algorithm : cardSecurity.error.message}`
  const signature: Check = cardSecurity.ok
    ? { id: 'sod.signature', result: 'successful', detail }
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

function proveFiles(read: CardRead): DataProof {
  const bytes = read.files.get('SOD')
  if (!bytes) return { checks: withoutSod(read), covered: new Set() }
  const sod = verifySod(bytes)
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
  const signature: Check = { id: 'sod.signature', result: 'successful', detail: sod.value.algorithm }
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
function compareHashes(read: CardRead, { securityObject }: VerifiedSod): Check[] {
  const { hashes, hashAlgorithm } = securityObject
  const present = [...read.files.keys()].filter(isDataGroup)
  const all = [...new Set([...hashes.keys(), ...present])].sort((a, b) => dataGroupNumber(a) - dataGroupNumber(b))
  return all.flatMap((detail): Check[] => {
    const id = 'sod.hashes'
    const content = read.files.get(detail)
    const signed = hashes.get(detail)
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
