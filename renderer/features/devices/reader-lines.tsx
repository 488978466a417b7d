import { errorText } from '../../../main/protocol/error-texts.ts'
import type { ChipDeskError } from '../../../main/protocol/errors.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './devices.module.css'
import { ProblemWords } from './problem-words.tsx'

interface Props {
  readonly readers: StationState['readers']
  readonly error: ChipDeskError | undefined
}

/** One line each; which one is used is chosen at the counter. */
export function ReaderLines({ readers, error }: Props) {
  const { language } = useLanguage()
  const t = useWords()
  const words = t.devices.readers
  return (
    <section data-testid="readers">
      <h2>{words.title}</h2>
      {error && <ProblemWords tag={error.tag} {...errorText(error, language)} />}
      <ul className={css.rows}>
        {readers.map(({ name, chosen, card }) => (
          <li key={name} className={css.row} data-testid="reader-line" data-chosen={chosen}>
            <Icon name="reader" size="1.6em" />
            <p className={css.name}>
              <span className={css.label}>{name}</span> {card && <span className={css.kind}>{words.card}</span>}
            </p>
            <p className={chosen ? `${css.state} ${css.ready}` : css.state}>
              <Icon name={chosen ? 'check' : 'dash'} size="1.1em" /> {chosen ? words.used : words.notUsed}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
