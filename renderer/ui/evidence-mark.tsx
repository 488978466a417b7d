import { type EvidenceLevel, evidenceLevels } from '../../main/protocol/checks.ts'
import { useWords } from '../i18n/language.tsx'
import css from './evidence-mark.module.css'

const bars = [
  { x: 0, y: 10.5, height: 5.5 },
  { x: 5.5, y: 7, height: 9 },
  { x: 11, y: 3.5, height: 12.5 },
  { x: 16.5, y: 0, height: 16 },
]

/** How far one value is proven: nought to four bars and a word; the bubble says what it means and where it came from. */
export function EvidenceMark({
  level,
  source,
  altered = false,
}: {
  readonly level: EvidenceLevel
  readonly source?: string
  /** Not merely unproven: shown to be other than what was signed. */
  readonly altered?: boolean
}) {
  const t = useWords()
  const { word, tip } = altered ? t.alteredField : t.levels[level]
  const filled = evidenceLevels.indexOf(level)
  return (
    // The bubble opens on focus too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <span className={`${css.mark} ${altered ? css.altered : css[level]}`} tabIndex={0}>
      <svg viewBox="0 0 20.5 16" className={css.bars} aria-hidden="true" focusable="false">
        {bars.map((bar, i) => (
          <rect key={bar.x} {...bar} width="4" rx="0.8" className={i < filled ? css.on : css.off} />
        ))}
      </svg>
      {word}
      <span className={css.tip} role="tooltip">
        {tip} {source}
      </span>
    </span>
  )
}
