import type { ReactNode } from 'react'
import { useWords } from '../i18n/language.tsx'
import { Icon, type IconName } from './icon.tsx'
import css from './says.module.css'

interface Props {
  readonly icon: IconName
  readonly children: ReactNode
  readonly testId?: string
}

/** One sentence where a list or a form would be: nothing there, not yet there, or not for this person. */
export function Says({ icon, children, testId }: Props) {
  return (
    <p className={css.says} data-testid={testId}>
      <Icon name={icon} size="1.75em" />
      <span>{children}</span>
    </p>
  )
}

/** The answer is on its way. */
export function SaysLoading() {
  const t = useWords()
  return (
    <div role="status">
      <Says icon="clock" testId="loading">
        {t.pages.loading}
      </Says>
    </div>
  )
}

/** The role of whoever is signed in has no right to this page. */
export function SaysNotAllowed() {
  const t = useWords()
  return (
    <Says icon="lock" testId="not-allowed">
      {t.pages.notAllowed}
    </Says>
  )
}
