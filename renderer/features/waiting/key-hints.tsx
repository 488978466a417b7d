import { useWords } from '../../i18n/language.tsx'
import css from './key-hints.module.css'

/** The keys of this screen, for those who never touch the mouse. */
export function KeyHints() {
  const t = useWords()
  const keys = [
    ['Esc', t.waiting.clear],
    ['F2', t.result.next],
    ['F3', t.header.history],
  ]
  return (
    <ul className={css.keys}>
      {keys.map(([key, what]) => (
        <li key={key}>
          <kbd>{key}</kbd> {what}
        </li>
      ))}
    </ul>
  )
}
