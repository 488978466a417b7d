import { tableOf } from '../desks/load-definitions.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { readArguments, UsageError } from './arguments.ts'
import { everyDefinition, type KeptDefinition } from './desk-definitions.ts'
import { exitCodes } from './exit-codes.ts'
import { notDone, printError, printJson } from './terminal.ts'

/** `chipdesk desk list`: the kinds of desks of this computer, and which one this is. */
export async function runList(args: string[]): Promise<number> {
  const { values } = readArguments(args, { json: { type: 'boolean', default: false } })
  const every = await everyDefinition()
  if (!every.ok) return notDone(every.error, values.json)
  const { kept, used, unseen } = every.value
  const desks = kept.map(({ id, origin, read }) => ({
    id,
    origin,
    used: id === used,
    ...(read.ok ? about(read.value) : { wrong: read.error.cause }),
  }))
  if (values.json) printJson({ desks, ...(unseen && { unseen }) })
  else {
    if (unseen) printError(unseen, false)
    for (const desk of desks) {
      const said =
        'wrong' in desk ? `WRONG: ${desk.wrong}` : `${desk.version}  ${desk.title.vi}: ${desk.purposes.join(', ')}`
      console.log(`${desk.used ? '*' : ' '} ${desk.id.padEnd(20)}${desk.origin.padEnd(9)}${said}`)
    }
    if (!kept.some(({ id }) => id === used)) console.error(`The configuration names ${used}, and there is none.`)
  }
  const together = tableOf(kept.flatMap(({ read }) => (read.ok ? [read.value] : [])))
  return together.ok ? exitCodes.done : notDone(together.error, false)
}

const about = ({ version, title, visits }: (KeptDefinition['read'] & { ok: true })['value']) => ({
  version,
  title,
  purposes: visits.map(({ purpose }) => purpose),
})

/** `chipdesk desk show`: the text of a definition, to be changed and imported. */
export async function runShow(args: string[]): Promise<number> {
  const { positionals } = readArguments(args, {}, 1)
  const [id] = positionals
  if (id === undefined) throw new UsageError('name a desk, of those that `chipdesk desk list` names')
  const shown = await textOf(id)
  if (!shown.ok) return notDone(shown.error, false)
  process.stdout.write(shown.value.endsWith('\n') ? shown.value : `${shown.value}\n`)
  return exitCodes.done
}

async function textOf(id: string): Promise<Result<string, ChipDeskError>> {
  const every = await everyDefinition()
  if (!every.ok) return every
  const { kept, unseen } = every.value
  // The product's is not shown for an administrator's that nobody could look at.
  if (unseen) return fail(unseen)
  const found = kept.find(({ id: its }) => its === id)
  return found ? ok(found.text) : fail(chipDeskError('ConfigDesk', { cause: `no definition ${id}` }))
}
