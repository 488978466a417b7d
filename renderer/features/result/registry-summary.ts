import type { Light } from '../../../main/protocol/checks.ts'
import type { FieldId } from '../../../main/protocol/report.ts'
import { fieldIds } from '../../../main/protocol/report.ts'
import type { RegistryState } from '../../../main/protocol/transaction.ts'
import { minuteInVietnam } from '../../../main/protocol/written-time.ts'
import type { Dictionary } from '../../i18n/vi.ts'

export interface RegistrySummary {
  readonly light: Light
  readonly title: string
  /** Further sentences, the most important first. */
  readonly lines: readonly string[]
}

/** The register's answer in words. Only an answer without a single reservation is green; no answer is never good. */
export function registrySummary(state: RegistryState, t: Dictionary): RegistrySummary {
  const { registry } = t
  switch (state.status) {
    case 'not-asked':
      return { light: 'grey', title: registry.notAsked, lines: [registry.notAskedSub] }
    case 'pending':
      return {
        light: 'yellow',
        title: registry.pending,
        lines: [...(state.error ? [t.errors[state.error.tag].title] : []), registry.pendingSub],
      }
    case 'failed':
      return { light: 'yellow', title: registry.failed, lines: [t.errors[state.error.tag].title, registry.failedSub] }
    case 'answered':
      return answered(state, t)
  }
}

type Answered = Extract<RegistryState, { status: 'answered' }>

function answered({ card, citizen, answeredAt }: Answered, t: Dictionary): RegistrySummary {
  const { registry } = t
  const at = registry.answeredAt(minuteInVietnam(answeredAt))
  const differing = Object.entries(citizen?.perField ?? {})
    .filter(([, { match }]) => !match)
    .map(([id]) => (isField(id) ? t.fields[id] : id))
  const bad = [
    ...(card && card.verdict !== 'VALID' ? [registry.card[card.verdict]] : []),
    ...(citizen?.numberStatus === 'CANCELLED' ? [registry.numberCancelled] : []),
    ...(citizen?.lifeStatus === 'DECEASED' || citizen?.lifeStatus === 'MISSING'
      ? [registry.life[citizen.lifeStatus]]
      : []),
    ...(citizen && citizen.match !== 'FULL' ? [registry.match[citizen.match]] : []),
    ...(differing.length > 0 ? [registry.differs(differing.join(', '))] : []),
  ]
  const good = [
    ...(card?.verdict === 'VALID' ? [registry.card.VALID] : []),
    ...(citizen?.match === 'FULL' ? [registry.match.FULL] : []),
  ]
  const [title, ...lines] = [...bad, ...good]
  if (!title) return { light: 'yellow', title: registry.noAnswer, lines: [at] }
  if (bad.length > 0) return { light: 'red', title, lines: [...lines, at] }
  // One of the two questions alone may have been answered: good news, but not all of it.
  return { light: card && citizen ? 'green' : 'yellow', title, lines: [...lines, at] }
}

const isField = (id: string): id is FieldId => fieldIds.some(field => field === id)
