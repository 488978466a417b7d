import { concatBytes } from '@noble/hashes/utils.js'
import type { RandomSource } from './random-source.ts'
import { encodeNode, headerOf, nest, nodeAt, pathsOf, readTree, replaceAt } from './tlv-tree.ts'

/** Mutants grow no further, so that a run stays fast; what grows is tested apart (`growth.ts`). */
const longest = 64 * 1024

/** A changed copy of `seed`: one to four changes, of bytes or of data objects, sometimes with a part of another good file. */
export function mutate(seed: Uint8Array, others: readonly Uint8Array[], random: RandomSource): Uint8Array {
  const objects = (readTree(seed)?.length ?? 0) > 0
  let bytes = seed
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    const change = objects && random.below(5) < 2 ? random.pick(ofObjects) : random.pick(ofBytes)
    bytes = change(bytes, random, others).subarray(0, longest)
  }
  return bytes
}

type Change = (bytes: Uint8Array, random: RandomSource, others: readonly Uint8Array[]) => Uint8Array

const telling = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x82, 0x83, 0x84, 0xfe, 0xff, 0x1f, 0x3f, 0x3c, 0x30, 0x31, 0x20, 0x0a]

/** A place and a length after it, short ones more often. */
function range(bytes: Uint8Array, random: RandomSource) {
  const from = random.below(bytes.length + 1)
  const length = random.below(random.pick([2, 4, 16, 64, bytes.length + 1]) || 1)
  return { from, to: Math.min(bytes.length, from + length) }
}

const splice = (bytes: Uint8Array, from: number, to: number, by: Uint8Array) =>
  concatBytes(bytes.subarray(0, from), by, bytes.subarray(to))

const withByte = (bytes: Uint8Array, at: number, change: (byte: number) => number) =>
  bytes.map((byte, i) => (i === at ? change(byte) : byte))

const ofBytes: readonly Change[] = [
  (bytes, random) => withByte(bytes, random.below(bytes.length || 1), byte => byte ^ (1 << random.below(8))),
  (bytes, random) => withByte(bytes, random.below(bytes.length || 1), () => random.pick(telling)),
  (bytes, random) => withByte(bytes, random.below(bytes.length || 1), byte => byte + random.pick([-1, 1])),
  (bytes, random) => withByte(bytes, random.below(Math.min(bytes.length, 32) || 1), () => random.below(256)),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => {
    const { from, to } = range(bytes, random)
    return splice(bytes, from, to, new Uint8Array())
  },
  (bytes, random) => {
    const { from, to } = range(bytes, random)
    const part = bytes.subarray(from, to)
    const copies = Array.from({ length: 1 + random.below(random.pick([2, 300])) }, () => part)
    return splice(bytes, to, to, concatBytes(...copies).subarray(0, longest))
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1)
    return splice(
      bytes,
      at,
      at,
      Uint8Array.from({ length: 1 + random.below(24) }, () => random.below(256)),
    )
  },
  (bytes, random) => {
    const { from, to } = range(bytes, random)
    const value = random.pick(telling)
    return bytes.map((byte, i) => (i >= from && i < to ? value : byte))
  },
  (bytes, random, others) => {
    const other = random.pick(others)
    const { from, to } = range(other, random)
    const at = range(bytes, random)
    return splice(bytes, at.from, at.to, other.subarray(from, to))
  },
]

/** The change of one data object, everything around it with fitting lengths; bytes that are no data objects stay. */
function object(change: (element: Uint8Array, node: { tag: Uint8Array }, random: RandomSource) => Uint8Array): Change {
  return (bytes, random) => {
    const tree = readTree(bytes)
    if (!tree || tree.length === 0) return bytes
    const path = random.pick(pathsOf(tree))
    const node = nodeAt(tree, path)
    return replaceAt(tree, path, change(encodeNode(node), node, random))
  }
}

const tags = [
  '02',
  '04',
  '05',
  '06',
  '0c',
  '13',
  '17',
  '24',
  '30',
  '31',
  '5f',
  '7f',
  '80',
  '81',
  'a0',
  'a1',
  'ff',
  '00',
]
const anyTag = (random: RandomSource) => Uint8Array.of(Number.parseInt(random.pick(tags), 16))

const ofObjects: readonly Change[] = [
  object(() => new Uint8Array()),
  object((element, _, random) =>
    concatBytes(
      ...Array.from({ length: 2 + random.below(random.pick([2, 400])) }, () => element).slice(
        0,
        1 + longest / (element.length + 1),
      ),
    ),
  ),
  object((element, { tag }, random) =>
    nest(element, random.pick([tag, anyTag(random)]), 1 + random.below(random.pick([2, 60]))),
  ),
  object((element, { tag }, random) => concatBytes(anyTag(random), element.subarray(tag.length))),
  object((_, { tag }) => headerOf(tag, 0)),
  object((element, { tag }, random) => {
    const value = element.subarray(tag.length + 1)
    return concatBytes(headerOf(tag, random.pick([0, 1, 127, 128, 255, 65_535, 0xffffff])), value)
  }),
  object((element, { tag }, random) => {
    const filler = Uint8Array.from({ length: random.pick([0, 1, 2, 8, 33, 129, 1100]) }, () => random.below(256))
    return concatBytes(headerOf(tag, filler.length), filler, random.below(4) === 0 ? element : new Uint8Array())
  }),
  // Indefinite length, its end there or not.
  object((element, { tag }, random) =>
    concatBytes(tag, Uint8Array.of(0x80), element.subarray(tag.length + 1), new Uint8Array(random.pick([0, 1, 2]))),
  ),
  // The same length in more bytes than it needs.
  object((element, { tag }) => {
    const short = element[tag.length] ?? 0
    return short < 0x80 ? concatBytes(tag, Uint8Array.of(0x82, 0, short), element.subarray(tag.length + 1)) : element
  }),
  (bytes, random) => {
    const tree = readTree(bytes)
    if (!tree || tree.length === 0) return bytes
    const [one, other] = [random.pick(pathsOf(tree)), random.pick(pathsOf(tree))]
    return replaceAt(tree, one, encodeNode(nodeAt(tree, other)))
  },
]
