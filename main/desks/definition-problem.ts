/** Something wrong in a definition: where it stands, and what it is. */
export interface Problem {
  readonly path: readonly string[]
  readonly message: string
}

/** What a list holds more than once. */
export const twice = (list: readonly string[], path: readonly string[]): Problem[] =>
  [...new Set(list.filter((one, at) => list.indexOf(one) !== at))].map(one => ({ path, message: `${one} twice` }))
