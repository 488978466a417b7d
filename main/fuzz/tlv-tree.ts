import { concatBytes } from '@noble/hashes/utils.js'

/**
 * A file as loosely nested data objects, for changing it in places that a parser looks at. Written apart from the parsers under test: it takes
 * whatever looks like tag, length and value, and leaves the rest as bytes.
 */
export interface TlvNode {
  readonly tag: Uint8Array
  readonly content: readonly TlvNode[] | Uint8Array
}

const isNested = (content: TlvNode['content']): content is readonly TlvNode[] => Array.isArray(content)

/** Undefined where `bytes` are not data objects side by side. Content that is itself data objects is taken apart if its tag says so. */
export function readTree(bytes: Uint8Array, depth = 0): readonly TlvNode[] | undefined {
  const nodes: TlvNode[] = []
  for (let at = 0; at < bytes.length; ) {
    const header = headerAt(bytes, at)
    if (!header || header.end > bytes.length || nodes.length >= 4096) return undefined
    const value = bytes.subarray(header.start, header.end)
    // Keys and signed content hide in OCTET STRING and BIT STRING.
    const nested = depth < 24 && ((bytes[at] ?? 0) & 0x20) !== 0 ? readTree(value, depth + 1) : undefined
    nodes.push({ tag: bytes.subarray(at, at + header.tagLength), content: nested ?? value })
    at = header.end
  }
  return nodes
}

function headerAt(bytes: Uint8Array, at: number) {
  let tagLength = 1
  if (((bytes[at] ?? 0) & 0x1f) === 0x1f) while (((bytes[at + tagLength++] ?? 0) & 0x80) !== 0 && tagLength < 4);
  const first = bytes[at + tagLength]
  if (first === undefined || first === 0x80 || first > 0x83) return undefined
  const more = first > 0x80 ? first & 0x7f : 0
  let length = more === 0 ? first : 0
  for (let i = 1; i <= more; i++) length = length * 256 + (bytes[at + tagLength + i] ?? 0)
  const start = at + tagLength + 1 + more
  return { tagLength, start, end: start + length }
}

/** Tag and minimal length for a value of that many bytes. */
export function headerOf(tag: Uint8Array, length: number): Uint8Array {
  if (length < 0x80) return concatBytes(tag, Uint8Array.of(length))
  if (length < 0x100) return concatBytes(tag, Uint8Array.of(0x81, length))
  if (length < 0x10000) return concatBytes(tag, Uint8Array.of(0x82, length >> 8, length & 0xff))
  return concatBytes(tag, Uint8Array.of(0x83, length >> 16, (length >> 8) & 0xff, length & 0xff))
}

export function encodeNode({ tag, content }: TlvNode): Uint8Array {
  const value = isNested(content) ? encodeTree(content) : content
  return concatBytes(headerOf(tag, value.length), value)
}

export const encodeTree = (nodes: readonly TlvNode[]): Uint8Array => concatBytes(...nodes.map(encodeNode))

/** Where a node stands: index on every level. */
export type TlvPath = readonly number[]

/** Every node, parents first. */
export function pathsOf(nodes: readonly TlvNode[], above: TlvPath = []): TlvPath[] {
  return nodes.flatMap(({ content }, i) => [
    [...above, i],
    ...(isNested(content) ? pathsOf(content, [...above, i]) : []),
  ])
}

export function nodeAt(nodes: readonly TlvNode[], [first = 0, ...rest]: TlvPath): TlvNode {
  const node = nodes[first]
  if (!node) throw new RangeError('no such node')
  return rest.length === 0 || !isNested(node.content) ? node : nodeAt(node.content, rest)
}

/** The file with one node replaced by bytes of any kind; the lengths of everything around it fit. */
export function replaceAt(nodes: readonly TlvNode[], [first = 0, ...rest]: TlvPath, by: Uint8Array): Uint8Array {
  return concatBytes(
    ...nodes.map((node, i) => {
      if (i !== first) return encodeNode(node)
      if (rest.length === 0 || !isNested(node.content)) return by
      const value = replaceAt(node.content, rest, by)
      return concatBytes(headerOf(node.tag, value.length), value)
    }),
  )
}

/** An element in `levels` shells of the same tag, about 4 bytes each; made from the inside out without copying. */
export function nest(inner: Uint8Array, tag: Uint8Array, levels: number): Uint8Array {
  const headers: Uint8Array[] = []
  let length = inner.length
  for (let i = 0; i < levels; i++) {
    const header = headerOf(tag, length)
    headers.push(header)
    length += header.length
  }
  return concatBytes(...headers.reverse(), inner)
}
