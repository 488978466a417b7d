import { SaxesParser } from 'saxes'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { textOf } from '../http-exchange.ts'

/** An element with its namespace resolved. Only a leaf has text. */
export interface XmlElement {
  readonly name: string
  /** Empty for none. */
  readonly namespace: string
  readonly children: readonly XmlElement[]
  /** Character data without space around it; empty where there are children. */
  readonly text: string
}

const limits = { bytes: 65_536, depth: 32, elements: 2000 }

interface Open {
  readonly name: string
  readonly namespace: string
  readonly children: XmlElement[]
  text: string
}

/**
 * Reads one XML document as far as SOAP 1.1 §3 allows: no document type declaration, no processing instruction, so no entities but the predefined
 * ones. At most 64 KiB, 32 deep, 2000 elements.
 * @returns the root, or in fixed words what is wrong
 */
export function readXml(bytes: Uint8Array): Result<XmlElement, string> {
  if (bytes.length > limits.bytes) return fail('too much XML')
  const text = textOf(bytes)
  if (text === undefined) return fail('not UTF-8')
  const refusal = new XmlRefused()
  try {
    const root = parse(text, refusal)
    return root ? ok(root) : fail('no XML')
  } catch (thrown) {
    if (thrown === refusal) return fail(refusal.words)
    throw thrown
  }
}

/** Carries a refusal out of the parser's callbacks. */
class XmlRefused extends Error {
  words = 'malformed XML'
}

function parse(text: string, refusal: XmlRefused): XmlElement | undefined {
  const refuse = (words: string): never => {
    refusal.words = words
    throw refusal
  }
  const open: Open[] = []
  let elements = 0
  let root: XmlElement | undefined
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', () => refuse('malformed XML'))
  parser.on('doctype', () => refuse('XML with a document type'))
  parser.on('processinginstruction', () => refuse('XML with an instruction'))
  parser.on('opentag', ({ local, uri }) => {
    if (open.length >= limits.depth) refuse('XML nested too deep')
    if (++elements > limits.elements) refuse('too much XML')
    open.push({ name: local, namespace: uri, children: [], text: '' })
  })
  const addText = (added: string) => {
    const current = open.at(-1)
    if (current) current.text += added
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const { name, namespace, children, text: own } = open.pop() ?? refuse('malformed XML')
    const element = { name, namespace, children, text: children.length > 0 ? '' : own.trim().normalize('NFC') }
    const parent = open.at(-1)
    if (parent) parent.children.push(element)
    else root = element
  })
  parser.write(text).close()
  return root
}

/** The one child of that namespace and name, or undefined where there is none or more than one. */
export function onlyChild(parent: XmlElement | undefined, namespace: string, name: string): XmlElement | undefined {
  const found = parent?.children.filter(child => child.namespace === namespace && child.name === name) ?? []
  return found.length === 1 ? found[0] : undefined
}

/** Text as it stands between tags; what XML 1.0 §2.2 cannot carry is left out. */
export const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML has no way to write
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g, '')
    .replace(/[&<>"']/g, found => `&#${found.charCodeAt(0)};`)
