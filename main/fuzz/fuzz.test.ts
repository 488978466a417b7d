import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { fail, ok } from '../emrtd/result.ts'
import { findingText, fuzz, mutantOf } from './fuzz.ts'
import { specimensThere } from './good-files.ts'
import { judge, type Target } from './judge.ts'
import { targets } from './targets.ts'

/** Another seed every day would find more and fail on somebody else's change; `npm run fuzz -- --seed` is for that. */
const seed = Number(process.env.CHIPDESK_FUZZ_SEED ?? 1)
const count = Number(process.env.CHIPDESK_FUZZ_COUNT ?? 20_000)
const note = specimensThere ? '' : ' (without the specimens of ../shared/vectors, which are absent)'

describe('every parser', () => {
  it.each(targets)(`$name takes its good files${note}`, ({ name, parse, seeds }) => {
    expect(seeds.length).toBeGreaterThan(0)
    const takes = seeds.filter(each => (parse(each) as { ok: boolean }).ok)
    // There for what they refuse.
    if (name.startsWith('parse as') || name === 'active authentication, RSA') return
    expect(takes).toHaveLength(seeds.length)
  })

  it(`answers ${count} mutants of seed ${seed} with a value or a typed error, at once${note}`, () => {
    const { findings, counts, accepted } = fuzz(targets, count, seed)
    expect(findings.map(findingText)).toEqual([])
    expect([...counts.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThan(count * 0.95)
    // Mutants that are all refused at the first byte would prove nothing.
    for (const name of [
      'EF.CardAccess',
      'EF.SOD',
      'DG1',
      'DG2',
      'DG13',
      'DG14',
      'DG15',
      'secure messaging behind its MAC',
    ])
      expect(accepted.get(name), name).toBeGreaterThan(5)
  }, 120_000)
})

/** Takes anything; `wrong` is what it does to some. */
const planted = (wrong: (bytes: Uint8Array) => unknown): Target => ({
  name: 'planted',
  parse: bytes => wrong(bytes) ?? (bytes[0] === 0x61 ? ok(bytes) : fail({ tag: 'ProtocolTlv', message: 'not 61' })),
  seeds: [hexToBytes('6107020105040201ff'), hexToBytes('610330010a')],
  limitMs: 50,
})
const faultsOf = (target: Target) => fuzz([target], 3000, 7).findings.map(({ fault }) => fault.kind)

describe('the fuzzer itself', () => {
  it('finds nothing at a parser that is right', () => {
    expect(faultsOf(planted(() => undefined))).toEqual([])
  })

  it('catches a parser that throws at some lengths', () => {
    const cut = planted(bytes => {
      if (bytes[1] !== undefined && bytes[1] > bytes.length - 2 && bytes[1] < 0x80) throw new RangeError('offset')
    })
    expect(faultsOf(cut)).toContain('throws')
  })

  it('catches a parser that allocates what a length announces', () => {
    const trusting = planted(bytes => {
      if (bytes[1] === 0x83) new Uint8Array(128 * 1024 * 1024)
    })
    expect(faultsOf(trusting)).toContain('memory')
  })

  it('catches a parser that is slow at some input', () => {
    const slow = planted(bytes => {
      if (bytes.length <= 400) return
      const begun = process.threadCpuUsage()
      for (let used = 0; used < 60_000; ) {
        const { user, system } = process.threadCpuUsage(begun)
        used = user + system
      }
    })
    expect(faultsOf(slow)).toContain('slow')
  })

  it.each([
    ['nothing', () => null],
    ['a bare value', () => 5],
    ['ok without a value', () => ({ ok: true })],
    ['an error of no known tag', () => fail({ tag: 'Oops', message: '' })],
    [
      'an error that carries the input',
      (bytes: Uint8Array) => fail({ tag: 'ProtocolTlv', message: 'x'.repeat(bytes.length) }),
    ],
  ])('catches a parser that gives %s', (_, give) => {
    expect(judge({ name: 'planted', parse: give, seeds: [] }, new Uint8Array(500))?.kind).toBe('no-result')
  })

  it('makes the same mutants of the same seed, and others of another', () => {
    const [target] = targets
    if (!target) throw new Error('no targets')
    const numbers = Array.from({ length: 200 }, (_, i) => i + target.seeds.length)
    const made = (from: number) => numbers.map(number => mutantOf(target, from, number).join())
    const [once, other] = [made(3), made(4)]
    expect(made(3)).toEqual(once)
    expect(once.filter((each, i) => each === other[i]).length).toBeLessThan(20)
    expect(new Set(once).size).toBeGreaterThan(180)
  })

  it('says how to meet a finding again', () => {
    const fault = { kind: 'throws', detail: 'RangeError: offset' } as const
    expect(findingText({ target: 'DG1', seed: 7, mutant: 12, fault, input: Uint8Array.of(1, 2) })).toBe(
      'DG1, seed 7, mutant 12: throws, RangeError: offset\n  0102',
    )
  })
})
