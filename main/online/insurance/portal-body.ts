import { repairCharset } from '../../cccd/charset-repair.ts'

/** An answer of the portal: its top-level fields by name in lower case, since some gateways write `MaKetQua`. */
export type PortalBody = ReadonlyMap<string, unknown>

/**
 * Reads an answer, tolerant in form: any declared type, UTF-8 or marked UTF-16, JSON inside a JSON string, UTF-8 encoded
 * twice. Strict in meaning: a name that comes twice is ambiguous, and no field of it is taken.
 * @returns in words why it is no answer of the portal; never a piece of it
 */
export function readPortalBody(bytes: Uint8Array): PortalBody | string {
  const text = decoded(bytes)
  if (text === undefined) return 'not UTF-8'
  if (/^\s*</.test(text)) return 'a page, not JSON'
  const outer = parsed(text)
  const value = typeof outer === 'string' ? parsed(outer) : outer
  if (value === undefined) return 'not JSON'
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object'
  const written = typeof outer === 'string' ? outer : text
  if ((written.match(/"maKetQua"\s*:/gi) ?? []).length !== 1) return 'not one result code'
  const body = new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]))
  return body.size === Object.keys(value).length ? body : 'a name twice'
}

function decoded(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  const charset =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return repairCharset(new TextDecoder(charset, { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const codePoint = /^[0-9]{3}$/

/** `maKetQua`, three digits; a number lost its leading zeros. Undefined for anything else. */
export function resultCode(body: PortalBody): string | undefined {
  const value = body.get('maketqua')
  const text = typeof value === 'number' ? String(value).padStart(3, '0') : value
  return typeof text === 'string' && codePoint.test(text.trim()) ? text.trim() : undefined
}

const longestText = 2000

/** A text field in NFC without control characters; numbers are texts too. Undefined where there is none. */
export function textOf(body: PortalBody, name: string): string | undefined {
  return plainText(body.get(name.toLowerCase()))
}

export function plainText(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return undefined
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, longestText)
  return plain === '' ? undefined : plain
}

/** The rows of every list whose name begins so; lists change the year at the end of their names, and may be null. */
export function rowsOf(body: PortalBody, beginning: string): readonly PortalBody[] {
  return [...body]
    .filter(([name, value]) => name.startsWith(beginning.toLowerCase()) && Array.isArray(value))
    .flatMap(([, value]) => value as unknown[])
    .filter(row => typeof row === 'object' && row !== null)
    .map(row => new Map(Object.entries(row as object).map(([name, field]) => [name.toLowerCase(), field])))
}
