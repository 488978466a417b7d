import type { TrustAdds, TrustLine, TrustPreview } from '../protocol/trust.ts'
import { fingerprintOf } from './anchor.ts'
import type { NamedFile } from './anchor-store.ts'
import type { ImportLine } from './import-draft.ts'
import type { ImportPlan } from './import-plan.ts'

/** More lines than anybody reads; a list of all states has 600, a directory tens of thousands. */
const mostLines = 3000
const order: readonly ImportLine['state'][] = ['unconfirmed', 'refused', 'disabled', 'new', 'present']

/** What an import would do, as a screen shows it. */
export function importView(plan: ImportPlan, files: readonly NamedFile[]): TrustPreview {
  const count = (state: ImportLine['state']) => plan.lines.filter(line => line.state === state).length
  const adds = addsOf(plan, files)
  return {
    lines: plan.lines
      .map((line, at) => ({ line, at }))
      .sort((a, b) => rank(a.line) - rank(b.line) || a.at - b.at)
      .slice(0, mostLines)
      .map(({ line }) => lineView(line)),
    linesLeftOut: Math.max(0, plan.lines.length - mostLines),
    counts: {
      new: count('new'),
      present: count('present'),
      disabled: count('disabled'),
      unconfirmed: count('unconfirmed'),
      refused: count('refused'),
    },
    ...(adds && { adds }),
  }
}

/** Lists and bundles before what is in them, and what somebody has to do before what only is so. */
const rank = ({ what, state, remedy }: ImportLine): number =>
  (what === 'master-list' || what === 'bundle' ? 0 : remedy === 'confirm' ? 1 : 2) * 10 + order.indexOf(state)

/** What is consented to: how much of what, out of which files, and a digest that nothing else has. */
function addsOf({ lines, change }: ImportPlan, files: readonly NamedFile[]): TrustAdds | undefined {
  if (!change) return undefined
  const added = lines.filter(({ state }) => state === 'new')
  const anchors = added.filter(({ what }) => what === 'anchor').length
  const all = added.map(({ what, fingerprint, kind, source }) => [what, fingerprint ?? source, kind].join(' ')).sort()
  return {
    files: files.map(({ name }) => name).join(', '),
    anchors,
    others: added.length - anchors,
    digest: fingerprintOf(new TextEncoder().encode(all.join('\n'))),
  }
}

function lineView({ what, state, source, fingerprint, kind, certificate, says = [], remedy }: ImportLine): TrustLine {
  const { subject, country, notBefore, notAfter, key, signature } = certificate ?? {}
  return {
    what,
    state,
    source,
    ...(fingerprint && { fingerprint }),
    ...(kind && { kind }),
    ...(subject !== undefined && { subject }),
    ...(country && { country }),
    ...(notBefore && { notBefore }),
    ...(notAfter && { notAfter }),
    ...(key && { key }),
    ...(signature && { signature }),
    says: says.map(each => ({ ...each, values: [...each.values] })),
    ...(remedy && { cure: remedy }),
  }
}
