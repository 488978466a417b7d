import { Buffer } from 'node:buffer'
import { lightOfVerdict } from '../protocol/checks.ts'
import { html, type Markup, value } from '../protocol/markup.ts'
import type { Report } from '../protocol/report.ts'
import { verdictShapes } from '../protocol/verdict-shapes.ts'
import { timeInVietnam } from '../protocol/written-time.ts'
import { certificateSection } from './report-certificate-table.ts'
import type { CertificateSummary } from './report-certificates.ts'
import { checkTree } from './report-check-tree.ts'
import type { ReportComparison } from './report-comparison.ts'
import { comparisonSection } from './report-comparison-section.ts'
import { differenceTable } from './report-difference-table.ts'
import { fieldTable } from './report-field-table.ts'
import {
  errorWords,
  type ReportLanguage,
  reasonCure,
  reasonText,
  type Say,
  sayIn,
  verdictText,
} from './report-language.ts'
import { accessSection } from './report-measurements.ts'
import { reportStyle } from './report-style.ts'
import { lightWords, limitWords, pageWords, policyWords } from './report-texts.ts'

/** What a page is made of; nothing else gets into it. */
export interface ReportPageInput {
  readonly report: Report
  readonly language: ReportLanguage
  /** What was judged: a card, an evidence file of some program, or loose files. */
  readonly subject:
    | { readonly kind: 'card' | 'files' }
    | { readonly kind: 'evidence'; readonly writer?: { readonly name: string; readonly version: string } }
  /** RFC 3339; when the card gave what was judged. */
  readonly readAt?: string
  readonly certificates: readonly CertificateSummary[]
  readonly comparison?: ReportComparison
  /** Only if asked for: a picture that a verified signature covers. */
  readonly photo?: { readonly mediaType: 'image/jpeg' | 'image/png'; readonly bytes: Uint8Array }
  /** All fields, numbers unmasked. Absent: what a check needs, and no more of the person. */
  readonly allFields?: boolean
  readonly desk: string
  readonly app: { readonly name: string; readonly version: string }
  readonly madeAt: Date
}

/**
 * A report as one HTML page to be printed on A4 or kept: no script, nothing loaded from elsewhere, every value escaped. It states what the
 * report states and proves nothing by itself.
 */
export function reportPage(input: ReportPageInput): string {
  const { report, language } = input
  const say = sayIn(language)
  const { verdict } = report
  const title = `${pageWords.title[language === 'en' ? 'en' : 'vi']} – ChipDesk`
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
  const page = html`<!doctype html>
<html lang="${language === 'en' ? 'en' : 'vi'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${reportStyle}</style>
</head>
<body data-verdict="${verdict}" data-light="${lightOfVerdict[verdict]}">
${report.trust.test ? html`<p class="stamp" aria-hidden="true">${pageWords.stamp.vi}</p>` : undefined}
<header>${heading(input, say)}</header>
<main>
${report.trust.test ? html`<p class="test" role="note">${say(pageWords.test)}</p>` : undefined}
${verdictBand(input, say)}
${reasonList(report, say)}
${fieldTable(input, say, input.photo && photo(input.photo, say))}
${differenceTable(input, say)}
${checkTree(report, say)}
${certificateSection(input.certificates, say)}
${accessSection(report, say)}
${input.comparison && comparisonSection(input.comparison, say)}
<section class="limits"><h2>${say(pageWords.limits)}</h2>
<ul>${limitWords.map(words => html`<li>${say(words)}</li>`)}</ul>
<p>${say(pageWords.unsigned)}</p></section>
</main>
</body>
</html>
`
  return page.markup
}

function heading(input: ReportPageInput, say: Say): Markup {
  const { report, subject, readAt, madeAt, desk, app } = input
  const kinds = { card: pageWords.ofCard, evidence: pageWords.ofEvidence, files: pageWords.ofFiles }
  const time = (text: string) => html`${value(timeInVietnam(text))}`
  const writer = subject.kind === 'evidence' ? subject.writer : undefined
  const rows: (readonly [Markup, Markup] | undefined)[] = [
    [say(pageWords.subject), say(kinds[subject.kind])],
    readAt === undefined ? undefined : [say(pageWords.readAt), time(readAt)],
    [say(pageWords.madeAt), time(report.at)],
    [say(pageWords.printedAt), html`${time(madeAt.toISOString())} (${say(pageWords.zone)})`],
    [say(pageWords.desk), value(desk)],
    [
      say(pageWords.policy),
      policyWords[report.policy] ? say(policyWords[report.policy] ?? pageWords.none) : value(report.policy),
    ],
    [say(pageWords.software), html`${app.name} ${app.version}`],
    writer && [say(pageWords.writer), value(`${writer.name} ${writer.version}`)],
    [
      say(pageWords.trust),
      html`${report.trust.anchors} ${say(pageWords.anchors)}, ${say(pageWords.digest)} <code>${report.trust.digest}</code>`,
    ],
  ]
  return html`<h1>${say(pageWords.title)}</h1>
<dl class="about">${rows.map(row => row && html`<div><dt>${row[0]}</dt><dd>${row[1]}</dd></div>`)}</dl>`
}

/** Colour, shape and words say the same thing, so that two of them may be lost. What to do now is said only while somebody waits. */
function verdictBand({ report: { verdict, error }, subject }: ReportPageInput, say: Say): Markup {
  const light = lightOfVerdict[verdict]
  return html`<section class="verdict ${light}">
<svg viewBox="0 0 48 48" role="img" aria-label="${lightWords[light].vi}"${verdict === 'incomplete' ? html` class="dashed"` : undefined}><path d="${verdictShapes[verdict]}"/></svg>
<div><p class="light">${say(lightWords[light])}</p>
<p class="title">${say(verdictText(verdict, 'title'))}</p>
<p>${say(error && verdict === 'incomplete' ? errorWords(error.tag, 'title') : verdictText(verdict, 'line'))}</p>
${subject.kind === 'card' ? html`<p class="act">${say(verdictText(verdict, 'act'))}</p>` : undefined}</div>
</section>`
}

/** Why the verdict is not better, most important first; the test anchor has its own banner. */
function reasonList({ reasons, verdict, error }: Report, say: Say): Markup | undefined {
  const shown = reasons.filter(reason => reason !== 'test-anchor' || verdict === 'refused')
  if (shown.length === 0 && !error) return undefined
  const cures = (cure: ReturnType<typeof reasonCure>) =>
    cure && html`<br><span class="cure">${say(pageWords.cure)}: ${say(cure)}</span>`
  const items = shown.map(reason => html`<li>${say(reasonText(reason))}${cures(reasonCure(reason))}</li>`)
  const ended = error && html`<li>${say(errorWords(error.tag, 'title'))}${cures(errorWords(error.tag, 'cure'))}</li>`
  return html`<section><h2>${say(pageWords.reasons)}</h2><ul class="reasons">${items}${ended}</ul></section>`
}

const photo = ({ mediaType, bytes }: NonNullable<ReportPageInput['photo']>, say: Say): Markup =>
  html`<figure><img alt="" src="data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}"><figcaption>${say(pageWords.photo)}</figcaption></figure>`
