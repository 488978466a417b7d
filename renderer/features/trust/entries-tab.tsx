import { useId, useMemo, useState } from 'react'
import type { TrustList } from '../../../main/protocol/trust.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Says } from '../../ui/says.tsx'
import { type EntryGroup, entryGroups, type ShownEntries, shownEntries, validityOf } from './entry-groups.ts'
import { EntryRow } from './entry-row.tsx'
import css from './trust.module.css'
import type { TrustNow } from './use-trust.ts'

/** So many rows are there at once without being asked for. */
const openRows = 40

/** Certificates by country: each country is one line until it is opened, so that the hundreds of a master list stay easy to go through. */
export function EntriesTab({ list, trust }: { readonly list: TrustList; readonly trust: TrustNow }) {
  const { trust: t } = useWords()
  const { language } = useLanguage()
  const [find, setFind] = useState('')
  const [show, setShow] = useState<ShownEntries>('all')
  const [now] = useState(() => new Date())
  const id = useId()
  const certificates = useMemo(() => list.entries.filter(({ what }) => !what.endsWith('-list')), [list])
  const groups = useMemo(
    () => entryGroups(certificates, { find, show, now, language, noCountry: t.noCountry }),
    [certificates, find, show, now, language, t],
  )
  const shown = groups.reduce((sum, { entries }) => sum + entries.length, 0)
  if (certificates.length === 0) return <Says icon="lock">{t.nothing}</Says>
  return (
    <>
      <div className={css.bar}>
        <div className={css.field}>
          <label htmlFor={id}>{t.find}</label>
          <input
            id={id}
            type="search"
            value={find}
            onChange={event => setFind(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            data-testid="trust-find"
          />
        </div>
        <Choices
          legend={t.show}
          options={shownEntries.map(each => ({ id: each, text: t.shows[each] }))}
          chosen={show}
          onChoose={next => setShow(next)}
          testId="trust-show"
        />
      </div>
      <p className={css.soft} role="status" data-testid="trust-found">
        {t.found(String(shown), String(certificates.length))}
      </p>
      {groups.length === 0 && <Says icon="search">{t.nothingFound}</Says>}
      {groups.map(group => (
        <Country
          key={group.country}
          group={group}
          now={now}
          trust={trust}
          list={list}
          open={shown <= openRows || group.country === 'VN'}
        />
      ))}
      {list.signersLeftOut > 0 && <p className={css.soft}>{t.signersLeftOut(String(list.signersLeftOut))}</p>}
    </>
  )
}

interface CountryProps {
  readonly group: EntryGroup
  readonly now: Date
  readonly trust: TrustNow
  readonly list: TrustList
  /** Until somebody opens or closes it. */
  readonly open: boolean
}

function Country({ group: { country, name, entries }, now, trust, list, open }: CountryProps) {
  const { trust: t } = useWords()
  const [wanted, setWanted] = useState<boolean>()
  const isOpen = wanted ?? open
  const ends = entries.filter(entry => entry.status === 'active').map(entry => validityOf(entry, now)?.state)
  const doubts = (['expired', 'soon'] as const).filter(state => ends.includes(state))
  const id = useId()
  return (
    <section className={css.country} data-testid="trust-country" data-country={country}>
      <h2>
        <button
          type="button"
          className={css.countryHead}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setWanted(!isOpen)}
        >
          <Icon name={isOpen ? 'chevron-up' : 'chevron'} />
          <span className={css.countryName}>{name}</span>
          <span className={css.soft}>{t.inCountry(String(entries.length))}</span>
          {doubts.map(state => (
            <span key={state} className={css.badge} data-look={state}>
              {t.shows[state]}
            </span>
          ))}
        </button>
      </h2>
      <div id={id}>
        {isOpen && (
          <ul>
            {entries.map(entry => (
              <EntryRow
                key={`${entry.fingerprint} ${entry.what} ${entry.kind}`}
                entry={entry}
                now={now}
                trust={trust}
                changeable={list.changeable}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
