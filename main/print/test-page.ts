import { html, type Markup } from '../protocol/markup.ts'
import type { PrintedDocument } from '../protocol/printed-document.ts'
import type { TestPaper } from '../protocol/settings.ts'
import { printedPage } from './page.ts'
import type { PrintContext, PrintWords } from './print-context.ts'
import { letterhead, qrCode } from './print-parts.ts'
import { type PaperName, papers } from './print-style.ts'

const paperOf: Readonly<Record<TestPaper, PaperName>> = { '58': 'roll-58', '80': 'roll-80', a5: 'a5', a4: 'a4' }

/** Every letter of the language that a printer's own fonts may lack, by its vowels. */
const letters = ['aàảãáạ ăằẳẵắặ âầẩẫấậ', 'eèẻẽéẹ êềểễếệ iìỉĩíị', 'oòỏõóọ ôồổỗốộ ơờởỡớợ', 'uùủũúụ ưừửữứự yỳỷỹýỵ đ']

const words = {
  title: { vi: 'Trang in thử', en: 'Test page' },
  letters: { vi: 'Chữ có dấu', en: 'Letters with marks' },
  sentence: {
    vi: 'Công Tằng Tôn Nữ Quỳnh Ẩm Ướt, xã Nghĩa Mẫu, tỉnh Ví Dụ.',
    en: 'Công Tằng Tôn Nữ Quỳnh Ẩm Ướt, xã Nghĩa Mẫu, tỉnh Ví Dụ.',
  },
  ruler: {
    vi: 'Thước: đặt thước thật lên; vạch cuối phải là số ghi bên cạnh (mm).',
    en: 'Ruler: lay a real one on it; the last mark is the number beside it (mm).',
  },
  lines: { vi: 'Nét mảnh: đếm đủ ba nét, không đứt.', en: 'Thin lines: all three, unbroken.' },
  code: { vi: 'Mã QR: quét thử ra CHIPDESK-TEST.', en: 'QR code: a scanner reads CHIPDESK-TEST.' },
} as const satisfies Record<string, PrintWords>

/** Shows what a printer does to our papers: letters with marks, true size, thin lines, a code. Nothing of anybody is on it. */
export function testPage(paper: TestPaper, context: PrintContext): PrintedDocument {
  const name = paperOf[paper]
  const say = (key: keyof typeof words) => words[key][context.language]
  const body = html`${letterhead(context)}<h1>${say('title')}</h1>
<h2>${say('letters')}</h2>
${letters.map(line => html`<p class="letters">${line}<br>${line.toLocaleUpperCase('vi')}</p>`)}
<p>${say('sentence')}</p>
<p class="small">${say('ruler')}</p>
${ruler(name)}
<p class="small">${say('lines')}</p>
<div class="line one"></div><div class="line two"></div><div class="line three"></div>
<div class="reference">${qrCode('CHIPDESK-TEST', 20)}<p class="small">${say('code')}</p></div>`
  return printedPage({ id: 'test-page', title: say('title'), paper: name, body, style }, context)
}

/** Of whole centimetres, as long as the paper's smallest margins leave room for. */
function ruler(name: PaperName): Markup {
  const long = Math.min(10, Math.floor((papers[name].widthMm - 16) / 10)) * 10
  const marks = Array.from({ length: long + 1 }, (_, mm) => {
    const height = mm % 10 === 0 ? 5 : mm % 5 === 0 ? 3.5 : 2
    return `M${mm} 0v${height}`
  })
  return {
    markup: `<div class="ruler"><svg width="${long + 0.4}mm" height="6mm" viewBox="-.2 -.2 ${long + 0.4} 6" role="img" aria-label="${long} mm"><path d="M0 0h${long}${marks.join('')}" fill="none" stroke="#000" stroke-width=".2"/></svg><span class="small">${long}</span></div>`,
  }
}

const style = `
h1 { margin: 2mm 0 1mm }
.letters { margin: 0 0 1mm; overflow-wrap: anywhere }
.ruler { display: flex; align-items: flex-end; margin: 1mm 0 2mm }
.ruler svg { flex: none; overflow: visible }
.line { margin: 1mm 0; border-top: solid #000 }
.one { border-top-width: .1mm } .two { border-top-width: .2mm } .three { border-top-width: .4mm }
`
