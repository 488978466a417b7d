import type { Dictionary } from '../../i18n/vi.ts'
import type { FaceComparison } from './compare-faces.ts'

/** `0,62` in Vietnamese, `0.62` in English. Cut, never rounded up over a threshold. */
export const formatScore = (score: number, locale: string): string =>
  (Math.floor(score * 100) / 100).toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** Why there is no score; undefined where there is one. */
export function problemWords(compared: FaceComparison, t: Dictionary['face']['comparison']): string | undefined {
  if (compared.status === 'compared') return undefined
  if (compared.status === 'no-face') return t.problems[`no-face-${compared.picture}`]
  if (compared.status === 'several') return t.problems[`several-${compared.picture}`]
  return t.problems[compared.status]
}
