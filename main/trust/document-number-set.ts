import { hash } from '../crypto/hash.ts'

/**
 * Document numbers as the first six octets of their SHA-256, sorted and side by side: 346,275 numbers take two megabytes and are looked up
 * where they lie. Two numbers meet once in 2^48, and whoever wants that has to have a document with the number signed.
 */
export type DocumentNumberSet = Uint8Array

const width = 6

/** Letters and digits of a number: fillers and spaces at the end do not count. */
export const bareNumber = (text: string) => text.replace(/[<\s]/g, '').toUpperCase()

const encoder = new TextEncoder()
const hashedNumber = (number: string) => readValue(hash('SHA-256', encoder.encode(bareNumber(number))), 0)

/** Collects numbers, of which there may be hundreds of thousands, without keeping them. */
export function collectDocumentNumbers(): { add(number: string): void; set(): DocumentNumberSet } {
  let values = new Float64Array(64)
  let length = 0
  return {
    add(number) {
      if (length === values.length) {
        const larger = new Float64Array(length * 2)
        larger.set(values)
        values = larger
      }
      values[length++] = hashedNumber(number)
    },
    set() {
      const sorted = values.subarray(0, length).sort()
      const packed = new Uint8Array(length * width)
      let used = 0
      for (const [i, value] of sorted.entries()) {
        if (i > 0 && value === sorted[i - 1]) continue
        writeValue(packed, used++, value)
      }
      return packed.slice(0, used * width)
    },
  }
}

/** Whether a number is in the set, by halving. */
export function hasDocumentNumber(set: DocumentNumberSet, number: string): boolean {
  const wanted = hashedNumber(number)
  let [low, high] = [0, set.length / width]
  while (low < high) {
    const middle = (low + high) >>> 1
    const value = readValue(set, middle)
    if (value === wanted) return true
    if (value < wanted) low = middle + 1
    else high = middle
  }
  return false
}

export const countDocumentNumbers = (set: DocumentNumberSet) => set.length / width

function readValue(bytes: Uint8Array, index: number): number {
  let value = 0
  for (let i = index * width; i < (index + 1) * width; i++) value = value * 256 + (bytes[i] ?? 0)
  return value
}

function writeValue(bytes: Uint8Array, index: number, value: number): void {
  let rest = value
  for (let i = (index + 1) * width - 1; i >= index * width; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
}
