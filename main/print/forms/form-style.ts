import { cssString, printWords } from '../page.ts'
import type { PrintContext } from '../print-context.ts'

/**
 * Style of the forms of the law: a wider margin to file them by, heads in two columns, dots to write on. What is drafted says so at the top of every page,
 * after the demo's own words where it is one.
 */
export const formStyle = (context: PrintContext, running?: string): string => `
@page { margin: 16mm 16mm 18mm 24mm;${running === undefined ? '' : ` @top-center { content: ${cssString(context.demo ? `${printWords(context).demo} · ${running}` : running)} }`} }
@media screen { body { padding: 16mm 16mm 18mm 24mm } }
.form { font-size: 10.75pt; line-height: 1.5 }
.form p { margin: 0 }
.form h1 { font-size: 14pt; margin: 4mm 0 2.5mm }
.form h2 { font-size: 10.75pt; margin: 2.5mm 0 1mm }
.form-name { font-size: 8pt; line-height: 1.4; text-align: right; font-style: italic }
.form .form-name { margin: 0 0 3mm }
.form-head { display: grid; grid-template-columns: 5fr 7fr; column-gap: 4mm; text-align: center; font-size: 10pt; line-height: 1.5 }
.form-head .superior { text-transform: uppercase }
.form-head .issuing { display: block; text-transform: uppercase }
.form-head .issuing::after, .motto::after { content: ""; display: block; width: 32%; margin: .6mm auto 0; border-top: .25mm solid #000 }
.motto::after { width: 52% }
.form-number { margin-top: 1.5mm }
.country strong { display: block; white-space: nowrap }
.place { font-style: italic; margin-top: 1.5mm }
.gloss { font-size: 7.5pt; font-weight: 400; font-style: italic; color: #333; text-transform: none }
h1 .gloss, .country .gloss { display: block; line-height: 1.4 }
.item { break-inside: avoid }
.item.open { display: flex; align-items: baseline; column-gap: 1ex; min-height: 1.6em }
.items { display: grid; column-gap: 4mm; break-inside: avoid }
.dots { flex: 1; min-width: 12mm; height: 1em; border-bottom: .3mm dotted #000; align-self: flex-end; margin-bottom: .35em }
.dots.short, .dots.tiny, .dots.mini { display: inline-block; vertical-align: baseline; height: .9em; margin: 0 }
.dots.short { width: 44mm } .dots.tiny { width: 18mm; min-width: 0 } .dots.mini { width: 8mm; min-width: 0 }
.digits { margin: .4mm 0; display: inline-flex; vertical-align: middle; font-variant-numeric: tabular-nums; font-weight: 700 }
.digits span { width: 5.6mm; height: 6.2mm; line-height: 6mm; border: .2mm solid #000; margin-left: -.2mm; text-align: center }
.members { font-size: 9.5pt; line-height: 1.45; margin: 1mm 0 1.5mm }
.members th { text-align: center; text-wrap: balance; vertical-align: middle }
.members td.middle { text-align: center }
.members .blank td { height: 7mm }
.place span { white-space: nowrap }
.form .period { padding-left: 4mm; text-indent: -3mm }
.closing { break-inside: avoid; margin-top: 2.5mm }
.signatures { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; column-gap: 3mm; break-inside: avoid; margin-top: 3mm }
.signature { text-align: center; line-height: 1.45 }
.signature strong, .signature em { display: block }
.signature .when { font-size: 8.5pt; font-style: italic; white-space: nowrap }
.opinions .signature { font-size: 9pt }
.opinions .signature > strong { min-height: 3lh }
.opinions .when .dots { width: 5mm }
.opinions .signature .room { height: 24mm }
.opinions .signature p { text-align: left; font-size: 8pt }
.form .addressee { width: 82%; margin: 0 auto 2mm }
.declaration { text-align: center }
.declaration .country { display: inline-block; font-size: 11pt }
.form .reason { padding-left: 4mm; text-indent: -3mm }
.roomy { font-size: 11.5pt; line-height: 1.6 }
.roomy .signature { font-size: 10.5pt }
.roomy .members { font-size: 10.5pt }
.due { white-space: nowrap }
.received td { height: 7mm }
.received td.middle { text-align: center }
.signature .room { height: 20mm }
.form .basis { border: .4mm solid #000; padding: 1mm 2.5mm; margin-bottom: 3mm; font-weight: 700; font-size: 9.5pt; break-inside: avoid }
.officer { border: .3mm dashed #000; padding: 1.5mm 2.5mm; margin-top: 3mm; font-size: 8pt; line-height: 1.4; break-inside: avoid }
.officer ul { margin: .5mm 0 0; padding-left: 4mm }
`
