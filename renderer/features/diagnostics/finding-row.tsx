import type { Finding } from '../../../main/protocol/diagnostics.ts'
import { findingWords } from '../../../main/protocol/finding-words.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import css from './diagnostics.module.css'

const icons: Readonly<Record<Finding['state'], IconName>> = {
  bad: 'cross',
  warn: 'warning',
  unknown: 'clock',
  ok: 'check',
}

/** Shape and word say the state, colour only supports them. */
export function StateIcon({ state, size = '1.75em' }: { readonly state: Finding['state']; readonly size?: string }) {
  const { diagnostics: t } = useWords()
  return (
    <span className={css.icon} data-state={state} role="img" aria-label={t.states[state]}>
      <Icon name={icons[state]} size={size} />
    </span>
  )
}

/** One line: what was found, what to do about it, and its facts. */
export function FindingRow({ finding }: { readonly finding: Finding }) {
  const { diagnostics: t, technical } = useWords()
  const { language } = useLanguage()
  const { title, text, cure, facts } = findingWords(finding, language)
  const { error, tried } = finding
  return (
    <li className={css.row} data-testid="finding" data-part={finding.part} data-state={finding.state}>
      <StateIcon state={finding.state} />
      <div className={css.words}>
        <p className={css.name}>{title}</p>
        <p>{text}</p>
        {cure && (
          <p className={css.cure}>
            <Icon name="next" /> <span>{cure}</span>
          </p>
        )}
        {facts.length > 0 && (
          <dl className={css.facts}>
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {finding.says === 'failed' && error && (
          <p className={css.code}>
            {technical}: {error.tag}
          </p>
        )}
        {tried && (
          <details className={css.tried}>
            <summary>{t.tried}</summary>
            <ul>
              {tried.map(({ name, ok }) => (
                <li key={name} data-ok={ok}>
                  <Icon name={ok ? 'check' : 'cross'} /> {name}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  )
}
