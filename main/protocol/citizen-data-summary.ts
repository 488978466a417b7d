import type { Light } from './checks.ts'
import type { CivilStatusAnswer, EidAnswer, LookupAnswer, ResidenceAnswer } from './citizen-data.ts'
import type { CitizenDataWords } from './citizen-data-words.vi.ts'
import type { ErrorTag } from './errors.ts'
import type { OnlineState } from './online-check.ts'
import { dayText } from './written-time.ts'

type CitizenAnswer = LookupAnswer | CivilStatusAnswer | EidAnswer | ResidenceAnswer
type CitizenState = Exclude<OnlineState, { status: 'answered' }> | { status: 'answered'; answer: CitizenAnswer }

export interface CitizenSummary {
  readonly light: Light
  readonly title: string
  /** Further sentences, the most important first. */
  readonly lines: readonly string[]
}

/**
 * An answer about a citizen in words, without the data itself: what came of the question, and what was not given. Green only where the service
 * confirmed; no answer is never good.
 * @param errorTitle the title of an error in the same language
 */
export function citizenSummary(
  state: CitizenState,
  words: CitizenDataWords,
  errorTitle: (tag: ErrorTag) => string,
): CitizenSummary {
  if (state.status === 'pending') {
    const { waiting, error } = state
    if (waiting) return { light: 'yellow', title: words.waiting(waiting.matchingCode), lines: [] }
    const lines = [...(error ? [errorTitle(error.tag)] : []), words.pendingSub]
    return { light: 'yellow', title: words.pending, lines }
  }
  if (state.status === 'failed')
    return { light: 'yellow', title: words.failed, lines: [errorTitle(state.error.tag), words.failedSub] }
  const { answer } = state
  switch (answer.kind) {
    case 'lookup':
      return lookup(answer, words)
    case 'civil-status':
      return civilStatus(answer, words)
    case 'eid':
      return eid(answer, words)
    case 'residence':
      return residence(answer, words)
  }
}

function lookup({ match, numberStatus, data, withheld }: LookupAnswer, words: CitizenDataWords): CitizenSummary {
  const bad = [
    ...(numberStatus === 'CANCELLED' ? [words.numberCancelled] : []),
    ...(data.lifeStatus && data.lifeStatus !== 'ALIVE' ? [words.life[data.lifeStatus]] : []),
    ...(match === 'FULL' ? [] : [words.lookup[match]]),
  ]
  const [title = words.lookup[match], ...more] = bad
  const kept = match === 'FULL' ? withheld : []
  const light = bad.length > 0 ? 'red' : kept.length > 0 ? 'yellow' : 'green'
  return {
    light,
    title,
    lines: [
      ...more,
      ...missing(
        kept.map(field => words.fields[field]),
        words,
      ),
    ],
  }
}

function civilStatus({ found, withheld }: CivilStatusAnswer, words: CitizenDataWords): CitizenSummary {
  if (!found) return { light: 'red', title: words.civilStatus.notFound, lines: [] }
  const lines = missing(
    withheld.map(record => words.civilRecords[record]),
    words,
  )
  return { light: lines.length > 0 ? 'yellow' : 'green', title: words.civilStatus.found, lines }
}

function eid({ outcome, level }: EidAnswer, words: CitizenDataWords): CitizenSummary {
  const title = words.eid[outcome]
  if (outcome !== 'GRANTED') return { light: outcome === 'REFUSED' ? 'red' : 'yellow', title, lines: [] }
  return { light: 'green', title, lines: [words.eidLevel(level), words.eidSub] }
}

function residence(answer: ResidenceAnswer, words: CitizenDataWords): CitizenSummary {
  const { outcome, confirmation, answerOn, reasonCode } = answer
  const title = words.residence[outcome]
  if (outcome === 'CONFIRMED')
    return {
      light: 'green',
      title,
      lines: confirmation ? [words.confirmed(confirmation.number, dayText(confirmation.validUntil))] : [],
    }
  const lines = [...(answerOn ? [words.answerOn(answerOn)] : []), ...(reasonCode ? [words.reason(reasonCode)] : [])]
  return { light: outcome === 'TO_BE_VERIFIED' ? 'yellow' : 'red', title, lines }
}

const missing = (names: readonly string[], words: CitizenDataWords) =>
  names.length > 0 ? [words.withheld(names.join(', '))] : []
