import type { ShownCertificate } from '../../../main/protocol/transaction-details.ts'
import { dayOf } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { Says } from '../../ui/says.tsx'
import css from './behind.module.css'
import { DetailsOf } from './details-of.tsx'
import type { Details } from './use-details.ts'

/** Who signed what was read, and the way up to the anchor. */
export function Certificates({ details }: { readonly details: Details }) {
  const { certificates: t } = useWords().behind
  return (
    <DetailsOf details={details}>
      {({ certificates, from }) =>
        certificates.length === 0 ? (
          <Says icon="about" testId="no-certificates">
            {from ? t.none : t.gone}
          </Says>
        ) : (
          <>
            {from && <p className={css.soft}>{t.from[from]}</p>}
            {certificates.map(certificate => (
              <Certificate key={certificate.fingerprint} certificate={certificate} />
            ))}
          </>
        )
      }
    </DetailsOf>
  )
}

function Certificate({ certificate }: { readonly certificate: ShownCertificate }) {
  const { certificates: t } = useWords().behind
  const { role, subject, issuer, serial, notBefore, notAfter, key, signature, fingerprint, source } = certificate
  const rows: readonly (readonly [string, string, (string | undefined)?])[] = [
    [t.subject, subject],
    [t.issuer, issuer === subject ? t.self : issuer],
    [t.validity, `${dayOf(notBefore)} – ${dayOf(notAfter)}`],
    [t.key, key],
    [t.signature, signature],
    [t.serial, serial, css.technical],
    [t.fingerprint, inGroups(fingerprint), css.technical],
    ...(source === undefined ? [] : ([[t.source, source]] as const)),
  ]
  return (
    <section className={css.certificate} data-testid={`certificate-${role}`}>
      <h3 className={css.branchTitle}>{t.roles[role]}</h3>
      <dl className={css.rows}>
        {rows.map(([name, value, look]) => (
          <div key={name} className={css.row}>
            <dt>{name}</dt>
            <dd className={look}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** As people read a fingerprint to each other. */
const inGroups = (fingerprint: string) => (fingerprint.toUpperCase().match(/.{1,4}/g) ?? []).join(' ')
