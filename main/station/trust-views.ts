import type { TrustAuditView, TrustEntry, TrustList } from '../protocol/trust.ts'
import { auditTrust } from '../trust/trust-audit.ts'
import { type ListedEntry, listTrust } from '../trust/trust-list.ts'
import type { TrustStore } from '../trust/trust-store.ts'
import { isWeak } from '../verification/key-strength.ts'
import { type PolicyName, policies } from '../verification/policy.ts'

const mostSigners = 2000
const mostChanges = 200
const namesOfChange = 3

/** Everything that is trusted or was, for the screen. */
export function trustView(store: TrustStore, changeable: boolean): TrustList {
  const { index, trust } = store
  const all = listTrust(store).map(entryView)
  const signers = all.filter(({ what }) => what === 'signer')
  const { bundle } = index
  return {
    changeable,
    entries: [...all.filter(({ what }) => what !== 'signer'), ...signers.slice(0, mostSigners)],
    signersLeftOut: Math.max(0, signers.length - mostSigners),
    masterLists: index.masterLists.map(({ issuerKey: _, ...list }) => list),
    ...(bundle && { bundle: { version: bundle.version, expiresAt: bundle.expiresAt } }),
    identityCards: aboveIdentityCards(store),
    problems: [...trust.problems],
  }
}

function entryView({ detail: _, ...entry }: ListedEntry): TrustEntry {
  return entry
}

function aboveIdentityCards({ trust }: TrustStore): TrustList['identityCards'] {
  const of = (kind: string) => trust.anchors.some(each => each.kind === kind && each.country === 'VN')
  if (of('identity-card')) return 'anchored'
  return of('test') ? 'test-only' : 'none'
}

/** Counts and doubts over every file of the folder, and its log. */
export function trustAuditView(store: TrustStore, at: Date, policy: PolicyName): TrustAuditView {
  const rule = policies[policy]
  const audit = auditTrust(store, { at, isWeak: key => isWeak(key, rule) })
  const { certificates, issuerCountries, byRole, byKind, bySignature, byKey, sha1, validity, ...found } = audit
  const names = new Map(store.index.certificates.map(({ fingerprint, subject }) => [fingerprint, subject]))
  return {
    at: audit.at,
    ...{ certificates, issuerCountries, byRole, byKind, bySignature, byKey, sha1, validity },
    expiringIn90Days: [...found.expiringIn90Days],
    underPolicyFloor: [...found.underPolicyFloor],
    linksWithoutAnchor: [...found.linksWithoutAnchor],
    unusable: [...found.unusable],
    staleRevocationLists: found.revocationLists.flatMap(({ issuer, nextUpdate, stale }) =>
      stale && nextUpdate !== undefined ? [{ issuer, nextUpdate }] : [],
    ),
    problems: [...found.problems],
    log: store.log.entries
      .slice(-mostChanges)
      .toReversed()
      .map(({ at: when, by, action, sources = [], fingerprints }) => ({
        at: when,
        by,
        action,
        sources,
        count: fingerprints.length,
        names: fingerprints.flatMap(each => names.get(each) ?? []).slice(0, namesOfChange),
      })),
  }
}
