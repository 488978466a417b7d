/** Lines of each size of machine-readable zone, by the characters of a line (9303-4 to 9303-7): TD1, TD2, TD3. */
const linesOf: ReadonlyMap<number, number> = new Map([
  [30, 3],
  [36, 2],
  [44, 2],
])
const LF = 0x0a

export interface MrzLines {
  push(code: Uint8Array, symbology?: string): void
  /** Forgets lines that wait for the next. */
  clear(): void
}

/**
 * A reader of machine-readable zones sends each line as a code of its own. The lines of one zone are put together again, with LF between
 * them; every other code goes through as it is.
 * @param waitMs longest time between two lines of a zone
 * @param deliver takes a code, and overwrites it when done
 */
export function createMrzLines(waitMs: number, deliver: (code: Uint8Array, symbology?: string) => void): MrzLines {
  let held: Uint8Array[] = []
  let timer: NodeJS.Timeout | undefined

  const clear = () => {
    clearTimeout(timer)
    for (const line of held) line.fill(0)
    held = []
  }
  const flush = () => {
    if (held.length === 0) return
    const zone = new Uint8Array(held.reduce((sum, line) => sum + line.length + 1, -1)).fill(LF)
    let at = 0
    for (const line of held) {
      zone.set(line, at)
      at += line.length + 1
    }
    clear()
    deliver(zone)
  }
  return {
    push(code, symbology) {
      if (held.length > 0 && held[0]?.length !== code.length) flush()
      const text = Buffer.from(code.buffer, code.byteOffset, code.length).toString('latin1')
      const isLine = linesOf.has(code.length) && /^[A-Z0-9<]+$/.test(text)
      const begins = /^[ACIPV][A-Z0-9<]/.test(text) && text.includes('<')
      if (!isLine || (held.length === 0 && !begins)) {
        flush()
        return deliver(code, symbology)
      }
      held.push(code)
      clearTimeout(timer)
      if (held.length === linesOf.get(code.length)) flush()
      else timer = setTimeout(flush, waitMs)
    },
    clear,
  }
}
