import { withBars } from './code-fields.ts'

/** A card's code from its beginning: number, old number, name, birth. A cancelled number further on is not followed by a birth date. */
const cardBegins = /(?<=(?:^|\D)(?:\d{8})?)\d{12}(?=\|(?:\d{9}|\d{12})?\|[^|\n]{0,120}\|(?:\d{8}|\d{4})?\|)/g
const insuranceBegins = /(?<=\$)\s*(?=[A-Z]{2}\d{13}\||\d{10}\|)/gi

/**
 * The codes in one burst of a scanner: one a line, or one right after the other. The lines of a machine-readable zone stay together.
 * A burst of many codes is cut off after the fourth.
 */
export function codesIn(text: string): readonly string[] {
  const codes = linesOf(text).flatMap(line => (line.includes('|') ? splitLine(line) : splitZone(line)))
  return codes
    .map(code => code.trim())
    .filter(code => code !== '')
    .slice(0, 4)
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/[\n-\r\u2028\u2029]+/)
  if (lines.length === 1 || !lines.some(line => line.includes('|') || /^[\d .-]{6,}$/.test(line))) return [text]
  // One field a line is one code: a scanner whose separator is set to a line break.
  if (!text.includes('|') && withBars(text) !== undefined) return [text]
  const groups: string[] = []
  let zone: string[] = []
  const close = () => {
    if (zone.length > 0) groups.push(zone.join('\n'))
    zone = []
  }
  for (const line of lines) {
    if (/^[A-Z0-9<\s]+$/i.test(line) && /[A-Z<]/i.test(line)) zone.push(line)
    else {
      close()
      groups.push(line)
    }
  }
  close()
  return groups
}

/** The lines of a document twice, or of two documents, with nothing that parts them. */
function splitZone(lines: string): readonly string[] {
  if (lines.length > 400) return [lines]
  const zone = lines.replace(/\s+/g, '')
  const half = zone.length / 2
  return zone.includes('<') && [72, 88, 90].includes(half) ? [zone.slice(0, half), zone.slice(half)] : [lines]
}

function splitLine(line: string): readonly string[] {
  const starts = [...line.matchAll(cardBegins)].map(({ index }) => index).filter(index => index > 0)
  const ends = [...line.matchAll(insuranceBegins)].map(({ index }) => index).filter(index => index > 0)
  const cuts = [0, ...[...starts, ...ends].sort((one, other) => one - other), line.length]
  return cuts.slice(0, -1).map((cut, i) => line.slice(cut, cuts[i + 1]))
}
