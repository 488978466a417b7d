import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Wrong usage, with what is wrong; the entry point prints it with the usage line. */
export class UsageError extends Error {}

/** Options and operands of a command; anything unknown is wrong usage. */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
  operands = 0,
) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: operands > 0, strict: true })
    if (parsed.positionals.length > operands)
      throw new UsageError(`too many arguments: ${parsed.positionals.slice(operands).join(' ')}`)
    return parsed
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message)
  }
}

/** A time given as RFC 3339 text. */
export function timeOf(text: string | undefined): Date {
  if (text === undefined) return new Date()
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new UsageError(`not a time: ${text}`)
  return time
}

/** A TCP port given as text. */
export function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`not a port: ${text}`)
  return port
}
