import type { AuditedEntry } from '../../../main/protocol/audit-log.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import type { Dictionary } from '../../i18n/vi.ts'
import { saidInWords } from '../desk-lists/says.ts'
import { visitOf } from '../visit/visit-of.ts'
import css from './audit.module.css'

/** One entry: when, who, what with what outcome, for which purpose, about whom by a mark; its facts below. */
export function AuditRow({ entry }: { readonly entry: AuditedEntry }) {
  const t = useWords()
  const { language } = useLanguage()
  const rules = useStation().state?.rules
  const { seq, at, action, outcome, purpose, legalBasis, subject, facts, detail } = entry
  const words = t.audit
  const [day, clock] = [timeInVietnam(at).slice(9), timeInVietnam(at).slice(0, 8)]
  const beside = Object.entries({ ...facts, ...detail })
  const told = Object.hasOwn(words.actions, action) ? words.actions[action as keyof typeof words.actions] : action
  return (
    <li className={css.entry} data-testid="audit-entry" data-action={action}>
      <time className={css.time} dateTime={at}>
        <span className={css.clock}>{clock}</span>
        <span>{day}</span>
      </time>
      <div className={css.what}>
        <p>
          <strong>{told}</strong>
          <span className={css.outcome}>{outcomeWords(outcome, t)}</span>
        </p>
        <p className={css.soft}>
          {whoWords(entry, t)}
          {purpose && ` · ${visitOf(rules, purpose)?.name[language] ?? purpose}`}
          {legalBasis && ` · ${legalBasis}`}
          {subject && ` · ${words.about(subject)}`}
        </p>
        {beside.length > 0 && (
          <details className={css.facts}>
            <summary>{words.facts}</summary>
            <dl>
              {beside.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{String(value)}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
      <span className={css.seq}>{words.entry(seq.toLocaleString(t.locale))}</span>
    </li>
  )
}

function whoWords({ operator, name, role }: AuditedEntry, { audit, signIn }: Dictionary): string {
  if (operator === 'station') return audit.system
  if (operator.startsWith('os:')) return audit.commandLine(operator.slice(3))
  const as = Object.hasOwn(signIn.roles, role) ? `, ${signIn.roles[role as keyof typeof signIn.roles]}` : ''
  return name ? `${name} (${operator})${as}` : `${operator}${as}`
}

function outcomeWords(outcome: string, t: Dictionary): string {
  const { outcomes } = t.audit
  if (Object.hasOwn(outcomes, outcome)) return outcomes[outcome as keyof typeof outcomes]
  if (Object.hasOwn(t.verdicts, outcome)) return t.verdicts[outcome as keyof typeof t.verdicts].title
  return saidInWords(outcome, t)
}
