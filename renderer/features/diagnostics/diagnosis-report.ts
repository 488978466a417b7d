import { type Diagnosis, type Finding, worstFirst } from '../../../main/protocol/diagnostics.ts'
import { findingWords } from '../../../main/protocol/finding-words.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { redacted } from './redacted.ts'

/** Of every line the state, by a mark that survives plain text. */
const marks: Readonly<Record<Finding['state'], string>> = { bad: '[!!]', warn: '[! ]', unknown: '[? ]', ok: '[ok]' }

/** The diagnosis as a text for whoever helps from afar: worst first, with the technical causes, and nothing of a person, a folder's owner or a secret. */
export function diagnosisReport({ at, version, findings }: Diagnosis, language: 'vi' | 'en'): string {
  const lines = worstFirst(findings).flatMap(finding => linesOf(finding, language))
  return [`ChipDesk ${version} – ${timeInVietnam(at)}`, '', ...lines, ''].join('\n')
}

function linesOf(finding: Finding, language: 'vi' | 'en'): string[] {
  const { title, text, cure, facts } = findingWords(finding, language)
  const { error, tried = [] } = finding
  const wrong = tried.filter(({ ok }) => !ok).map(({ name }) => name)
  // An answer to reset says of what make a chip is, nothing of its holder; it looks like a key and is none.
  const atr = finding.facts.atr
  const fact = ([label, value]: readonly [string, string]) => `${label}: ${value === atr ? value : redacted(value)}`
  return [
    `${marks[finding.state]} ${redacted(title)}: ${redacted(text)}`,
    ...(cure ? [`     → ${cure}`] : []),
    ...(facts.length > 0 ? [`     ${facts.map(fact).join('; ')}`] : []),
    ...(wrong.length > 0 ? [`     ${wrong.join(', ')}`] : []),
    ...(error ? [`     ${error.tag}${error.cause ? ` (${redacted(error.cause)})` : ''}`] : []),
  ]
}
