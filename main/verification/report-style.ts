import type { Markup } from '../protocol/markup.ts'

/**
 * For A4, and for a screen. Fonts are those of the computer: every one named here has all Vietnamese letters, and none is embedded, which
 * would make each report twenty times as large. Lines are high enough for two marks above a capital and one below.
 */
export const reportStyle: Markup = {
  markup: `
@page { size: A4; margin: 13mm 14mm 15mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #444 } @bottom-left { content: "ChipDesk"; font: 8pt sans-serif; color: #444 } }
* { box-sizing: border-box }
html { color-scheme: light; background: #fff; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { margin: 0 auto; padding: 0; max-width: 182mm; color: #111; font: 9.5pt/1.45 "Be Vietnam Pro", "Noto Sans", "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; overflow-wrap: anywhere }
@media screen { body { padding: 10mm 4mm } }
h1 { font-size: 17pt; line-height: 1.35; margin: 0 0 2mm }
h2 { font-size: 11.5pt; line-height: 1.35; margin: 5mm 0 1.5mm; padding-bottom: .6mm; border-bottom: .4mm solid #111; break-after: avoid }
h2 small { font-size: 8pt; font-weight: 400; color: #444 }
h3 { font-size: 9.5pt; margin: 0 0 .6mm }
p { margin: 0 0 1mm }
ul { margin: 0; padding-left: 5mm }
code { font: .88em/1.4 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere }
.beside { color: #4a4a4a; font-size: .88em; font-weight: 400 }
h1 .beside { display: block; font-size: 11pt }
.unseen { border: .25mm solid #111; border-radius: .6mm; padding: 0 .6mm; margin: 0 .3mm; font: .72em/1.2 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; background: #eee }
dl { margin: 0; display: grid; grid-template-columns: 1fr 1fr; gap: .4mm 6mm }
dl > div { display: grid; grid-template-columns: 34mm 1fr; gap: 2mm; align-items: baseline }
dt { color: #333; font-size: .9em }
dd { margin: 0 }
.about > div:last-child { grid-column: 1 / -1 }
.test { border: .7mm solid #111; background: repeating-linear-gradient(135deg, #ffe9a8 0 4mm, #fff6d8 4mm 8mm); padding: 1.5mm 3mm; font-weight: 700; margin: 2mm 0 }
.stamp { position: fixed; inset: 42% 0 auto; text-align: center; font-size: 40pt; font-weight: 800; color: rgb(0 0 0 / 7%); transform: rotate(-24deg); pointer-events: none; margin: 0; z-index: 1; white-space: nowrap }
.verdict { display: grid; grid-template-columns: 24mm 1fr; gap: 4mm; align-items: center; border: 1mm solid; border-radius: 2mm; padding: 3mm 4mm; margin: 3mm 0; break-inside: avoid }
.verdict p { margin: 0; color: #111 }
.verdict svg { width: 22mm; fill: none; stroke: currentColor; stroke-width: 3.4; stroke-linecap: round; stroke-linejoin: round }
.verdict svg.dashed { stroke-dasharray: 5 4 }
.verdict .light { font-size: 9pt; text-transform: uppercase; letter-spacing: .04em }
.verdict .title { font-size: 21pt; line-height: 1.35; font-weight: 800 }
.verdict .title .beside { font-size: 13pt }
.verdict .act { font-weight: 700; margin-top: 1mm }
.green { color: #0b6b3e; background: #eef8f2 }
.yellow { color: #8a5d00; background: #fff7e0; border-style: double }
.red { color: #ae1623; background: #fdeeee; border-width: 1.6mm }
.grey { color: #4b5a54; background: #f1f3f2; border-style: dashed }
.cure { font-style: italic }
table { width: 100%; border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .7mm 1.5mm; border-bottom: .2mm solid #bbb; font-weight: 400 }
thead th { font-weight: 700; border-bottom: .3mm solid #111; vertical-align: bottom }
tr { break-inside: avoid }
.holder { display: flex; gap: 4mm; align-items: flex-start }
.holder table { flex: 1 }
figure { margin: 0; width: 28mm; flex: none }
figure img { width: 28mm; max-height: 40mm; object-fit: contain; border: .2mm solid #666 }
figcaption { font-size: 7.5pt; line-height: 1.3 }
.fields th[scope=row] { width: 42mm }
.fields td:nth-child(3), .fields td:nth-child(4) { white-space: nowrap }
.fields td:nth-child(4) { width: 42mm }
.fields .value { font-weight: 700; font-size: 10.5pt }
.differences th[scope=row] { width: 52mm; font-weight: 700 }
.differences .kind, .differences .from { font-size: 8.5pt; font-weight: 400; color: #333 }
.differences .notable .kind { font-weight: 700 }
.differences tr:has(+ .noted) td { border-bottom: 0 }
.differences .noted td { padding-top: 0; font-size: 8.5pt }
.differences .contradiction .kind { color: #ae1623; font-weight: 700 }
mark { background: none; color: inherit; font-weight: 800; text-decoration: underline .35mm; text-underline-offset: .5mm }
.steps { letter-spacing: .05em; white-space: nowrap }
.note { font-size: 8.5pt; color: #333; margin-top: 1mm }
.checks .branch th { font-weight: 700; background: #eceeed; border-top: .3mm solid #111; break-after: avoid }
.checks .sign { width: 7mm; padding-right: 0 }
.checks svg { width: 4.4mm; height: 4.4mm; display: block; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round }
.checks th[scope=row] { width: 47mm }
.checks .result { width: 28mm; font-weight: 700 }
.checks .detail { font-size: 8.5pt; color: #333 }
.successful .sign, .successful .result { color: #0b6b3e }
.failed .sign, .failed .result { color: #ae1623 }
.failed .result { text-decoration: underline }
.undetermined .sign, .undetermined .result { color: #7a5200 }
.not-supported .sign, .not-supported .result, .aborted .sign, .aborted .result { color: #4b5a54 }
.certificate { break-inside: avoid; border-left: .8mm solid #888; padding-left: 3mm; margin: 1.5mm 0 2.5mm }
.certificate dl { grid-template-columns: 1fr }
.fingerprint { font-size: .82em; font-weight: 700 }
.phases { margin-top: 1.5mm; font-size: 8.5pt }
.phases th[scope=row] { width: 84mm }
.phases th, .phases td { padding-top: .35mm; padding-bottom: .35mm }
.phases .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.phases thead th:nth-child(n+3) { text-align: right }
.phases .bar { width: 34mm; vertical-align: middle }
.bar i { display: block; height: 2.4mm; background: #0c4a46; border: .2mm solid #111; min-width: .4mm }
.total th, .total td { font-weight: 700; border-top: .3mm solid #111 }
.limits { break-inside: avoid }
`,
}
