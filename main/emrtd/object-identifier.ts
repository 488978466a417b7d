/** Content bytes of an OBJECT IDENTIFIER (X.690 §8.19) from its dotted text. Throws on text that is none: ours are constants. */
export function encodeOid(dotted: string): Uint8Array {
  const arcs = dotted.split('.').map(Number)
  const [first = 0, second = 0, ...rest] = arcs
  if (arcs.length < 2 || !arcs.every(arc => Number.isSafeInteger(arc) && arc >= 0))
    throw new RangeError(`OID ${dotted}`)
  return Uint8Array.from([40 * first + second, ...rest].flatMap(base128))
}

function base128(arc: number): number[] {
  const digits = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift(128 + (rest % 128))
  return digits
}
