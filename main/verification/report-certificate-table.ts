import { html, type Markup, value } from '../protocol/markup.ts'
import { dayOf } from '../protocol/written-time.ts'
import type { CertificateSummary } from './report-certificates.ts'
import type { Say } from './report-language.ts'
import { pageWords, roleWords, scopeWords } from './report-texts.ts'

/** The certificates on which the verdict rests, from the signer up to the anchor. */
export function certificateSection(certificates: readonly CertificateSummary[], say: Say): Markup {
  const body =
    certificates.length > 0
      ? certificates.map(certificate => certificateMarkup(certificate, say))
      : html`<p>${say(pageWords.noCertificates)}</p>`
  return html`<section><h2>${say(pageWords.certificates)}</h2>${body}</section>`
}

function certificateMarkup(certificate: CertificateSummary, say: Say): Markup {
  const { role, subject, issuer, notBefore, notAfter, key, signature, serial, fingerprint, kind, source } = certificate
  const rows: (readonly [Markup, Markup] | undefined)[] = [
    [say(pageWords.certificateSubject), value(subject)],
    issuer === subject ? undefined : [say(pageWords.certificateIssuer), value(issuer)],
    [say(pageWords.validity), html`${dayOf(notBefore)} – ${dayOf(notAfter)}`],
    [say(pageWords.key), value(key)],
    [say(pageWords.signature), value(signature)],
    [say(pageWords.serial), html`<code>${serial}</code>`],
    [say(pageWords.fingerprint), html`<code class="fingerprint">${inGroups(fingerprint)}</code>`],
    kind && [
      say(pageWords.scope),
      html`${say(scopeWords[kind])}${source === undefined ? undefined : html` – ${value(source)}`}`,
    ],
  ]
  return html`<div class="certificate"><h3>${say(roleWords[role])}</h3>
<dl>${rows.map(row => row && html`<div><dt>${row[0]}</dt><dd>${row[1]}</dd></div>`)}</dl></div>`
}

/** As people read a fingerprint to each other. */
const inGroups = (fingerprint: string) => (fingerprint.toUpperCase().match(/.{1,4}/g) ?? []).join(' ')
