import type { Paper } from '../protocol/printed-document.ts'
import { rollFallbackMm } from '../protocol/roll-length.ts'

/** What a desk prints on. Rolls have no height: they are as long as they get. */
export const papers = {
  a4: { widthMm: 210, heightMm: 297 },
  a5: { widthMm: 148, heightMm: 210 },
  'roll-80': { widthMm: 80 },
  'roll-58': { widthMm: 58 },
} as const satisfies Record<string, Paper>
export type PaperName = keyof typeof papers

/** Margins of a sheet: top, sides, bottom, in millimetres. The bottom one holds the foot of every page. */
export const sheetMargins = { a4: { top: 15, side: 18, bottom: 19 }, a5: { top: 10, side: 11, bottom: 17 } } as const

/**
 * Of every print-out, in black on white: thermal heads know nothing else, and office printers are short of colour. Lines are high enough for two marks above
 * a capital and one below.
 */
export const baseStyle = `
* { box-sizing: border-box }
html { color-scheme: light; background: #fff; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { margin: 0; color: #000; font-family: "Be Vietnam Pro", "Noto Sans", "Segoe UI", Roboto, Arial, sans-serif; overflow-wrap: anywhere; orphans: 2; widows: 2 }
h1 { font-size: 1.55em; line-height: 1.35; margin: 0; text-align: center; text-wrap: balance }
h2 { font-size: 1.1em; line-height: 1.4; margin: 1em 0 .3em; break-after: avoid }
p { margin: 0 0 .3em }
dl { margin: 0 }
dl > div { display: flex; flex-wrap: wrap; column-gap: 1ex; break-inside: avoid }
dt::after { content: ":" }
dd { margin: 0; font-weight: 700; min-width: 0 }
table { width: 100%; border-collapse: collapse }
thead { display: table-header-group }
th, td { text-align: left; vertical-align: top; border: .2mm solid #000; padding: .8mm 1.4mm }
tr { break-inside: avoid }
.head { text-align: center; line-height: 1.4 }
.head .organisation { text-transform: uppercase }
.head strong { display: block }
.small { font-size: .85em }
.centre { text-align: center }
.number { font-variant-numeric: tabular-nums; white-space: nowrap }
.fill { display: inline-block; min-width: 30mm; flex: 1 1 30mm; border-bottom: .25mm dotted #000; align-self: flex-end; height: 1.25em }
.notice { border: .4mm solid #000; padding: 1mm 2mm; break-inside: avoid }
.unseen { border: .2mm solid #000; padding: 0 .4mm; margin: 0 .2mm; font: .7em/1.2 monospace }
.qr { display: block; shape-rendering: crispEdges }
.reference { display: flex; gap: 3mm; align-items: center; break-inside: avoid }
.reference svg { flex: none }
.demo { text-align: center; font-weight: 700; border: .5mm solid #000; padding: .5mm 2mm; margin-bottom: 2mm }
.stamp { position: fixed; inset: 0; display: flex; align-items: center; justify-content: center; margin: 0; font-weight: 700; color: rgb(0 0 0 / 9%); pointer-events: none; z-index: 1 }
.stamp span { transform: rotate(-32deg); white-space: nowrap }
`

const sheetText = {
  a4: 'body { font-size: 10.5pt; line-height: 1.5 } .stamp { font-size: 64pt }',
  a5: 'body { font-size: 9pt; line-height: 1.45 } .stamp { font-size: 44pt }',
}

/** A sheet with its foot in the bottom margin of every page, and what no page may go without in the top one. Arguments are CSS strings. */
export function sheetStyle(paper: 'a4' | 'a5', foot: { left: string; page: string; top: string }): string {
  const { widthMm, heightMm } = papers[paper]
  const { top, side, bottom } = sheetMargins[paper]
  const box = (place: string, content: string, more = '') =>
    `@${place} { content: ${content}; font: 7.5pt/1.35 "Be Vietnam Pro", sans-serif; color: #000; vertical-align: top; padding-top: 2mm; ${more}}`
  return `@page { size: ${widthMm}mm ${heightMm}mm; margin: ${top}mm ${side}mm ${bottom}mm;
${box('bottom-left', foot.left, 'text-align: left; width: 82%; ')}
${box('bottom-right', foot.page, 'text-align: right; width: 18%; white-space: pre; ')}
${box('top-center', foot.top, 'font-weight: 700; vertical-align: bottom; padding: 0 0 1mm; ')} }
${sheetText[paper]}
/* The page box is cut at whole pixels: a line at its very edge would go. */
@media print { body { padding-right: .5mm } }
@media screen { body { width: ${widthMm}mm; min-height: ${heightMm}mm; padding: ${top}mm ${side}mm ${bottom}mm; position: relative } .stamp { position: absolute } }`
}

/** A piece of a roll. Its length is put in by who prints it, after measuring. Thermal heads leave some four millimetres at either side. */
export function rollStyle(paper: 'roll-58' | 'roll-80'): string {
  const { widthMm } = papers[paper]
  const [side, size] = paper === 'roll-58' ? [4, 7.5] : [4, 8.5]
  return `@page { size: ${widthMm}mm ${rollFallbackMm}mm; margin: 0 }
body { width: ${widthMm}mm; padding: 3mm ${side}mm 5mm; font-size: ${size}pt; line-height: 1.42; position: relative }
.stamp { position: absolute; font-size: 30pt }`
}
