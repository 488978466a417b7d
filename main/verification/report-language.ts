import { enChecks, enLevels, enReasons, enResults, enVerdicts } from '../protocol/check-texts.en.ts'
import { viChecks, viLevels, viReasons, viResults, viVerdicts } from '../protocol/check-texts.vi.ts'
import type { CheckId, CheckResult, EvidenceLevel, Reason, Verdict } from '../protocol/checks.ts'
import { errorText } from '../protocol/error-texts.ts'
import type { ErrorTag } from '../protocol/errors.ts'
import { englishFieldNames, englishSources } from '../protocol/field-names.en.ts'
import { vietnameseFieldNames, vietnameseSources } from '../protocol/field-names.vi.ts'
import { html, type Markup } from '../protocol/markup.ts'
import { englishPhases } from '../protocol/phase-names.en.ts'
import { vietnamesePhases } from '../protocol/phase-names.vi.ts'
import { type Phase, phases } from '../protocol/phases.ts'
import type { DocumentField, FieldId } from '../protocol/report.ts'
import type { Words } from './report-texts.ts'

export const reportLanguages = ['vi', 'en', 'both'] as const
/** `both`: Vietnamese, with English beside or below it. */
export type ReportLanguage = (typeof reportLanguages)[number]

/** Says a text in the languages of the page. */
export type Say = (words: Words) => Markup

export function sayIn(language: ReportLanguage): Say {
  if (language === 'vi') return ({ vi }) => html`${vi}`
  if (language === 'en') return ({ en }) => html`${en}`
  return ({ vi, en }) => (vi === en ? html`${vi}` : html`${vi} <span class="beside" lang="en">${en}</span>`)
}

export const checkName = (id: CheckId): Words => ({ vi: viChecks[id], en: enChecks[id] })
export const resultWord = (result: CheckResult): Words => ({ vi: viResults[result], en: enResults[result] })
export const reasonText = (reason: Reason): Words => ({ vi: viReasons[reason].text, en: enReasons[reason].text })
/** Undefined where nothing need be done. */
export const reasonCure = (reason: Reason): Words | undefined =>
  viReasons[reason].cure === '' ? undefined : { vi: viReasons[reason].cure, en: enReasons[reason].cure }
export const levelWord = (level: EvidenceLevel): Words => ({ vi: viLevels[level].word, en: enLevels[level].word })
export const fieldName = (id: FieldId): Words => ({ vi: vietnameseFieldNames[id], en: englishFieldNames[id] })
export const sourceName = (source: DocumentField['source']): Words => ({
  vi: vietnameseSources[source],
  en: englishSources[source],
})

export function verdictText(verdict: Verdict, part: 'title' | 'line' | 'act'): Words {
  return { vi: viVerdicts[verdict][part], en: enVerdicts[verdict][part] }
}

export function errorWords(tag: ErrorTag, part: 'title' | 'cure'): Words {
  return { vi: errorText({ tag }, 'vi')[part], en: errorText({ tag }, 'en')[part] }
}

/** Undefined for what is no phase that we know. */
export function phaseName(id: string): Words | undefined {
  const phase: Phase | undefined = phases.find(known => known === id)
  return phase && { vi: vietnamesePhases[phase], en: englishPhases[phase] }
}
