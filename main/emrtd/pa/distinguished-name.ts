import { ok, type Result } from '../result.ts'
import { type BerElement, malformed, oidOf, type StructureError } from './ber-element.ts'

/** An X.501 name: its text for people, its country, and a key that is equal for names that mean the same. */
export interface DistinguishedName {
  /** As received. */
  readonly bytes: Uint8Array
  /** `C=VN, O=…, CN=…` in the order of the certificate. */
  readonly text: string
  /** Upper case ISO 3166 code of countryName, two or three letters. */
  readonly country?: string
  /** First organizationName. */
  readonly organization?: string
  /** Compare names by this: string type, letter case and runs of spaces do not count (RFC 5280 §7.1). */
  readonly key: string
}

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

/** Reads a Name (RFC 5280 §4.1.2.4). */
export function readName(name: BerElement | undefined): Result<DistinguishedName, StructureError> {
  if (name?.tag !== 0x30) return malformed('Name')
  const relative: { type: string; value: string }[][] = []
  for (const set of name.children) {
    const attributes = set.children.map(readAttribute)
    if (set.tag !== 0x31 || attributes.length === 0 || attributes.includes(undefined)) return malformed('Name')
    relative.push(attributes.filter(each => each !== undefined))
  }
  const all = relative.flat()
  const country = all
    .find(each => each.type === 'C')
    ?.value.trim()
    .toUpperCase()
  const organization = all.find(each => each.type === 'O')?.value
  return ok({
    bytes: name.bytes,
    text: all.map(({ type, value }) => `${type}=${value}`).join(', '),
    ...(country && { country }),
    ...(organization && { organization }),
    key: JSON.stringify(relative.map(set => set.map(({ type, value }) => `${type}=${fold(value)}`).sort())),
  })
}

/** Whether two names have the same attributes, also in another order, as some issuers write the name in a signer identifier. */
export const sameAttributes = (a: DistinguishedName, b: DistinguishedName): boolean =>
  a.key === b.key || unordered(a) === unordered(b)

const unordered = ({ key }: DistinguishedName) => JSON.stringify((JSON.parse(key) as string[][]).flat().sort())

function readAttribute(element: BerElement) {
  const [type, value, ...more] = element.children
  const oid = oidOf(type)
  const text = value && readDirectoryString(value)
  if (element.tag !== 0x30 || !oid || text === undefined || more.length > 0) return undefined
  return { type: shortNames[oid] ?? oid, value: text }
}

/** Bytes; RFC 5280 A.1 bounds every attribute in use by 256 characters. */
const longestText = 4096

/** Text of a DirectoryString or IA5String; T61 is taken as Latin-1. Broken UTF-8 is undefined. */
function readDirectoryString({ tag, content }: BerElement): string | undefined {
  if (content.length > longestText) return undefined
  if (tag === 0x1e) return wide(content, 2)
  if (tag === 0x1c) return wide(content, 4)
  if (tag === 0x14) return String.fromCharCode(...content)
  if (![0x0c, 0x12, 0x13, 0x16, 0x1a].includes(tag)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return undefined
  }
}

function wide(content: Uint8Array, width: number): string | undefined {
  if (content.length % width !== 0) return undefined
  let text = ''
  for (let at = 0; at < content.length; at += width) {
    const code = content.subarray(at, at + width).reduce((sum, byte) => sum * 256 + byte, 0)
    if (code > 0x10ffff) return undefined
    text += width === 2 ? String.fromCharCode(code) : String.fromCodePoint(code)
  }
  return text
}

const fold = (text: string) => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
