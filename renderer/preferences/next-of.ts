/** The one after it, and after the last the first. */
export function nextOf<T>(all: readonly [T, ...T[]], one: T): T {
  return all[all.indexOf(one) + 1] ?? all[0]
}
