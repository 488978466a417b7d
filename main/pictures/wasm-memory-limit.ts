const sectionOfMemories = 5
const header = 8

/**
 * A WebAssembly module with the maximum of its one memory lowered to `pages` of 64 KiB, so that the engine itself refuses more: what
 * OpenJPEG was built with is 2 GiB. The number keeps its length in bytes, so nothing else moves.
 * @throws RangeError if the module does not set a maximum that can be lowered
 */
export function withMemoryLimit(module: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  for (let at = header; at < module.length; ) {
    const length = readNumber(module, at + 1)
    if (module[at] === sectionOfMemories) return lowered(module, length.next, pages)
    at = length.next + length.value
  }
  throw new RangeError('module without a memory of its own')
}

/** Vector of one memory: count, flags with 1 for a maximum, minimum, maximum. */
function lowered(module: Uint8Array, section: number, pages: number): Uint8Array<ArrayBuffer> {
  const [count, flags] = [module[section], module[section + 1]]
  const least = readNumber(module, section + 2)
  const most = readNumber(module, least.next)
  if (count !== 1 || flags !== 1 || pages < least.value || pages > most.value)
    throw new RangeError('memory of the module cannot be limited')
  const limited = module.slice()
  for (let at = least.next, rest = pages; at < most.next; at++, rest >>>= 7)
    limited[at] = (rest & 0x7f) | (at + 1 < most.next ? 0x80 : 0)
  return limited
}

/** Unsigned LEB128, which may be longer than it needs to be. */
function readNumber(bytes: Uint8Array, from: number): { value: number; next: number } {
  let value = 0
  for (let at = from, shift = 0; shift < 35; at++, shift += 7) {
    const byte = bytes[at] ?? 0
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) return { value, next: at + 1 }
  }
  throw new RangeError('number too long')
}
