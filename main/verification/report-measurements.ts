import { html, type Markup, value } from '../protocol/markup.ts'
import { phases } from '../protocol/phases.ts'
import type { Report } from '../protocol/report.ts'
import { phaseName, type Say } from './report-language.ts'
import { pageWords } from './report-texts.ts'

/** How the chip was opened, through which reader, and what each phase cost. */
export function accessSection(report: Report, say: Say): Markup {
  const { access, reader, apdu } = report
  const { protocol, mapping, cipher, parameters, password } = access
  const how = [protocol, mapping, cipher, parameters, password].filter(Boolean).join(' · ')
  const rows: (readonly [Markup, Markup] | undefined)[] = [
    [say(pageWords.protocol), protocol === 'none' ? say(pageWords.noAccess) : value(how)],
    reader && [say(pageWords.reader), html`${value(reader.name)} <code>ATR ${reader.atr}</code>`],
    apdu.count === 0
      ? undefined
      : [
          say(pageWords.apdu),
          html`${apdu.count} ${say(pageWords.apduCount)}, ${apdu.bytesOut} ${say(pageWords.bytesOut)}, ${apdu.bytesIn} ${say(pageWords.bytesIn)}, ${say(pageWords.readSize)} ${apdu.readSize}`,
        ],
  ]
  return html`<section><h2>${say(pageWords.access)}</h2>
<dl class="about">${rows.map(row => row && html`<div><dt>${row[0]}</dt><dd>${row[1]}</dd></div>`)}</dl>
${phaseTable(report, say)}</section>`
}

/** As a card is read; what is no phase that we know comes last. */
const inOrder = ([a]: readonly [string, number], [b]: readonly [string, number]) => orderOf(a) - orderOf(b)
const orderOf = (id: string) => {
  const index = (phases as readonly string[]).indexOf(id)
  return index < 0 ? phases.length : index
}

/** A file can name any number of phases. */
const mostRows = 40

function phaseTable({ timings, apdu }: Report, say: Say): Markup | undefined {
  const { total, ...byPhase } = timings
  const all = Object.entries(byPhase).sort(inOrder).slice(0, mostRows)
  if (all.length === 0) return undefined
  const longest = Math.max(...all.map(([, ms]) => ms), 1)
  const rows = all.map(([phase, ms]) => {
    const name = phaseName(phase)
    const count = apdu.byPhase?.[phase]
    const width = Math.round(Math.min(Math.max(ms / longest, 0), 1) * 1000) / 10
    return html`<tr><th scope="row">${name ? say(name) : value(phase)} <code>${phase}</code></th>
<td class="number">${msText(ms)}</td><td class="bar"><i style="width:${width}%"></i></td>
<td class="number">${count?.count ?? '–'}</td><td class="number">${count?.bytesOut ?? '–'}</td><td class="number">${count?.bytesIn ?? '–'}</td></tr>`
  })
  const sum = html`<tr class="total"><th scope="row">${say(pageWords.total)}</th><td class="number">${total === undefined ? '–' : msText(total)}</td><td></td>
<td class="number">${apdu.count}</td><td class="number">${apdu.bytesOut}</td><td class="number">${apdu.bytesIn}</td></tr>`
  return html`<table class="phases"><thead><tr><th>${say(pageWords.phase)}</th><th colspan="2">${say(pageWords.time)} (ms)</th>
<th>${say(pageWords.apduCount)}</th><th>${say(pageWords.bytesOut)}</th><th>${say(pageWords.bytesIn)}</th></tr></thead><tbody>${rows}${sum}</tbody></table>`
}

const msText = (ms: number) => (ms < 10 ? String(Math.round(ms * 10) / 10) : String(Math.round(ms)))
