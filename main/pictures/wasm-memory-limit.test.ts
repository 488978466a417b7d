import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { withMemoryLimit } from './wasm-memory-limit.ts'

interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

const begin = '0061736d01000000'
const exportM = '07050101' + '6d0200'
/** One memory of 1 to 32768 pages, exported as `m`. */
const module = hexToBytes(`${begin}0506010101808002${exportM}`)

async function memoryOf(bytes: Uint8Array): Promise<Memory> {
  const { exports } = new WebAssembly.Instance(await WebAssembly.compile(bytes), {})
  return exports.m as Memory
}

describe('the limit of a module’s memory', () => {
  it('holds at the page', async () => {
    const memory = await memoryOf(withMemoryLimit(module, 200))
    expect(memory.grow(199)).toBe(1)
    expect(() => memory.grow(1)).toThrow(RangeError)
    expect((await memoryOf(module)).grow(200)).toBe(1)
  })

  it('leaves every other byte as it is', () => {
    const file = createRequire(import.meta.url).resolve('@cornerstonejs/codec-openjpeg/decodewasm')
    const whole = new Uint8Array(readFileSync(file))
    const limited = withMemoryLimit(whole, 4096)
    expect(limited.length).toBe(whole.length)
    expect(limited.filter((byte, i) => byte !== whole[i]).length).toBeLessThanOrEqual(3)
  })

  it.each([
    ['no memory', begin + exportM],
    ['a memory without end', `${begin}0503010001`],
    ['more wanted than there is', `${begin}050401010164`],
    ['less wanted than it starts with', `${begin}05070101c901808002`],
    ['a number without end', `${begin}05ffffffffffff`],
  ])('refuses a module with %s', (_, hex) => {
    expect(() => withMemoryLimit(hexToBytes(hex), 200)).toThrow(RangeError)
  })
})
