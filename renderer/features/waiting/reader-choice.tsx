import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './reader-choice.module.css'

/** The reader in use; with two or more, a choice. */
export function ReaderChoice({ readers }: { readonly readers: StationState['readers'] }) {
  const { call } = useStation()
  const t = useWords()
  const [only, second] = readers
  if (!only) return null
  if (!second)
    return (
      <p className={css.only} data-testid="reader">
        <Icon name="reader" /> {t.waiting.reader}: {only.name}
      </p>
    )
  return (
    <fieldset className={css.choice}>
      <legend className={css.legend}>{t.waiting.chooseReader}</legend>
      {readers.map((reader, i) => (
        <label key={reader.name} className={reader.chosen ? `${css.reader} ${css.chosen}` : css.reader}>
          <input
            type="radio"
            name="reader"
            checked={reader.chosen}
            onChange={() => void call('reader.choose', { name: reader.name })}
            data-testid={`reader-${i}`}
          />
          <span className={css.name}>{reader.name}</span>
          {reader.card && <span className={css.card}>{t.waiting.readerHasCard}</span>}
        </label>
      ))}
    </fieldset>
  )
}
