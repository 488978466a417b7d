import type { ReactNode } from 'react'
import { useWords } from '../i18n/language.tsx'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import css from './page.module.css'

export interface Tab {
  readonly id: string
  readonly text: string
  /** How much waits there. */
  readonly count?: number | undefined
}

interface Props {
  readonly title: string
  readonly tabs?: readonly Tab[]
  readonly chosen?: string
  onChoose?(id: string): void
  onClose(): void
  /** Where the way back leads, if not to the counter. */
  readonly back?: string
  /** Of the page; its tabs are `list-ID`-like: `${tabTestId}-ID`. */
  readonly testId: string
  readonly tabTestId?: string
  /** Its content has edges and a roll of its own, in several columns perhaps. */
  readonly whole?: boolean
  readonly children: ReactNode
}

/** A screen beside the counter: what it is, its pages where it has several, and the way back. */
export function Page(props: Props) {
  const { title, tabs, chosen, onChoose, onClose, back, testId, tabTestId = testId, whole, children } = props
  const t = useWords()
  return (
    <div className={css.page} data-testid={testId} data-view={chosen}>
      <div className={css.head}>
        <h1 className={css.title}>{title}</h1>
        {tabs && (
          <nav className={css.tabs} aria-label={title}>
            {tabs.map(({ id, text, count }) => (
              <button
                key={id}
                type="button"
                className={css.tab}
                aria-current={chosen === id ? 'page' : undefined}
                onClick={() => onChoose?.(id)}
                data-testid={`${tabTestId}-${id}`}
              >
                {text}
                {count ? <span className={css.count}>{count}</span> : null}
              </button>
            ))}
          </nav>
        )}
        <Button className={css.back} onClick={onClose} shortcut="Esc" data-testid={`${testId}-close`}>
          <Icon name="back" /> {back ?? t.history.back}
        </Button>
      </div>
      <div className={whole ? css.whole : css.body}>{children}</div>
    </div>
  )
}
