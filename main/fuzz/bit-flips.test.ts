import { bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { fileIdentifier } from '../../fixtures/country/logical-data-structure.ts'
import { share } from '../../fixtures/proof/share.ts'
import type { PublicKey } from '../crypto/signature.ts'
import { parseDg15 } from '../emrtd/active-authentication.ts'
import { parseCom } from '../emrtd/lds/com.ts'
import { parseDg1 } from '../emrtd/lds/dg1.ts'
import { parseDg14, parseSecurityInfos } from '../emrtd/security-infos.ts'
import { goodCards, issuedDataGroup, issuedFiles } from './good-files.ts'
import { encodeNode, readTree, type TlvNode } from './tlv-tree.ts'

type Parse = (bytes: Uint8Array) => { readonly ok: true; readonly value: unknown } | { readonly ok: false }

/** Everything a parser says, as text; curves and groups by name, points by their bytes. */
function said(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Uint8Array) return bytesToHex(each)
    if (typeof each === 'bigint') return each.toString(16)
    if (typeof each !== 'object' || each === null) return each
    if ('toHex' in each && typeof each.toHex === 'function') return each.toHex()
    return 'name' in each && ('Point' in each || 'generator' in each) ? each.name : each
  })
}

interface Change {
  readonly bit: number
  readonly value: unknown
}

const done = new Map<Uint8Array, readonly Change[]>()

/** Every single-bit change of the file, or of a share of DG14 with its long keys, that is accepted and says something else than the file. */
function accepted(parse: Parse, file: Uint8Array): readonly Change[] {
  const known = done.get(file)
  if (known) return known
  const original = parse(file)
  if (!original.ok) throw new Error('the file itself is refused')
  const before = said(original.value)
  const changes: Change[] = []
  for (const bit of share(file.length * 8, parse === parseDg14 ? 4 : 1)) {
    const mutant = file.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    const answer = parse(mutant)
    if (answer.ok && said(answer.value) !== before) changes.push({ bit, value: answer.value })
  }
  done.set(file, changes)
  return changes
}
const parsedBy = (parse: Parse, file: Uint8Array) => {
  const parsed = parse(file)
  if (!parsed.ok) throw new Error('refused')
  return parsed.value
}

describe('any one bit changed', () => {
  it('in DG1: what is still read as correct differs in names, sex, states and the document code alone', () => {
    // Everything else has a check digit (9303-3 §4.9); these have none and rest on the signature over DG1.
    const uncovered = ['documentCode', 'issuingState', 'nationality', 'sex', 'primaryIdentifier', 'secondaryIdentifier']
    for (const [at, file] of issuedDataGroup(1).entries()) {
      const before = parsedBy(parseDg1, file) as Record<string, unknown>
      for (const { bit, value } of accepted(parseDg1, file)) {
        const now = value as { checks: readonly { ok: boolean }[] } & Record<string, unknown>
        if (now.checks.some(check => !check.ok)) continue
        const changed = Object.keys(now).filter(key => said(now[key]) !== said(before[key]) && key !== 'checks')
        expect(
          changed.filter(key => !uncovered.includes(key)),
          `file ${at}, bit ${bit}`,
        ).toEqual([])
      }
    }
  })

  it.each([
    ['EF.CardAccess', parseSecurityInfos, goodCards.flatMap(({ image }) => image.cardAccess ?? [])],
    ['DG14', parseDg14, issuedDataGroup(14)],
  ] as const)(
    'in %s: changes one SecurityInfo at most, and in a tag or length can only lose it',
    (_, parse, files) => {
      expect(files.length).toBeGreaterThan(3)
      for (const [at, file] of files.entries()) {
        const before = usable(parsedBy(parse, file))
        const headers = headerPlaces(file)
        expect(accepted(parse, file).length).toBeGreaterThan(20)
        for (const { bit, value } of accepted(parse, file)) {
          const now = usable(value)
          const added = now.filter(info => !before.includes(info))
          const lost = before.filter(info => !now.includes(info))
          const place = `file ${at}, bit ${bit}: ${added} for ${lost}`
          expect(added.length, place).toBeLessThanOrEqual(headers.has(bit >> 3) ? 0 : 1)
          expect(lost.length, place).toBeLessThanOrEqual(1)
          expect(added.length, place).toBeLessThanOrEqual(lost.length)
          expect(now.length, place).toBeLessThanOrEqual(before.length)
        }
      }
    },
    90_000,
  )

  it('in DG14: gives the same key of chip authentication, or none', () => {
    for (const file of issuedDataGroup(14)) {
      const original = keysOf(parsedBy(parseDg14, file))
      expect(original.length).toBeGreaterThan(0)
      for (const { value } of accepted(parseDg14, file))
        for (const key of keysOf(value)) expect(original).toContain(key)
    }
  }, 90_000)

  it('is seen wherever it is: a reader of bytes shows every one', () => {
    const file = Uint8Array.of(0x30, 3, 2, 1, 5)
    const bits = accepted(bytes => ({ ok: true, value: bytes }), file).map(({ bit }) => bit)
    expect(bits).toEqual(Array.from({ length: 40 }, (_, i) => i))
    expect([...headerPlaces(file)]).toEqual([0, 1, 2, 3])
  })

  it('in DG15: gives the same key, or none', () => {
    for (const file of issuedDataGroup(15)) expect(accepted(parseDg15, file)).toEqual([])
  })

  it('in EF.COM: leaves out or names another data group, or another version, and nothing else', () => {
    for (const file of issuedFiles(fileIdentifier.com)) {
      const { dataGroups: before } = parsedBy(parseCom, file) as { dataGroups: string[] }
      const changes = accepted(parseCom, file)
      expect(changes.length).toBeGreaterThan(0)
      for (const { value } of changes) {
        const { dataGroups } = value as { dataGroups: string[] }
        expect(dataGroups.length).toBeLessThanOrEqual(before.length)
        expect(dataGroups.filter(group => !before.includes(group)).length).toBeLessThanOrEqual(1)
      }
    }
  })
})

/** Every SecurityInfo that a protocol could be run by; an unknown one or one whose key cannot be used is not. */
function usable(value: unknown): string[] {
  return Object.entries(value as Record<string, { key?: { ok: boolean }; group?: { ok: boolean } }[]>)
    .filter(([kind]) => kind !== 'unknown')
    .flatMap(([, infos]) => infos)
    .filter(({ key, group }) => key?.ok !== false && group?.ok !== false)
    .map(said)
}

const keysOf = (value: unknown): string[] =>
  (
    value as { chipAuthenticationPublicKeys: { key: { ok: boolean; value?: PublicKey } }[] }
  ).chipAuthenticationPublicKeys
    .filter(({ key }) => key.ok)
    .map(({ key }) => said(key.value))

/** Places of all tag and length octets. */
function headerPlaces(file: Uint8Array): ReadonlySet<number> {
  const places = new Set<number>()
  const walk = (nodes: readonly TlvNode[], from: number) => {
    let at = from
    for (const node of nodes) {
      const { length } = encodeNode(node)
      const nested = node.content instanceof Uint8Array ? undefined : node.content
      const inner = nested ? nested.reduce((sum, each) => sum + encodeNode(each).length, 0) : node.content.length
      for (let place = at; place < at + length - inner; place++) places.add(place)
      if (nested) walk(nested, at + length - inner)
      at += length
    }
  }
  walk(readTree(file) ?? [], 0)
  return places
}
