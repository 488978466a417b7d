import type { ReactNode } from 'react'
import { Icon } from '../../ui/icon.tsx'
import css from './step.module.css'

interface Props {
  readonly number: number
  readonly state: 'missing' | 'done' | 'wrong'
  readonly title: string
  readonly status: string
  readonly testId: string
  readonly children: ReactNode
}

/** One of the two things a read needs, with whether it is there. */
export function Step({ number, state, title, status, testId, children }: Props) {
  return (
    <section className={`${css.step} ${css[state]}`} data-testid={testId} data-state={state}>
      <span className={css.number} aria-hidden="true">
        {state === 'done' ? (
          <Icon name="check" size="1.1em" />
        ) : state === 'wrong' ? (
          <Icon name="cross" size="1.1em" />
        ) : (
          number
        )}
      </span>
      <div className={css.head}>
        <h2 className={css.title}>{title}</h2>
        <p className={css.status}>{status}</p>
      </div>
      <div className={css.body}>{children}</div>
    </section>
  )
}
