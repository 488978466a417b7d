/** HTML that is safe as it is; only the functions of this file make it. */
export interface Markup {
  readonly markup: string
}

type Part = Markup | string | number | undefined | readonly Part[]

/**
 * Template of a page: what stands in it is HTML, what is put in is text and gets escaped, unless it is markup already. Holds in element content
 * and in quoted attributes alike; nothing may be put anywhere else.
 */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: fixed.reduce((all, text, i) => all + markupOf(parts[i - 1]) + text) }
}

function markupOf(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string') return escapeText(part)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(markupOf).join('')
}

/** A value from a card, a file or a person: kept from turning the text around it, what cannot be seen in it named. */
export function value(text: string): Markup {
  const pieces = text.split(unseen).map((piece, i) => {
    if (i % 2 === 0) return escapeText(piece)
    return Array.from(piece, character => `<span class="unseen">${codeOf(character)}</span>`).join('')
  })
  return { markup: `<bdi>${pieces.join('')}</bdi>` }
}

/**
 * Controls, format characters (bidirectional and zero-width among them), lone surrogates, what no font has, spaces that are none of ours,
 * letters that look like nothing, and marks piled higher than any language does.
 */
const unseen =
  /((?:[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\u115F\u1160\u2800\u3164\uFFA0]|\p{Variation_Selector}|\u034F|\u17B4|\u17B5)+|(?<=\p{M}{3})\p{M}+)/u

const codeOf = (character: string) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for element content or a quoted attribute. */
function escapeText(text: string): string {
  return text
    .split(unseen)
    .map((piece, i) => (i % 2 === 0 ? piece : Array.from(piece, codeOf).join(' ')))
    .join('')
    .replace(/[&<>"']/g, character => entities[character] ?? '')
}
