/** Fields next to each other in an input report that have the same usage. */
export interface InputField {
  /** 0: the device numbers no reports, and none begins with a number. */
  readonly reportId: number
  /** Usage page and usage: `0x008c00fe`. */
  readonly usage: number
  /** Offset of the first field in bits, the report's number not counted. */
  readonly bit: number
  /** Bits of one field. */
  readonly size: number
  readonly count: number
}

interface Globals {
  page: number
  size: number
  count: number
  reportId: number
}

// HID 1.11 §6.2.2: type and tag of a short item, the two bits of its size taken off.
const INPUT = 0x80
const OUTPUT = 0x90
const FEATURE = 0xb0
const COLLECTION = 0xa0
const END_COLLECTION = 0xc0
const USAGE_PAGE = 0x04
const REPORT_SIZE = 0x74
const REPORT_ID = 0x84
const REPORT_COUNT = 0x94
const PUSH = 0xa4
const POP = 0xb4
const USAGE = 0x08
const USAGE_MINIMUM = 0x18
const USAGE_MAXIMUM = 0x28
const LONG_ITEM = 0xfe
const mains = [INPUT, OUTPUT, FEATURE, COLLECTION, END_COLLECTION]

/** More than any device has in one range; what is beyond shares the last usage. */
const longestRange = 1024
const deepestStack = 16
const constant = 1
const variable = 2

/** Tag and value of every short item; a cut item ends the descriptor. */
function* shortItems(
  descriptor: Uint8Array,
): Generator<{ readonly tag: number; readonly value: number; readonly size: number }> {
  let at = 0
  while (at < descriptor.length) {
    const prefix = descriptor[at] ?? 0
    if (prefix === LONG_ITEM) {
      at += 3 + (descriptor[at + 1] ?? 0)
      continue
    }
    const size = (prefix & 3) === 3 ? 4 : prefix & 3
    if (at + 1 + size > descriptor.length) return
    let value = 0
    for (let index = size; index > 0; index -= 1) value = value * 256 + (descriptor[at + index] ?? 0)
    yield { tag: prefix & 0xfc, value, size }
    at += 1 + size
  }
}

/**
 * The input fields of a report descriptor (HID 1.11 §6.2.2), in their order, padding and arrays left out. Takes any bytes: what makes no
 * sense gives no fields.
 */
export function inputFields(descriptor: Uint8Array): InputField[] {
  const fields: InputField[] = []
  const ends = new Map<number, number>()
  const stack: Globals[] = []
  let globals: Globals = { page: 0, size: 0, count: 0, reportId: 0 }
  let usages: number[] = []
  let minimum: number | undefined

  const input = (flags: number) => {
    const { size, count, reportId } = globals
    const start = ends.get(reportId) ?? 0
    ends.set(reportId, start + size * count)
    if ((flags & constant) !== 0 || (flags & variable) === 0) return
    // Each field takes the next usage; the last one is of all that are left (§6.2.2.8).
    usages.slice(0, count).forEach((usage, index, all) => {
      const left = index === all.length - 1 ? count - index : 1
      fields.push({ reportId, usage, bit: start + index * size, size, count: left })
    })
  }
  for (const { tag, value, size } of shortItems(descriptor)) {
    const usage = size === 4 ? value : globals.page * 0x10000 + value
    if (tag === INPUT) input(value)
    else if (tag === USAGE_PAGE) globals.page = value
    else if (tag === REPORT_SIZE) globals.size = value
    else if (tag === REPORT_COUNT) globals.count = value
    else if (tag === REPORT_ID) globals.reportId = value
    else if (tag === PUSH && stack.length < deepestStack) stack.push({ ...globals })
    else if (tag === POP) globals = stack.pop() ?? globals
    else if (tag === USAGE) usages.push(usage)
    else if (tag === USAGE_MINIMUM) minimum = usage
    else if (tag === USAGE_MAXIMUM && minimum !== undefined) {
      const first = minimum
      const length = Math.min(usage - first + 1, longestRange)
      if (length > 0) usages.push(...Array.from({ length }, (_, index) => first + index))
      minimum = undefined
    }
    if (mains.includes(tag)) {
      usages = []
      minimum = undefined
    }
  }
  return fields
}
