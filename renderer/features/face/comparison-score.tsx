import { useLanguage, useWords } from '../../i18n/language.tsx'
import type { FaceComparison } from './compare-faces.ts'
import css from './face.module.css'
import { formatScore, problemWords } from './score-words.ts'

/** An aid beside the decision, never the decision: it marks no button. */
export function ComparisonScore({
  compared,
  threshold,
}: {
  readonly compared: FaceComparison | undefined
  readonly threshold: number
}) {
  const t = useWords()
  const { language } = useLanguage()
  const words = t.face.comparison
  const score = compared?.status === 'compared' ? compared.score : undefined
  return (
    <div className={css.score} data-testid="face-score" data-status={compared?.status ?? 'running'} data-score={score}>
      <p role="status">
        <strong>{words.title}: </strong>
        {!compared
          ? words.running
          : score === undefined
            ? problemWords(compared, words)
            : `${words.score(formatScore(score, language), formatScore(threshold, language))}. ${score >= threshold ? words.above : words.below}.`}
      </p>
      {score !== undefined && (
        <meter min={0} max={1} value={score} aria-label={words.title}>
          {formatScore(score, language)}
        </meter>
      )}
      <p className={css.aid}>{words.aid}</p>
    </div>
  )
}
