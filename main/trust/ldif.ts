import { fail, ok, type Result } from '../emrtd/result.ts'

/** One entry of an LDIF file: where it stood in the directory, and its values by attribute name in lower case without options. */
export interface LdifEntry {
  readonly dn: string
  /** Line in the file, from 1. */
  readonly line: number
  readonly values: ReadonlyMap<string, readonly Uint8Array[]>
}

export interface LdifError {
  readonly tag: 'malformed'
  readonly message: string
}

/** Whether a text looks like LDIF: it begins, after comments, with its version or a distinguished name. */
export const isLdif = (text: string): boolean => /^(\ufeff)?(#[^\n]*\n|\s)*(version:|dn:)/i.test(text.slice(0, 4096))

/**
 * Reads the content records of an LDIF file (RFC 2849): folded lines, comments, base64 values. Change records and values by URL are refused:
 * a file that is imported says what is, and reads nothing else.
 */
export function readLdif(text: string): Result<readonly LdifEntry[], LdifError> {
  const entries: LdifEntry[] = []
  let open: { dn: string; line: number; values: Map<string, Uint8Array[]> } | undefined
  for (const { text: line, number } of logicalLines(text)) {
    if (line === '') {
      open = undefined
      continue
    }
    if (line.startsWith('#')) continue
    const value = readLine(line)
    if (typeof value === 'string') return fail({ tag: 'malformed', message: `line ${number}: ${value}` })
    const { name, bytes } = value
    if (!open) {
      if (name === 'version' && entries.length === 0) continue
      if (name !== 'dn') return fail({ tag: 'malformed', message: `line ${number}: ${name} outside an entry` })
      open = { dn: new TextDecoder().decode(bytes), line: number, values: new Map() }
      entries.push(open)
      continue
    }
    if (name === 'changetype') return fail({ tag: 'malformed', message: `line ${number}: a change record` })
    open.values.set(name, [...(open.values.get(name) ?? []), bytes])
  }
  return ok(entries)
}

/** `name: text`, `name:: base64`; options such as `;binary` are dropped. @returns what is wrong in words, or the value */
function readLine(line: string): { name: string; bytes: Uint8Array } | string {
  const match = /^([A-Za-z0-9.-]+)((?:;[A-Za-z0-9-]+)*):([:<]?) *(.*)$/s.exec(line)
  if (!match) return 'not an attribute'
  const [, name = '', , form, value = ''] = match
  if (form === '<') return 'a value by URL'
  if (form === ':' && !/^[A-Za-z0-9+/]*={0,2} *$/.test(value)) return `base64 of ${name}`
  const bytes = form === ':' ? Buffer.from(value, 'base64') : Buffer.from(value, 'utf8')
  return { name: name.toLowerCase(), bytes: new Uint8Array(bytes) }
}

/** A line that begins with one space goes on with the one before (RFC 2849 note 2); a comment may too. */
function* logicalLines(text: string): Generator<{ text: string; number: number }> {
  let parts: string[] = []
  let first = 1
  let number = 0
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    number++
    if (line.startsWith(' ') && parts.length > 0) {
      parts.push(line.slice(1))
      continue
    }
    if (parts.length > 0) yield { text: parts.join(''), number: first }
    parts = [line]
    first = number
  }
  if (parts.length > 0) yield { text: parts.join(''), number: first }
}
