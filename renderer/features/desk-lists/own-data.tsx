import { useState } from 'react'
import type { OwnRecordView } from '../../../main/protocol/desk-lists.ts'
import type { CallResult } from '../../../main/protocol/station.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { dayText, timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import type { Dictionary } from '../../i18n/vi.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay } from '../visit/use-may.ts'
import { visitOf } from '../visit/visit-of.ts'
import { ListedPart } from './listed-part.tsx'
import css from './lists.module.css'
import { PrintList } from './print-list.tsx'
import { useListed } from './use-listed.ts'

/** What this desk keeps of the citizen whose own card was just read, and who saw it (Luật 91/2025/QH15). */
export function OwnData({ state }: { readonly state: StationState }) {
  const { ownData: t } = useWords().desk
  const { counter } = state
  const id = counter.step === 'result' ? counter.transaction.id : undefined
  if (!id)
    return (
      <p className={css.none} data-testid="own-data-needs-card">
        <Icon name="card" size="1.5em" /> {t.needsCard}
      </p>
    )
  return <OfPerson key={id} transactionId={id} state={state} />
}

function OfPerson({ transactionId, state }: { readonly transactionId: string; readonly state: StationState }) {
  const { ownData: t } = useWords().desk
  const listed = useListed('citizen.own-record', { transactionId })
  return (
    <div className={css.page}>
      <ListedPart listed={listed}>
        {record => (
          <>
            <div className={css.bar}>
              <h2 className={css.title} data-testid="own-data">
                {record.name ? t.of(record.name, record.number) : record.number}
              </h2>
              <PrintList list={{ list: 'own-data', transactionId }} />
            </div>
            <Erase transactionId={transactionId} onDone={listed.again} />
            <Visits record={record} state={state} />
            <Accesses record={record} state={state} />
          </>
        )}
      </ListedPart>
    </div>
  )
}

function Visits({ record, state }: { readonly record: OwnRecordView; readonly state: StationState }) {
  const { language } = useLanguage()
  const t = useWords()
  const words = t.desk.ownData
  return (
    <section>
      <h3 className={css.title}>{words.visits}</h3>
      {record.transactions.length === 0 ? (
        <p className={css.none}>{words.noVisits}</p>
      ) : (
        <ul className={css.left}>
          {record.transactions.map(each => (
            <li key={each.id} className={css.kept} data-testid="own-visit">
              <p className={css.name}>
                {timeInVietnam(each.at)} · {visitOf(state.rules, each.purpose)?.name[language] ?? each.purpose} ·{' '}
                {t.verdicts[each.verdict].title}
              </p>
              <p className={css.soft}>
                {each.desk} · {each.legalBasis}
              </p>
              <p>
                {words.keeps}: {each.keeps.map(name => inWords(name, t)).join(', ')}
              </p>
              <p className={css.soft}>
                {[
                  each.deletedOn && words.deletedOn(dayText(each.deletedOn)),
                  each.mustStay ? (each.source ? words.mustStay(each.source) : words.mustStayPlain) : words.mayGo,
                ]
                  .filter(Boolean)
                  .join('; ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** What is kept, and what was done, in words; a word that this screen does not have stands as the station gave it. */
function inWords(name: string, t: Dictionary): string {
  const { ownData, acts } = t.desk
  const known: Readonly<Record<string, string>> = {
    ...t.fields,
    ...t.citizen.kinds,
    ...acts.kinds,
    ...ownData.keptNames,
    ...ownData.actions,
  }
  return (known[name] ?? name).replace(/^\p{Lu}(?!\p{Lu})/u, first => first.toLocaleLowerCase(t.locale))
}

function Accesses({ record, state }: { readonly record: OwnRecordView; readonly state: StationState }) {
  const { language } = useLanguage()
  const words = useWords()
  const { ownData: t } = words.desk
  return (
    <section>
      <h3 className={css.title}>{t.accesses}</h3>
      {record.accesses.length === 0 ? (
        <p className={css.none}>{t.noAccesses}</p>
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              {[t.when, t.desk, t.who, t.what].map(head => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {record.accesses.map(({ at, desk, operator, action, purpose }) => (
              <tr key={`${at} ${action} ${operator}`} data-testid="own-access">
                <td>{timeInVietnam(at)}</td>
                <td>{desk}</td>
                <td>{operator}</td>
                <td>
                  {[inWords(action, words), purpose && (visitOf(state.rules, purpose)?.name[language] ?? purpose)]
                    .filter(Boolean)
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** The citizen asks for deletion: what no law makes the desk keep goes, with the consent of a second person. */
function Erase({ transactionId, onDone }: { readonly transactionId: string; onDone(): void }) {
  const { call, callError } = useStation()
  const { ownData: t } = useWords().desk
  const may = useMay()('citizen.erase')
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<CallResult<'citizen.erase'>>()
  async function erase() {
    setBusy(true)
    const result = await call('citizen.erase', { transactionId })
    setBusy(false)
    if (!result) return
    setDone(result)
    setOpen(false)
    onDone()
  }
  if (!may) return null
  return (
    <div className={css.erase}>
      {callError && <ErrorPanel error={callError} testId="call-error" />}
      <p role="status" className={css.done} data-testid="erased">
        {done &&
          (done.deleted === 0
            ? t.erasedNone(String(done.kept))
            : done.kept === 0
              ? t.erasedAll(String(done.deleted))
              : t.erased(String(done.deleted), String(done.kept)))}
      </p>
      {open ? (
        <section className={css.ask} aria-label={t.eraseTitle}>
          <h3 className={css.title}>{t.eraseTitle}</h3>
          <p>{t.eraseSub}</p>
          <div className={css.bar}>
            <Button look="primary" disabled={busy} onClick={() => void erase()} data-testid="erase-ask">
              {busy ? t.waiting : t.eraseConfirm}
            </Button>
            <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
          </div>
        </section>
      ) : (
        <Button onClick={() => setOpen(true)} data-testid="erase-open">
          {t.erase}
        </Button>
      )}
    </div>
  )
}
