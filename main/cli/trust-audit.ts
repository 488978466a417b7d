import { auditTrust, type NamedCertificate, type TrustAudit } from '../trust/trust-audit.ts'
import { isWeak } from '../verification/key-strength.ts'
import { policies } from '../verification/policy.ts'
import { readArguments, timeOf } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { policyNamed } from './policy-option.ts'
import { notDone, printJson } from './terminal.ts'
import { openFolder, trustOptions } from './trust-folder.ts'

/** `chipdesk trust audit`: counts and doubts over everything in the folder. */
export function runAudit(args: string[]): number {
  const { values } = readArguments(args, {
    ...trustOptions,
    at: { type: 'string' },
    policy: { type: 'string', default: 'strict' },
  })
  const policy = policies[policyNamed(values.policy)]
  const store = openFolder(values.trust)
  if (!store.ok) return notDone(store.error, values.json)
  const audit = auditTrust(store.value, { at: timeOf(values.at), isWeak: key => isWeak(key, policy) })
  if (values.json) printJson(audit)
  else printAudit(audit)
  return audit.problems.length > 0 ? exitCodes.notDone : exitCodes.done
}

function printAudit(audit: TrustAudit) {
  const counts = (all: Readonly<Record<string, number>>) =>
    Object.entries(all)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ') || 'none'
  const { ecParameters, selfIssued, validity, duplicates } = audit
  const rows: [string, string][] = [
    ['certificates', `${audit.certificates}, of ${audit.issuerCountries} issuer countries`],
    ['role', counts(audit.byRole)],
    ['kind of anchors', counts(audit.byKind)],
    ['status', counts(audit.byStatus)],
    ['states', counts(audit.byCountry)],
    ['signatures', counts(audit.bySignature)],
    ['schemes', counts(audit.byScheme)],
    ['keys', counts(audit.byKey)],
    ['EC parameters', `${ecParameters.explicit} explicit, ${ecParameters.named} named`],
    ['signed with SHA-1', String(audit.sha1)],
    [
      'issuer = subject',
      `${selfIssued.byName} as names are compared, ${selfIssued.byText} as texts, ${selfIssued.byBytes} as bytes`,
    ],
    ['validity', `${validity.valid} valid, ${validity.expired} expired, ${validity.notYetValid} not yet valid`],
    ['same certificate', `${duplicates.sameCertificate.length} more than once`],
    ['same key', `${duplicates.sameKey} certificates share a key with another`],
    ['same serial', `${duplicates.sameSerial.length} issuers used a serial number again`],
    ['not conforming', String(audit.nonConformant)],
    ['deviation lists', String(audit.deviationLists)],
    [
      'trust bundle',
      audit.bundle
        ? `version ${audit.bundle.version}, ${audit.bundle.expired ? 'EXPIRED' : 'until'} ${audit.bundle.expiresAt}`
        : 'none',
    ],
    ['logged changes', String(audit.changes)],
  ]
  for (const [name, value] of rows) console.log(`${name.padEnd(22)}${value}`)
  printNamed('expiring in 90 days', audit.expiringIn90Days)
  printNamed('keys under the policy', audit.underPolicyFloor)
  printNamed('links without anchor', audit.linksWithoutAnchor)
  printNamed('unusable', audit.unusable)
  console.log(`${'revocation lists'.padEnd(22)}${audit.revocationLists.length}`)
  for (const { issuer, ageDays, nextUpdate, stale } of audit.revocationLists)
    console.log(`  ${issuer}: ${ageDays} days old${stale ? `, STALE since ${nextUpdate}` : ''}`)
  for (const { source, message } of audit.problems) console.error(`PROBLEM ${source}: ${message}`)
}

function printNamed(title: string, all: readonly (NamedCertificate & { readonly reason?: string })[]) {
  console.log(`${title.padEnd(22)}${all.length}`)
  for (const { subject, notAfter, key, fingerprint, reason } of all)
    console.log(
      `  ${fingerprint.slice(0, 16)}  until ${notAfter.slice(0, 10)}  ${key}  ${subject}${reason ? `: ${reason}` : ''}`,
    )
}
