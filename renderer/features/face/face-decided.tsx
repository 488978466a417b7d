import type { Act } from '../../../main/protocol/act.ts'
import { minuteInVietnam } from '../../../main/protocol/written-time.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { LightIcon } from '../../ui/light.tsx'
import css from './face.module.css'
import { formatScore } from './score-words.ts'

const lights = { same: 'green', 'not-same': 'red', unsure: 'yellow' } as const

/** What was decided, by whom and when. */
export function FaceDecided({ act, onRedo }: { readonly act: Extract<Act, { kind: 'face' }>; onRedo(): void }) {
  const t = useWords()
  const { language } = useLanguage()
  const { decision, comparison, operator, at } = act
  return (
    <div className={css.decided} data-testid="face-decided" data-decision={decision}>
      <p className={css.verdict} role="status">
        <LightIcon light={lights[decision]} />
        {t.face.decided[decision]}
      </p>
      <p className={css.by}>
        {t.face.by(operator, minuteInVietnam(at))}
        {comparison && ` · ${t.face.withScore(formatScore(comparison.score, language))}`}
      </p>
      <Button look="quiet" onClick={onRedo} data-testid="face-redo">
        {t.face.redo}
      </Button>
    </div>
  )
}
