import type { ComponentProps, ReactNode } from 'react'
import css from './button.module.css'

interface Props extends ComponentProps<'button'> {
  readonly look?: 'primary' | 'plain' | 'quiet'
  /** Key that does the same, shown on the button. */
  readonly shortcut?: string
  readonly children: ReactNode
}

export function Button({ look = 'plain', shortcut, className, children, ...rest }: Props) {
  const looks = { primary: css.primary, plain: '', quiet: css.quiet }
  return (
    <button type="button" className={[css.button, looks[look], className].filter(Boolean).join(' ')} {...rest}>
      {children}
      {shortcut && (
        <span className={css.key} aria-hidden="true">
          {shortcut}
        </span>
      )}
    </button>
  )
}
