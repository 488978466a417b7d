import { type DeclaredInput, type DeclaredInputError, parseDeclaredInput } from '../cccd/declared-input.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'

/** How a text came to the counter. */
export interface InputWay {
  /** By a scanner, so that it is whole or cut off, never half typed. */
  readonly scanned?: boolean | undefined
  /** What the keys themselves would have written, where a Vietnamese input method may have stood between. */
  readonly keys?: string | undefined
}

/** What was declared, of the text as it came or of the keys that were struck; an error says what was seen instead. */
export function readInput(
  text: string,
  { scanned = false, keys }: InputWay = {},
  thisYear = new Date().getUTCFullYear(),
): Result<DeclaredInput, ChipDeskError> {
  // A cancelled number is how somebody with an old paper is told from somebody else.
  const options = { scanned, keep: ['cancelledNumber'] as const }
  const came = parseDeclaredInput(text, thisYear, options)
  if (keys === undefined || keys === text || (came.ok && !came.value.repairs?.includes('keyboard'))) return shown(came)
  const struck = parseDeclaredInput(keys, thisYear, options)
  if (!struck.ok) return shown(came)
  // Two numbers of one scan: neither is believed, for a wrong one costs the card a try.
  const differs = came.ok && came.value.personalNumber !== struck.value.personalNumber
  return differs ? fail(chipDeskError('DataUnknownCode', { seen: 'keyboard-method' })) : shown(struck)
}

type Parsed = ReturnType<typeof parseDeclaredInput>

const shown = (parsed: Parsed): Result<DeclaredInput, ChipDeskError> =>
  parsed.ok ? ok(parsed.value) : fail(refusal(parsed.error))

const refusal = ({ tag, kind, message }: DeclaredInputError) => chipDeskError(tag, { cause: message, seen: kind })
