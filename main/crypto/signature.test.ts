import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { curveByName, ecdsaSign } from './curves.ts'
import { hash } from './hash.ts'
import { readDerSignature, readPlainSignature, verifySignature } from './signature.ts'

const curve = curveByName('brainpoolP256r1')
const privateKey = 0x1234567890abcdef1234567890abcdefn
const key = { kind: 'ec', curve, point: curve.Point.BASE.multiply(privateKey) } as const
const data = new TextEncoder().encode('EF.SOD')
const { r, s } = ecdsaSign(curve, privateKey, hash('SHA-256', data))

const hex = (value: bigint) => value.toString(16).padStart(64, '0')
const integer = (value: bigint) => {
  const digits = hex(value).replace(/^(00)+/, '')
  const content = Number.parseInt(digits.slice(0, 2), 16) >= 0x80 ? `00${digits}` : digits
  return `02${(content.length / 2).toString(16).padStart(2, '0')}${content}`
}
const der = (body: string) => hexToBytes(`30${(body.length / 2).toString(16).padStart(2, '0')}${body}`)
const ecdsa = { kind: 'ecdsa', hash: 'SHA-256' } as const

describe('ECDSA signatures', () => {
  it('are verified in DER and in plain form, each only as itself', () => {
    const [asDer, asPlain] = [der(integer(r) + integer(s)), hexToBytes(hex(r) + hex(s))]
    expect(verifySignature(key, { ...ecdsa, form: 'der' }, data, asDer)).toBe(true)
    expect(verifySignature(key, { ...ecdsa, form: 'plain' }, data, asPlain)).toBe(true)
    expect(verifySignature(key, { ...ecdsa, form: 'plain' }, data, asDer)).toBe(false)
    const longer = hexToBytes(`00${hex(r)}00${hex(s)}`)
    expect(verifySignature(key, { ...ecdsa, form: 'plain' }, data, longer)).toBe(false)
    expect(verifySignature(key, { ...ecdsa, form: 'der' }, data, asPlain)).toBe(false)
    expect(verifySignature(key, { ...ecdsa, hash: 'SHA-384', form: 'der' }, data, asDer)).toBe(false)
    expect(verifySignature(key, { kind: 'rsa-pkcs1', hash: 'SHA-256' }, data, asDer)).toBe(false)
  })

  it('accept the greater s too, which issuers and chips produce', () => {
    const greater = der(integer(r) + integer(curve.parameters.n - s))
    expect(verifySignature(key, { ...ecdsa, form: 'der' }, data, greater)).toBe(true)
  })

  it('are read in strict DER only', () => {
    expect(readDerSignature(hexToBytes('3006020101020102'))).toEqual({ r: 1n, s: 2n })
    for (const wrong of [
      '',
      '30',
      '3006020101020102ff', // something after it
      '3007020101020102ff', // something in it
      '300702020001020102', // r not minimal
      '3006020181020102', // r negative
      '30050200020102', // r empty
      '308106020101020102', // length not minimal
      '3106020101020102', // a SET
      '3003020101', // s missing
      '3006020101020202', // s cut off
    ])
      expect(readDerSignature(hexToBytes(wrong))).toBeUndefined()
  })

  it('are long enough for a 521 bit curve in DER', () => {
    const long = `02420${'1'.repeat(131)}`
    expect(readDerSignature(hexToBytes(`308188${long}${long}`))?.r).toBe(BigInt(`0x${'1'.repeat(131)}`))
  })

  it('of odd length are not plain', () => {
    expect(readPlainSignature(hexToBytes('010203'))).toBeUndefined()
    expect(readPlainSignature(new Uint8Array())).toBeUndefined()
    expect(bytesToHex(hexToBytes(hex(readPlainSignature(hexToBytes('0102'))?.s ?? 0n))).endsWith('02')).toBe(true)
  })
})
