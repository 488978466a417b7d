import { errorText } from '../../../main/protocol/error-texts.ts'
import type { Scanners } from '../../../main/protocol/scanners.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import css from './devices.module.css'
import { ProblemWords } from './problem-words.tsx'
import { type ScannerRow, scannerRows } from './scanner-rows.ts'

const icons: Readonly<Record<ScannerRow['state'], IconName>> = { ready: 'check', trouble: 'warning', down: 'cross' }

export function ScannerList({ scanners: { scanners, problems } }: { readonly scanners: Scanners }) {
  const { language } = useLanguage()
  const t = useWords()
  const rows = scannerRows(scanners, t)
  return (
    <section data-testid="scanners">
      <h2>{t.devices.scanners}</h2>
      {problems.map(problem => (
        <ProblemWords key={problem.tag} tag={problem.tag} {...errorText(problem, language)} />
      ))}
      {rows.length === 0 ? (
        <p className={css.soft} data-testid="no-scanners">
          {t.devices.noScanners}
        </p>
      ) : (
        <ul className={css.rows}>
          {rows.map(({ id, label, kind, state, stateWord, problem }) => (
            <li key={id} className={css.row} data-testid="scanner" data-state={state}>
              <Icon name="qr" size="1.6em" />
              <p className={css.name}>
                <span className={css.label}>{label}</span> <span className={css.kind}>{kind}</span>
              </p>
              <p className={`${css.state} ${css[state]}`}>
                <Icon name={icons[state]} size="1.1em" /> {stateWord}
              </p>
              {problem && <ProblemWords {...problem} />}
            </li>
          ))}
        </ul>
      )}
      <p className={css.soft}>{t.devices.keyboardWorks}</p>
    </section>
  )
}
