import { type ReactNode, useId } from 'react'
import css from './choice.module.css'

interface Props<T extends string | number> {
  readonly legend: string
  readonly options: readonly { readonly id: T; readonly text: ReactNode; readonly lang?: string }[]
  readonly chosen: T
  onChoose(id: T): void
  /** Of the group; each choice is `${testId}-${id}`. */
  readonly testId: string
}

/** One of a few, all of them in sight. */
export function Choices<T extends string | number>({ legend, options, chosen, onChoose, testId }: Props<T>) {
  const name = useId()
  return (
    <fieldset data-testid={testId}>
      <legend className={css.legend}>{legend}</legend>
      <div className={css.choices}>
        {options.map(({ id, text, lang }) => (
          <label key={id} className={css.choice} lang={lang}>
            <input
              type="radio"
              name={name}
              checked={id === chosen}
              onChange={() => onChoose(id)}
              data-testid={`${testId}-${id}`}
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
