import { concatBytes } from '@noble/hashes/utils.js'
import { fastest, type Target } from './judge.ts'
import { encodeNode, headerOf, nest, nodeAt, pathsOf, readTree, replaceAt } from './tlv-tree.ts'

/** An input that can be made of any size, about `length` bytes. */
export interface Growth {
  readonly name: string
  make(length: number): Uint8Array
}

/** An input whose time grows faster than its length. */
export interface GrowthFinding {
  readonly target: string
  readonly growth: string
  /** Power of the length that the time follows, between the last two sizes measured: 1 is linear. */
  readonly power: number
  /** Time in ms by length in bytes. */
  readonly times: ReadonlyMap<number, number>
}

/** The largest file without pictures. */
const screened = 64 * 1024
/** Faster than this for 64 KiB is no danger whatever the power, and too fast to measure one. */
const harmlessMs = 20
/** A parser with this many has one fault in all likelihood, and each takes its time. */
const enough = 2
/** Linear is 1, quadratic 2. Caches and the collector make linear parsers look like 1.3 at times. */
const steepest = 1.6

/**
 * Grows every part of the target's good files (copies side by side, a longer value, nesting), and what `more` adds, and measures. Only what
 * takes long at 64 KiB is looked at closer: at three sizes, the best of several runs each, and once more before it counts.
 */
export function superlinear(target: Target, more: readonly Growth[] = []): GrowthFinding[] {
  const growths = [...more, ...target.seeds.flatMap((seed, i) => growthsOf(seed).map(each => named(each, i)))]
  const findings: GrowthFinding[] = []
  for (const growth of growths) {
    if (findings.length >= enough) break
    if (isHarmless(target, growth)) continue
    const finding = measure(target, growth)
    if (finding.power > steepest && measure(target, growth).power > steepest) findings.push(finding)
  }
  return findings
}

/** At once in the first run on a quiet machine; in one of a few on any. */
const isHarmless = (target: Target, growth: Growth) => {
  const input = growth.make(screened)
  return fastest(target, input, 1) < harmlessMs || fastest(target, input, 4) < harmlessMs
}

const named = ({ name, make }: Growth, seed: number): Growth => ({ name: `seed ${seed}: ${name}`, make })

function measure(target: Target, growth: Growth): GrowthFinding {
  const sizes = [screened / 4, screened / 2, screened]
  const times = new Map(sizes.map(size => [size, fastest(target, growth.make(size), 3)]))
  const at = (size: number) => times.get(size) ?? 0
  // Both the last doubling and the whole way must be steep: a bound that refuses what is larger makes either flat.
  const power = Math.min(Math.log2(at(screened) / at(screened / 2)), Math.log2(at(screened) / at(screened / 4)) / 2)
  return { target: target.name, growth: growth.name, power, times }
}

/** How the parts of one file can grow: data objects by their places, any other file as text. */
function growthsOf(seed: Uint8Array): Growth[] {
  const tree = readTree(seed)
  if (!tree || tree.length === 0) return textGrowths(seed)
  // The same kind of place over and over (thirty SecurityInfos) says nothing new.
  const places = new Map(
    pathsOf(tree).map(path => [path.map((_, depth) => keyOf(nodeAt(tree, path.slice(0, depth + 1)).tag)).join(), path]),
  )
  return [...places].flatMap(([key, path]) => {
    const node = nodeAt(tree, path)
    const element = encodeNode(node)
    const copies = (length: number) =>
      Array.from({ length: Math.max(1, Math.floor(length / element.length)) }, () => element)
    const levels = (length: number) => Math.floor(length / 4)
    const longer = (length: number, byte: number) =>
      concatBytes(headerOf(node.tag, length), new Uint8Array(length).fill(byte))
    const change = (name: string, replacement: (length: number) => Uint8Array): Growth => ({
      name: `${name} at ${key}`,
      make: length => replaceAt(tree, path, replacement(length)),
    })
    return [
      change('copies', length => concatBytes(...copies(length))),
      change('nesting', length => nest(element, node.tag, levels(length))),
      change('nesting in SEQUENCE', length => nest(element, Uint8Array.of(0x30), levels(length))),
      ...[0x00, 0x41, 0x81, 0xff].map(byte => change(`value of ${byte.toString(16)}`, length => longer(length, byte))),
      change('empty objects', length =>
        concatBytes(headerOf(node.tag, length - (length % 2)), fill(Uint8Array.of(0x30, 0), length - (length % 2))),
      ),
      change('indefinite nesting', length =>
        concatBytes(headerOf(node.tag, length - (length % 2)), fill(Uint8Array.of(0x30, 0x80), length - (length % 2))),
      ),
    ]
  })
}

const keyOf = (tag: Uint8Array) => [...tag].map(byte => byte.toString(16).padStart(2, '0')).join('')

function fill(pattern: Uint8Array, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => pattern[i % pattern.length] ?? 0)
}

/** Every part of a text repeated in its place, and single characters that split, space or nest. */
function textGrowths(seed: Uint8Array): Growth[] {
  const step = Math.max(1, Math.floor(seed.length / 12))
  const parts = Array.from({ length: Math.ceil(seed.length / step) }, (_, i) => ({
    from: i * step,
    to: (i + 1) * step,
  }))
  const characters = ['<', '|', ' ', '\n', '0', 'A', '[', '{"a":', '"', '\\u0000', '\u0301', '\u1ea5', '\0', '.']
  return [
    ...parts.map(({ from, to }) => ({
      name: `repeats at ${from}`,
      make: (length: number) =>
        concatBytes(seed.subarray(0, from), fill(seed.subarray(from, to), length), seed.subarray(to)),
    })),
    ...characters.flatMap(character => {
      const pattern = new TextEncoder().encode(character)
      return [0, Math.floor(seed.length / 2), seed.length].map(at => ({
        name: `${JSON.stringify(character)} at ${at}`,
        make: (length: number) => concatBytes(seed.subarray(0, at), fill(pattern, length), seed.subarray(at)),
      }))
    }),
  ]
}
