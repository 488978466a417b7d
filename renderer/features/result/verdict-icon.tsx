import type { Verdict } from '../../../main/protocol/checks.ts'
import { verdictShapes } from '../../../main/protocol/verdict-shapes.ts'
import css from './verdict-icon.module.css'

export const VerdictIcon = ({ verdict }: { readonly verdict: Verdict }) => (
  <svg
    viewBox="0 0 48 48"
    className={css.icon}
    data-dashed={verdict === 'incomplete'}
    aria-hidden="true"
    focusable="false"
  >
    <path d={verdictShapes[verdict]} />
  </svg>
)
