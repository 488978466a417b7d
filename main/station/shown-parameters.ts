import { createHash } from 'node:crypto'

const longest = 200

/**
 * The parameters of a call as a person can read them, each by its path; what is too long to be read stands as its SHA-256, by which a file
 * can be compared.
 */
export function shownParameters(params: unknown): Record<string, string> {
  return Object.fromEntries(entries(params, ''))
}

function entries(value: unknown, path: string): [string, string][] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object') return [[path, readable(String(value))]]
  return Object.entries(value).flatMap(([name, inner]) => entries(inner, path === '' ? name : `${path}.${name}`))
}

const readable = (text: string) =>
  text.length <= longest ? text : `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`
