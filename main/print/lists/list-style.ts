/** Of the lists, on A4. */
export const listStyle = `
h1 { margin: 3mm 0 1mm }
.period { text-align: center; margin-bottom: 3mm }
.figures { display: flex; gap: 3mm; margin: 0 0 3mm }
.figures > div { flex: 1; flex-flow: column; justify-content: space-between; border: .3mm solid #000; padding: 1.5mm 2mm; break-inside: avoid }
.figures dt::after { content: none }
.figures dt { font-size: .85em; line-height: 1.35 }
.figures dd { font-size: 1.35em; line-height: 1.35; white-space: nowrap }
.tables { columns: 2; column-gap: 6mm; margin-top: 2mm }
.tables table { break-inside: avoid; margin-bottom: 3mm }
table { table-layout: fixed }
thead th { border-bottom-width: .5mm }
.count { text-align: right; width: 22mm; font-variant-numeric: tabular-nums }
.chart { display: flex; align-items: flex-end; gap: 1mm; border-bottom: .3mm solid #000; margin-bottom: 5.5mm; break-inside: avoid }
.chart > div { flex: 1; text-align: center; font-size: 7.5pt; line-height: 1.3; position: relative }
.chart .bar { border: .3mm solid #000; border-bottom: 0; background: repeating-linear-gradient(45deg, #000 0 .35mm, #fff .35mm 1.1mm) }
.chart .hour { position: absolute; top: 100%; left: -2mm; right: -2mm; padding-top: .8mm }
.signatures { display: flex; gap: 10mm; margin-top: 5mm; break-inside: avoid; text-align: center }
.signatures > div { flex: 1; min-height: 30mm }
.remark { border-bottom: .25mm dotted #000; height: 8mm }
.when { width: 27mm }
.outcome { width: 34mm }
ul { margin: 0; padding-left: 5mm }
`
