import type { ReactNode } from 'react'
import { Icon } from '../../ui/icon.tsx'
import css from './step.module.css'

interface Props {
  readonly number: number
  readonly done: boolean
  readonly title: string
  readonly status: string
  readonly testId: string
  readonly children: ReactNode
}

/** One of the two things a read needs, with whether it is there. */
export function Step({ number, done, title, status, testId, children }: Props) {
  return (
    <section className={done ? `${css.step} ${css.done}` : css.step} data-testid={testId} data-done={done}>
      <span className={css.number} aria-hidden="true">
        {done ? <Icon name="check" size="1.1em" /> : number}
      </span>
      <div className={css.head}>
        <h2 className={css.title}>{title}</h2>
        <p className={css.status}>{status}</p>
      </div>
      <div className={css.body}>{children}</div>
    </section>
  )
}
