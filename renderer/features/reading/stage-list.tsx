import type { Phase } from '../../../main/protocol/phases.ts'
import { useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './stage-list.module.css'
import { stagesAt } from './stages.ts'

export function StageList({ phase }: { readonly phase: Phase }) {
  const t = useWords()
  return (
    <ol className={css.stages}>
      {stagesAt(phase).map(({ id, state }) => (
        <li
          key={id}
          className={css[state]}
          aria-current={state === 'now' ? 'step' : undefined}
          data-testid={`stage-${id}`}
          data-state={state}
        >
          <span className={css.knot}>{state === 'done' && <Icon name="check" size="0.9em" />}</span>
          <span>
            {t.stages[id]}
            {state === 'now' && t.phases[phase] !== t.stages[id] && (
              <span className={css.detail}>{t.phases[phase]}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
