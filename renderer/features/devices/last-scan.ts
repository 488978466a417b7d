import { errorText } from '../../../main/protocol/error-texts.ts'
import type { LastScan, Scanner } from '../../../main/protocol/scanners.ts'
import type { SeenKind } from '../../../main/protocol/seen-codes.ts'
import { clockInVietnam } from '../../../main/protocol/written-time.ts'
import type { Dictionary } from '../../i18n/vi.ts'
import { portName } from './port-name.ts'

export interface LastScanWords {
  /** `other`: the scanner works, the code is none of a card. `damaged`: the scanner or the hand has to be looked at. */
  readonly kind: 'card' | 'other' | 'damaged'
  readonly title: string
  readonly line: string
  readonly facts: readonly (readonly [name: string, value: string])[]
}

/** Whole codes of something else; what is no such code arrived in pieces. */
const otherCodes: ReadonlySet<SeenKind> = new Set([
  'digits',
  'web-link',
  'vneid-link',
  'app-link',
  'payment-code',
  'contact-card',
  'wifi',
  'token',
  'json',
  'visa',
  'other-fields',
  'text',
])

const charsetNames: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  gbk: 'GBK',
  'windows-1252': 'Windows-1252',
  'windows-1258': 'Windows-1258',
}

/** The last code as the live test tells it, without a letter of what it says. */
export function lastScanWords(last: LastScan, scanners: readonly Scanner[], t: Dictionary): LastScanWords {
  const { test } = t.devices
  const by = scanners.find(({ id }) => id === last.scanner)?.label ?? portName(last.scanner)
  return {
    ...whatItWas(last.refused, t),
    facts: [
      [test.time, clockInVietnam(last.at)],
      [test.scanner, by === last.scanner ? portName(by) : by],
      [test.length, test.characters(last.characters.toLocaleString(t.locale))],
      [test.charset, charsetNames[last.charset] ?? test.charsetUnknown],
    ],
  }
}

function whatItWas(refused: LastScan['refused'], t: Dictionary): Pick<LastScanWords, 'kind' | 'title' | 'line'> {
  const { test } = t.devices
  if (!refused) return { kind: 'card', title: test.card, line: test.cardLine }
  const { seen } = refused
  const said = errorText(refused, t.locale === 'en' ? 'en' : 'vi')
  // The desk was busy, or the text too long: the scanner works.
  if (!seen) return { kind: 'other', title: said.title, line: said.cure }
  const general = t.devices.seen
  const title = seen in general ? general[seen as keyof typeof general] : said.title
  if (otherCodes.has(seen)) return { kind: 'other', title, line: test.otherLine }
  return { kind: 'damaged', title, line: said.cure }
}
