/** Outcome of reading a text or a file: a value, or a tagged error. This package stands alone, so it has its own. */
export type Parsed<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

export const parsed = <T>(value: T): Parsed<T, never> => ({ ok: true, value })
export const refused = <E>(error: E): Parsed<never, E> => ({ ok: false, error })
