export interface DocumentLabel {
  /** For those who listen, before the rest. */
  readonly said: string
  readonly name: string
  /** What stands below the name. */
  readonly about?: string
}

/**
 * The name of a paper on a button that stands beside another one: of papers that differ by their size alone, only the size is shown again, and the number of a
 * form stands above what it is.
 */
export function labelAfter(before: string | undefined, label: string): DocumentLabel {
  const [name = label, about] = label.split(' – ')
  if (about) return { said: '', name, about }
  const words = label.split(' ')
  const known = before?.split(' ') ?? []
  const from = words.findIndex((word, i) => word !== known[i])
  const rest = words.slice(from).join(' ')
  // What is left has to stand by itself: `58 mm`, `A5`; not the end of a sentence.
  if (from <= 0 || !/^[0-9A-Z]/.test(rest)) return { said: '', name }
  return { said: `${words.slice(0, from).join(' ')} `, name: rest }
}
