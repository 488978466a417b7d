import { useWords } from '../../i18n/language.tsx'
import css from './devices.module.css'

/** How a scanner is taken out of keyboard mode, and why. */
export function ScannerHelp() {
  const { help } = useWords().devices
  return (
    <section className={css.help}>
      <h2>{help.title}</h2>
      <p>{help.why}</p>
      <ol>
        <li>{help.manual}</li>
        <li>{help.mode}</li>
        <li>{help.utf8}</li>
        <li>{help.tryIt}</li>
      </ol>
    </section>
  )
}
