import type { ComponentProps } from 'react'
import css from './lists.module.css'

interface Props extends Omit<ComponentProps<'button'>, 'type' | 'className'> {
  readonly chosen: boolean
}

/** A row that shows, when it is pressed, what is behind it. */
export const ListRow = ({ chosen, ...button }: Props) => (
  <li>
    <button type="button" className={css.row} aria-current={chosen} {...button} />
  </li>
)
