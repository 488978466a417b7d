import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { shareOf } from '../../fixtures/proof/share.ts'
import { ok } from '../emrtd/result.ts'
import { evidenceGrowths } from './evidence-targets.ts'
import { type Growth, superlinear } from './growth.ts'
import type { Target } from './judge.ts'
import { targets } from './targets.ts'

const measured = targets.filter(({ grown = 1 }) => grown > 0)

describe('no input is slower than linear', () => {
  it.each(shareOf(measured, 3))(
    '$name',
    target => {
      const { name, seeds, grown = 1 } = target
      const more = name.startsWith('evidence') ? evidenceGrowths : []
      expect(superlinear({ ...target, seeds: seeds.slice(0, grown) }, more)).toEqual([])
    },
    60_000,
  )
})

const planted = (parse: Target['parse'], ...seeds: readonly Uint8Array[]): Target => ({ name: 'planted', parse, seeds })
const ofByte = (byte: number): Growth => ({
  name: `bytes ${byte}`,
  make: length => new Uint8Array(length).fill(byte),
})

describe('the measurement itself', () => {
  it('catches a list searched again for every element', () => {
    const target = planted(bytes => {
      const seen: number[] = []
      for (let at = 0; at + 1 < bytes.length; at += 4) {
        const next = ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0) + at * 65_536
        if (!seen.includes(next)) seen.push(next)
      }
      return ok(seen)
    }, hexToBytes('020105'))
    expect(superlinear(target)[0]?.power).toBeGreaterThan(1.6)
  }, 60_000)

  it('catches a text searched to its end from every place', () => {
    const blankFrom = (text: string, place: number) => text.slice(place).trim() === ''
    const target = planted(bytes => {
      const text = new TextDecoder().decode(bytes)
      return ok([...text].filter((_, i) => i % 8 === 0 && blankFrom(text, i)))
    })
    expect(superlinear(target, [ofByte(0x20)])).toHaveLength(1)
  }, 60_000)

  it('lets a linear parser be, however slow', () => {
    const target = planted(bytes => {
      let sum = 0
      for (let round = 0; round < 60; round++)
        for (let at = 0; at < bytes.length; at++) sum = (sum * 31 + (bytes[at] ?? 0) * Math.sqrt(at)) % 65_521
      return ok(sum)
    })
    expect(superlinear(target, [ofByte(0x41)])).toEqual([])
  }, 60_000)

  it('lets a parser be that refuses what is long', () => {
    const target = planted(bytes => ok(bytes.length > 20_000 ? 0 : bytes.reduce((sum, byte) => sum + BigInt(byte), 0n)))
    expect(superlinear(target, [ofByte(0x41)])).toEqual([])
  })
})
