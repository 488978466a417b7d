import type { ReactNode } from 'react'
import { useWords } from '../../i18n/language.tsx'
import css from './today.module.css'

interface Props {
  readonly title: string
  /** The chart in one sentence. */
  readonly says: string
  readonly testId: string
  /** The drawing. */
  readonly children: ReactNode
  /** The same as numbers. */
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
}

/** A drawing with what it says in words, and its numbers in a table for whoever wants or needs them. */
export function ChartFigure({ title, says, testId, children, table }: Props) {
  const { today: t } = useWords()
  const [first = '', ...columns] = table.head
  return (
    <figure className={css.figure} data-testid={testId}>
      <figcaption>
        <h2 className={css.title}>{title}</h2>
        <p className={css.says}>{says}</p>
      </figcaption>
      {children}
      <details className={css.numbers}>
        <summary>{t.table}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
        <section className={css.scroll} tabIndex={0} aria-label={title}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{first}</th>
                {columns.map(column => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(([name = '', ...cells]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, i) => (
                    <td key={columns[i]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  )
}
