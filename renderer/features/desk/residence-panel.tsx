import type { RelatedPerson } from '../../../main/protocol/citizen-data.ts'
import type { ResidenceResult, ResidenceView } from '../../../main/protocol/desk.ts'
import { dayText } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import css from './residence-panel.module.css'

const icons: Record<ResidenceResult, IconName> = {
  same: 'check',
  wording: 'check',
  different: 'warning',
  'not-on-card': 'dash',
}

/** The address on the card beside what the register says of it, and who lives there. */
export function ResidencePanel({ residence }: { readonly residence: ResidenceView }) {
  const t = useWords().desk.residence
  const { card, rows, head, members } = residence
  return (
    <section className={css.panel} aria-label={t.title} data-testid="residence">
      <h2 className={css.title}>{t.title}</h2>
      <dl className={css.rows}>
        <div className={css.row}>
          <dt>{t.card}</dt>
          <dd className={css.address}>{card ?? t.notOnCard}</dd>
        </div>
        {rows.map(({ kind, address, since, until, result, unitsOf2025 }) => (
          <div
            key={kind}
            className={`${css.row} ${result ? css[result] : ''}`}
            data-testid={`residence-${kind}`}
            data-result={result}
          >
            <dt>{t.kinds[kind]}</dt>
            <dd className={address ? css.address : css.none}>
              {address ?? t.nothing}
              {(since || until) && (
                <span className={css.dates}>
                  {[since && t.since(dayText(since)), until && t.until(dayText(until))].filter(Boolean).join(' ')}
                </span>
              )}
            </dd>
            {address && result && (
              <dd className={css.result}>
                <Icon name={icons[result]} size="1.1em" /> {t.results[result]}
                {unitsOf2025 && <span className={css.units}>{t.unitsOf2025}</span>}
              </dd>
            )}
          </div>
        ))}
      </dl>
      <h3 className={css.sub}>{t.household}</h3>
      {head ? <Household head={head} members={members} /> : <p className={css.none}>{t.noHead}</p>}
    </section>
  )
}

function Household({ head, members }: { readonly head: RelatedPerson; readonly members: readonly RelatedPerson[] }) {
  const t = useWords().desk.residence
  const born = ({ birthDate }: RelatedPerson) => (birthDate ? dayText(birthDate) : '')
  return (
    <table className={css.people}>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.birth}</th>
          <th scope="col">{t.relationship}</th>
        </tr>
      </thead>
      <tbody>
        <tr data-testid="residence-head">
          <td>
            <strong>{head.fullName}</strong>
          </td>
          <td>{born(head)}</td>
          <td>{t.head}</td>
        </tr>
        {members.map(person => (
          <tr key={`${person.fullName} ${person.birthDate}`}>
            <td>{person.fullName}</td>
            <td>{born(person)}</td>
            <td>{person.relationship}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
