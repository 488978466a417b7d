/** A run of text, and whether the other side has it otherwise. */
export interface TextPiece {
  readonly text: string
  readonly changed: boolean
}

/** Longest text that is compared word by word, in words; an address has twenty. */
const longest = 200

/**
 * The two texts in runs, with the words marked that are not in the other at that place; case, spaces and punctuation do not count. Of two
 * numbers of one length, the digits.
 */
export function changedWords(one: string, other: string): readonly [readonly TextPiece[], readonly TextPiece[]] {
  if (/^\d+$/.test(one) && /^\d+$/.test(other) && one.length === other.length)
    return [changedDigits(one, other), changedDigits(other, one)]
  const [a, b] = [tokensOf(one), tokensOf(other)]
  const kept = commonWords(a.filter(isWord).map(key), b.filter(isWord).map(key))
  return [pieces(a, kept.one), pieces(b, kept.other)]
}

const changedDigits = (digits: string, other: string) =>
  joined([...digits].map((text, i) => ({ text, changed: text !== other[i] })))

const tokensOf = (text: string) => text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+/gu) ?? []
const isWord = (token: string) => /^[\p{L}\p{M}\p{N}]/u.test(token)
const key = (word: string) => word.toLowerCase()

/** Positions of a longest common run of words, in order, on both sides. */
function commonWords(one: readonly string[], other: readonly string[]) {
  const kept = { one: new Set<number>(), other: new Set<number>() }
  if (one.length > longest || other.length > longest) return kept
  // length[i][j]: how many words `one` from i and `other` from j have in common.
  const length = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0))
  const at = (i: number, j: number) => length[i]?.[j] ?? 0
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--) {
      const row = length[i]
      if (row) row[j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      kept.one.add(i++)
      kept.other.add(j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return kept
}

function pieces(tokens: readonly string[], kept: ReadonlySet<number>): TextPiece[] {
  let word = -1
  const marked = tokens.map(text => ({ text, changed: isWord(text) ? !kept.has(++word) : undefined }))
  // What stands between two changed words is part of the change.
  return joined(
    marked.map(({ text, changed }, i) => ({
      text,
      changed: changed ?? (marked[i - 1]?.changed === true && marked[i + 1]?.changed === true),
    })),
  )
}

function joined(runs: readonly TextPiece[]): TextPiece[] {
  const all: { text: string; changed: boolean }[] = []
  for (const { text, changed } of runs) {
    const last = all.at(-1)
    if (last?.changed === changed) last.text += text
    else all.push({ text, changed })
  }
  return all
}
