import { type BaseBlock, Constructed, fromBER } from 'asn1js'
import { type CardDate, readCardDate } from './card-date.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { sexOf } from './qr.ts'

/**
 * Content of EF.DG13 of the Vietnamese card. Every field is optional: cards of 2024 may leave any out. Texts are NFC as on the card.
 * Field 16, a number of unknown meaning, is left where it is.
 */
export interface Dg13 {
  readonly personalNumber?: string
  readonly fullName?: string
  readonly birthDate?: CardDate
  readonly sex?: 'M' | 'F'
  readonly nationality?: string
  readonly ethnicity?: string
  readonly religion?: string
  readonly placeOfOrigin?: string
  readonly placeOfResidence?: string
  readonly personalMarks?: string
  readonly issueDate?: CardDate
  /** `unlimited` where the card says `Không thời hạn`. */
  readonly expiryDate?: CardDate | 'unlimited'
  readonly fatherName?: string
  readonly motherName?: string
  readonly spouseNames?: readonly string[]
  readonly oldIdNumber?: string
  /** Numbers of fields that are there but hold no such date or sex. */
  readonly unreadable: readonly number[]
}

export interface Dg13Error {
  readonly tag: 'DataMalformed'
  readonly message: string
}

const malformed = (message: string) => refused<Dg13Error>({ tag: 'DataMalformed', message })

const textTags = new Set([0x0c, 0x13, 0x14, 0x16])
const isoUtf8 = '28d316010008'
/** A card has under 1 KiB. asn1js takes a time that grows with the square of an OBJECT IDENTIFIER: at this length, 20 ms. */
const longest = 16_384

/**
 * Parses EF.DG13: `6D { SEQUENCE { version 1, OID 1.0.10646.1.0.8, SET OF SEQUENCE { number, value… } } }`. Real BER with any
 * length form, fields by number in any order, unknown numbers and further elements passed over. Refused: trailing bytes, a number
 * twice, broken UTF-8, depth over 8, more than 16 KiB.
 */
export function parseDg13(bytes: Uint8Array): Parsed<Dg13, Dg13Error> {
  if (bytes.length > longest) return malformed(`${bytes.length} bytes`)
  const outer = decode(bytes)
  if (typeof outer === 'string') return malformed(outer)
  if (outer.tag !== 0x6d) return malformed('outer tag is not 6D')
  const content = outer.children[0]
  if (outer.children.length !== 1 || content?.tag !== 0x30) return malformed('not one SEQUENCE in 6D')
  const [version, encoding, fields] = content.children
  if (version?.tag !== 0x02 || numberOf(version) !== 1) return malformed('version is not 1')
  if (encoding?.tag !== 0x06 || hex(encoding.content) !== isoUtf8) return malformed('encoding is not ISO 10646 UTF-8')
  if (fields?.tag !== 0x31) return malformed('no SET of fields')
  return readFields(fields.children)
}

function readFields(fields: readonly Node[]): Parsed<Dg13, Dg13Error> {
  const texts = new Map<number, readonly string[]>()
  for (const field of fields) {
    const [head, ...values] = field.children
    if (field.tag !== 0x30 || head?.tag !== 0x02) return malformed('a field is no SEQUENCE with a number')
    const number = numberOf(head)
    if (texts.has(number)) return malformed(`field ${number} twice`)
    const found: string[] = []
    for (const value of values) if (!collectTexts(value, found)) return malformed(`field ${number} is no UTF-8 text`)
    texts.set(number, found)
  }
  return parsed(named(texts))
}

function named(texts: ReadonlyMap<number, readonly string[]>): Dg13 {
  const unreadable: number[] = []
  const text = (number: number) => texts.get(number)?.[0] || undefined
  const read = <T>(number: number, reading: (value: string) => T | undefined): T | undefined => {
    const value = text(number)
    const result = value === undefined ? undefined : reading(value)
    if (value !== undefined && result === undefined) unreadable.push(number)
    return result
  }
  const spouses = (texts.get(14) ?? []).filter(name => name !== '')
  const fields = {
    personalNumber: text(1),
    fullName: text(2),
    birthDate: read(3, readCardDate),
    sex: read(4, sexOf),
    nationality: text(5),
    ethnicity: text(6),
    religion: text(7),
    placeOfOrigin: text(8),
    placeOfResidence: text(9),
    personalMarks: text(10),
    issueDate: read(11, readCardDate),
    expiryDate: read(12, readExpiry),
    fatherName: text(13),
    motherName: texts.get(13)?.[1] || undefined,
    spouseNames: spouses.length > 0 ? spouses : undefined,
    oldIdNumber: text(15),
  }
  return { ...dropAbsent(fields), unreadable }
}

const readExpiry = (text: string): CardDate | 'unlimited' | undefined =>
  text.toLowerCase() === 'không thời hạn' ? 'unlimited' : readCardDate(text)

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const dropAbsent = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>

interface Node {
  readonly tag: number
  readonly content: Uint8Array
  readonly children: readonly Node[]
}

/** The one BER element that fills `bytes`, or what is wrong with it. */
function decode(bytes: Uint8Array): Node | string {
  try {
    const { offset, result } = fromBER(bytes, { maxDepth: 8, maxNodes: 512, parseEmbedded: false })
    if (offset === -1) return result.error || 'no BER'
    return offset === bytes.length ? (nodeOf(result) ?? 'lengths do not agree') : 'trailing bytes'
  } catch (error) {
    // asn1js reports most malformed input and throws on some.
    return error instanceof Error ? error.message : 'no BER'
  }
}

/** Undefined where the length of something constructed is not that of its children, which asn1js lets pass. */
function nodeOf(block: BaseBlock): Node | undefined {
  const raw = block.valueBeforeDecodeView
  const { idBlock, lenBlock } = block
  const content = raw.subarray(idBlock.blockLength + lenBlock.blockLength, lenBlock.isIndefiniteForm ? -2 : undefined)
  const inner = block instanceof Constructed ? block.valueBlock.value : []
  const filled = inner.reduce((sum, child) => sum + child.valueBeforeDecodeView.length, 0)
  if (idBlock.isConstructed && filled !== content.length) return undefined
  const children = inner.map(nodeOf).filter(child => child !== undefined)
  return children.length === inner.length ? { tag: raw[0] ?? 0, content, children } : undefined
}

/** Gathers every string below a value, in order; both known forms of parents and spouses come out the same. */
function collectTexts(node: Node, found: string[]): boolean {
  if (node.children.length > 0) return node.children.every(child => collectTexts(child, found))
  if (!textTags.has(node.tag)) return true
  const text = decodeText(node)
  if (text === undefined) return false
  found.push(text)
  return true
}

function decodeText({ tag, content }: Node): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content).normalize('NFC').trim()
  } catch {
    return tag === 0x14 ? String.fromCharCode(...content).trim() : undefined
  }
}

const numberOf = ({ content }: Node): number =>
  content.length > 0 && content.length <= 2 ? content.reduce((sum, byte) => sum * 256 + byte, 0) : -1

const hex = (bytes: Uint8Array) => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
