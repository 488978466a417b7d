import { bytesToHex } from '@noble/hashes/utils.js'
import type { ChipPublicKey } from '../crypto/chip-public-key.ts'
import type { PublicKey } from '../crypto/signature.ts'
import type { Json } from './canonical-json.ts'

/** A key by kind and size, as people speak of it. */
export function describeKey(key: PublicKey | ChipPublicKey): Json {
  if (key.kind === 'ec') return { kind: 'ec', curve: key.curve.name }
  return key.kind === 'dh' ? { kind: 'dh', bits: key.bits, group: key.group.name } : { kind: 'rsa', bits: key.bits }
}

/**
 * JSON of a parsed structure: bytes as hex, dates as RFC 3339, big numbers as text, keys by kind and curve, groups by name; members that
 * are absent or functions are left out.
 */
export function jsonOf(value: unknown): Json {
  if (value instanceof Uint8Array) return bytesToHex(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Map) return jsonOf(Object.fromEntries(value))
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value as Json
  if (isPublicKey(value)) return describeKey(value)
  if (isGroup(value)) return value.name
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined && typeof member !== 'function')
      .map(([key, member]) => [key, jsonOf(member)]),
  )
}

const isPublicKey = (value: object): value is ChipPublicKey =>
  'kind' in value && (('curve' in value && 'point' in value) || ('group' in value && value.kind === 'dh'))

/** A curve or a group for key agreement: too long to print, and known by its name. */
const isGroup = (value: object): value is { readonly name: string } =>
  'name' in value && typeof value.name === 'string' && ('order' in value || 'multiply' in value)
