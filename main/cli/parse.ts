import { readFileSync } from 'node:fs'
import { chipDeskError } from '../protocol/errors.ts'
import { isParseKind, parseFile, parseKinds } from '../verification/parse.ts'
import { readArguments, UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { notDone, printJson } from './terminal.ts'

/** `chipdesk parse`: one file, decoded to JSON; `-` is standard input. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { as: { type: 'string' }, json: { type: 'boolean' } }, 1)
  const [path] = positionals
  if (path === undefined) throw new UsageError('name a file, or - for standard input')
  const kind = values.as
  if (kind !== undefined && !isParseKind(kind)) throw new UsageError(`--as takes one of ${parseKinds.join(', ')}`)
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path === '-' ? 0 : path)
  } catch (error) {
    return notDone(chipDeskError('ConfigInvalid', { cause: `${path}: ${(error as NodeJS.ErrnoException).code}` }), true)
  }
  const parsed = parseFile(new Uint8Array(bytes), kind)
  printJson(parsed.ok ? parsed.value : { error: parsed.error })
  return parsed.ok ? exitCodes.done : exitCodes.notDone
}
