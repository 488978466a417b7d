import type { DeskDefinition } from '../desks/definition.ts'
import { checkedDefinition } from '../desks/definition-check.ts'
import { jsonOf } from '../desks/load-definitions.ts'
import { fail, type Result } from '../emrtd/result.ts'
import { chipDeskError } from '../protocol/errors.ts'
import { readArguments, UsageError } from './arguments.ts'
import { definitionFile } from './desk-definitions.ts'
import { exitCodes } from './exit-codes.ts'
import { notDone, printJson } from './terminal.ts'

/** `chipdesk desk check`: everything that is wrong with a file, each with its place; looks at nothing else of this computer. */
export async function runCheck(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } }, 1)
  const [path] = positionals
  if (path === undefined) throw new UsageError('name a file')
  const text = await definitionFile(path)
  if (!text.ok) return notDone(text.error, values.json)
  const checked = checkedText(text.value)
  if (values.json) printJson(checked.ok ? { problems: [], verify: unsure(checked.value) } : { problems: checked.error })
  else if (checked.ok) printGood(checked.value)
  else {
    for (const problem of checked.error) console.log(problem)
    const { length } = checked.error
    notDone(
      chipDeskError('ConfigDesk', { cause: `${path}: ${length} ${length === 1 ? 'problem' : 'problems'}` }),
      false,
    )
  }
  return checked.ok ? exitCodes.done : exitCodes.notDone
}

function checkedText(text: string): Result<DeskDefinition, string[]> {
  const json = jsonOf(text)
  return json.ok ? checkedDefinition(json.value) : fail([json.error])
}

function printGood(definition: DeskDefinition): void {
  const { id, version, visits } = definition
  console.log(`${id} of ${version} is in order: ${visits.map(({ purpose }) => purpose).join(', ')}`)
  for (const place of unsure(definition)) console.log(`  to be confirmed by your own lawyer: ${place}`)
}

/** Places of what is marked `verify`, with its source where there is one. */
function unsure(part: unknown, path = ''): string[] {
  if (typeof part !== 'object' || part === null) return []
  const own = 'certainty' in part && part.certainty === 'verify'
  const source = 'source' in part ? part.source : 'code' in part ? part.code : ''
  return [
    ...(own ? [`${path}: ${source}`] : []),
    ...Object.entries(part).flatMap(([name, inner]) => unsure(inner, path ? `${path}.${name}` : name)),
  ]
}
