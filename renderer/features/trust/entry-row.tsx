import { type ReactNode, useState } from 'react'
import { dayInVietnam } from '../../../main/protocol/day-in-vietnam.ts'
import type { TrustEntry } from '../../../main/protocol/trust.ts'
import { dayOf, dayText } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useSessionCall } from '../sign-in/use-session-call.ts'
import { useMay } from '../visit/use-may.ts'
import { validityOf } from './entry-groups.ts'
import { Fingerprint } from './fingerprint.tsx'
import css from './trust.module.css'
import type { TrustNow } from './use-trust.ts'

interface Props {
  readonly entry: TrustEntry
  readonly now: Date
  readonly trust: TrustNow
  readonly changeable: boolean
}

/** One certificate: what it may prove, until when, how strong it is, by what it is compared, and who put it there. */
export function EntryRow({ entry, now, trust, changeable }: Props) {
  const { trust: t } = useWords()
  const { what, kind, status, name, key, signature, reason, nonConformant, fingerprint, notBefore } = entry
  const validity = validityOf(entry, now)
  return (
    <li className={css.entry} data-testid="trust-entry" data-status={status} data-what={what}>
      <div className={css.badges}>
        <span className={css.badge} data-look={kind ?? what}>
          {kind ? t.kinds[kind] : t.what[what]}
        </span>
        {validity && (
          <span className={css.badge} data-look={validity.state}>
            {t.valid[validity.state](
              dayOf((validity.state === 'not-yet' ? notBefore : entry.notAfter) ?? ''),
              String(validity.days),
            )}
          </span>
        )}
        {status === 'disabled' && (
          <span className={css.badge} data-look="disabled">
            {t.disabled}
          </span>
        )}
        {nonConformant && (
          <span className={css.badge} data-look="soon">
            {t.notConforming}
          </span>
        )}
      </div>
      <p className={css.name}>{name}</p>
      <dl className={css.facts}>
        {key && <Fact name={t.key}>{key}</Fact>}
        {signature && <Fact name={t.signature}>{signature}</Fact>}
        {reason && <Fact name={t.reason}>{reason}</Fact>}
        <Fact name={t.sha256} wide>
          <Fingerprint of={fingerprint} />
        </Fact>
        <Fact name={t.source} wide>
          {entry.source}
          {', '}
          {entry.importedBy && entry.importedAt
            ? t.imported(entry.importedBy, dayText(dayInVietnam(entry.importedAt)))
            : t.loose}
        </Fact>
      </dl>
      {changeable && <Actions entry={entry} trust={trust} />}
    </li>
  )
}

function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? css.wide : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** What is taken away is asked for twice; what is given back needs a second person anyway. */
function Actions({ entry, trust }: { readonly entry: TrustEntry; readonly trust: TrustNow }) {
  const { trust: t } = useWords()
  const may = useMay()
  const [sure, setSure] = useState<'disable' | 'remove'>()
  const call = useSessionCall()
  const { fingerprint, name, status, importedBy } = entry
  async function change(what: 'disable' | 'enable' | 'remove') {
    const done =
      what === 'enable'
        ? await call.run('trust.enable', { fingerprint, name })
        : await call.run(`trust.${what}`, { fingerprint })
    setSure(undefined)
    if (done) trust.changed()
  }
  if (!may('trust.disable')) return null
  return (
    <div className={css.actions}>
      {call.error && <ErrorPanel error={call.error} testId="call-error" />}
      {sure ? (
        <>
          <p className={css.words}>{t.sure[sure]}</p>
          <Button look="primary" onClick={() => void change(sure)} data-testid={`trust-really-${sure}`}>
            {t.really[sure]}
          </Button>
          <Button onClick={() => setSure(undefined)} data-testid="trust-keep">
            {t.keep}
          </Button>
        </>
      ) : (
        <>
          {status === 'active' ? (
            <Button onClick={() => setSure('disable')} data-testid="trust-disable">
              {t.disable}
            </Button>
          ) : (
            <Button onClick={() => void change('enable')} data-testid="trust-enable">
              {t.enable}
            </Button>
          )}
          {importedBy !== undefined && (
            <Button look="quiet" onClick={() => setSure('remove')} data-testid="trust-remove">
              {t.remove}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
