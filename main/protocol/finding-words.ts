import type { FactName, Finding } from './diagnostics.ts'
import { englishDiagnostics } from './diagnostics-texts.en.ts'
import { vietnameseDiagnostics } from './diagnostics-texts.vi.ts'
import { errorText } from './error-texts.ts'
import { serviceErrorTitle } from './service-error-texts.ts'
import { dayText, timeInVietnam } from './written-time.ts'

type Language = 'vi' | 'en'
type FactValue = string | number | boolean

/** A finding as it is read: what it is about, what was found, what to do, and the facts that the sentence does not name. */
export interface FindingWords {
  readonly title: string
  readonly text: string
  readonly cure?: string
  readonly facts: readonly (readonly [label: string, value: string])[]
}

export function findingWords(finding: Finding, language: Language): FindingWords {
  const texts = language === 'vi' ? vietnameseDiagnostics : englishDiagnostics
  const { part, name, says, facts, error } = finding
  const called = name === undefined ? undefined : (texts.services[name] ?? name)
  const failure = error && errorText(error, language)
  const said: { readonly text: string; readonly cure?: string } = texts.says[says]
  const sentence = says === 'failed' ? `${failure?.title ?? says}.` : said.text
  const named = new Set<string>()
  const text = sentence.replace(/\{(\w+)\}/g, (_, fact: FactName) => {
    named.add(fact)
    return factText(fact, facts[fact] ?? '', language)
  })
  const cure = says === 'failed' ? failure?.cure : said.cure
  const beside =
    says !== 'failed' && error
      ? [[errorLabel[language], `${serviceErrorTitle(error, language)} (${error.tag})`] as const]
      : []
  return {
    title: called === undefined ? texts.parts[part] : `${texts.parts[part]}: ${called}`,
    text,
    ...(cure !== undefined && { cure }),
    facts: [
      ...Object.entries(facts).flatMap(([fact, value]) =>
        named.has(fact) || value === undefined
          ? []
          : [[texts.facts[fact as FactName], factText(fact as FactName, value, language)] as const],
      ),
      ...beside,
    ],
  }
}

const errorLabel = { vi: 'Lỗi gần nhất', en: 'Last error' } as const

/** By its name: times and days as people write them here, sizes and durations in units that fit. */
function factText(fact: FactName, value: FactValue, language: Language): string {
  const { words } = language === 'vi' ? vietnameseDiagnostics : englishDiagnostics
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') {
    const locale = language === 'vi' ? 'vi-VN' : 'en-GB'
    if (fact.endsWith('Bytes')) return sizeText(value, locale)
    if (fact.endsWith('Ms')) return durationText(value, language)
    return value.toLocaleString(locale)
  }
  if (fact.endsWith('At')) return timeInVietnam(value)
  if (fact.endsWith('On')) return dayText(value)
  return value === 'unknown' ? words.unknown : value
}

function sizeText(bytes: number, locale: string): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  for (; size >= 1000 && unit < units.length - 1; unit++) size /= 1000
  return `${size.toLocaleString(locale, { maximumFractionDigits: unit > 1 ? 1 : 0 })} ${units[unit]}`
}

const durationUnits = {
  vi: ['giây', 'phút', 'giờ', 'ngày'],
  en: ['s', 'min', 'h', 'days'],
} as const

function durationText(ms: number, language: Language): string {
  const [seconds, minutes, hours] = [ms / 1000, ms / 60_000, ms / 3_600_000]
  const [count, unit] =
    hours >= 48 ? [hours / 24, 3] : hours >= 2 ? [hours, 2] : minutes >= 2 ? [minutes, 1] : [seconds, 0]
  return `${Math.floor(count)} ${durationUnits[language][unit as 0 | 1 | 2 | 3]}`
}
