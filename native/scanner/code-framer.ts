/** How a scanner ends its codes. `auto` takes whatever of them comes; `none` is silence alone. */
export const suffixes = ['auto', 'cr', 'lf', 'crlf', 'tab', 'etx', 'none'] as const
export type Suffix = (typeof suffixes)[number]

export interface FramerOptions {
  readonly suffix: Suffix
  /** Longest code in bytes; what is longer is dropped whole. */
  readonly longest: number
}

/** One code at a time out of a stream of bytes. What it holds is overwritten as soon as it is handed on. */
export interface CodeFramer {
  push(bytes: Uint8Array): void
  /** To be called when nothing came for a while: a code without suffix ends here. */
  idle(): void
  /** True while a code has begun and has not ended. */
  readonly pending: boolean
  /** True once this scanner was seen to end its codes by a suffix: then silence is no end, and a pause may be longer. */
  readonly sendsEnd: boolean
  /** Forgets what is pending. */
  clear(): void
}

export interface FramerEvents {
  /** The bytes are the listener's; it overwrites them when done. */
  code(bytes: Uint8Array): void
  problem(tag: 'ScannerCodeTooLong' | 'ScannerCodeIncomplete'): void
}

const STX = 0x02
const ETX = 0x03
const TAB = 0x09
const LF = 0x0a
const CR = 0x0d
const ends: Readonly<Record<Suffix, readonly number[]>> = {
  auto: [CR, LF, TAB, ETX],
  cr: [CR],
  lf: [LF],
  crlf: [LF],
  tab: [TAB],
  etx: [ETX],
  none: [],
}

/**
 * Cuts a scanner's bytes into codes, byte by byte, so that the chunks in which they come make no difference. STX begins a code and
 * ends what came before; between STX and ETX line ends are content. Empty codes are none: CR LF ends a code once.
 */
export function createFramer({ suffix, longest }: FramerOptions, events: FramerEvents): CodeFramer {
  const held = new Uint8Array(longest)
  let length = 0
  let inFrame = false
  let tooLong = false
  let sendsEnd = suffix !== 'auto' && suffix !== 'none'

  const clear = () => {
    held.fill(0, 0, length)
    length = 0
    inFrame = false
    tooLong = false
  }
  const end = () => {
    const code = withoutEnds(held.subarray(0, length)).slice()
    clear()
    if (code.length > 0) events.code(code)
  }
  const add = (byte: number) => {
    if (tooLong) return
    if (length < longest) {
      held[length++] = byte
      return
    }
    held.fill(0)
    length = 0
    tooLong = true
    events.problem('ScannerCodeTooLong')
  }
  const isEnd = (byte: number) => {
    if (inFrame) return byte === ETX
    return ends[suffix].includes(byte) && (suffix !== 'crlf' || held[length - 1] === CR)
  }
  const take = (byte: number) => {
    if (byte === STX) {
      end()
      inFrame = true
    } else if (isEnd(byte)) {
      // An end before which nothing came is the rest of a longer suffix.
      if (length > 0 || tooLong) sendsEnd = suffix !== 'none'
      end()
    } else add(byte)
  }

  return {
    push: bytes => {
      for (const byte of bytes) take(byte)
    },
    idle() {
      const closedByPrefix = inFrame && suffix !== 'etx'
      const lastByte = held[length - 1]
      // A scanner with STX as prefix and a line end as suffix never sends ETX.
      const whole = closedByPrefix && (lastByte === CR || lastByte === LF || lastByte === TAB)
      const cut = sendsEnd && !whole && withoutEnds(held.subarray(0, length)).length > 0
      if (!cut) return end()
      clear()
      events.problem('ScannerCodeIncomplete')
    },
    get pending() {
      return length > 0 || tooLong || inFrame
    },
    get sendsEnd() {
      return sendsEnd
    },
    clear,
  }
}

/** Line ends, and the NUL of a line that was just switched on, are not part of a code. */
function withoutEnds(bytes: Uint8Array): Uint8Array {
  const isEdge = (byte: number | undefined) => byte === 0 || (byte !== undefined && ends.auto.includes(byte))
  let to = bytes.length
  while (to > 0 && isEdge(bytes[to - 1])) to -= 1
  let from = 0
  while (from < to && isEdge(bytes[from])) from += 1
  return bytes.subarray(from, to)
}
