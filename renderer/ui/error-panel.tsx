import type { ReactNode } from 'react'
import { errorText } from '../../main/protocol/error-texts.ts'
import type { ChipDeskError } from '../../main/protocol/errors.ts'
import { useLanguage, useWords } from '../i18n/language.tsx'
import css from './error-panel.module.css'
import { Icon } from './icon.tsx'

interface Props {
  readonly error: ChipDeskError
  readonly testId?: string
  /** Words that fit this moment better than the general ones of the tag. */
  readonly words?: { readonly title: string; readonly cure: string } | undefined
  /** What can be done about it right here. */
  readonly children?: ReactNode
}

/** What went wrong, what to do, and the code to tell on the phone. */
export function ErrorPanel({ error, testId = 'error', words, children }: Props) {
  const t = useWords()
  const { language } = useLanguage()
  const { title, cure } = words ?? errorText(error, language)
  return (
    <div
      className={error.tag === 'CardReadCancelled' ? `${css.panel} ${css.mild}` : css.panel}
      role="alert"
      data-testid={testId}
      data-tag={error.tag}
    >
      <Icon name="warning" size="1.75em" />
      <div className={css.words}>
        <p className={css.title}>{title}</p>
        <p>{cure}</p>
        <p className={css.code}>
          {t.technical}: {error.tag}
          {error.sw && ` · SW ${error.sw}`}
          {error.phase && ` · ${error.phase}`}
        </p>
      </div>
      {children && <div className={css.actions}>{children}</div>}
    </div>
  )
}
