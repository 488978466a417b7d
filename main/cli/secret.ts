import type { StationConfig } from '../station/config.ts'
import { isSecretName, secretNames } from '../station/secret-names.ts'
import type { StoreReader } from '../store/store.ts'
import { readArguments, UsageError } from './arguments.ts'
import { type Answers, askedAnswers } from './ask-secret.ts'
import { atDesk } from './at-desk.ts'
import { exitCodes } from './exit-codes.ts'
import { openDeskBeside, readDesk } from './open-desk.ts'
import { notDone, printJson } from './terminal.ts'

/** `chipdesk secret`: what this desk needs to be let in by the central services, kept in the encrypted store and shown nowhere. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    { operator: { type: 'string' }, json: { type: 'boolean', default: false } },
    2,
  )
  const [action = 'list', name = ''] = positionals
  if (action !== 'list' && action !== 'set' && action !== 'remove')
    throw new UsageError('list, set NAME or remove NAME')
  if (action !== 'list' && !isSecretName(name))
    throw new UsageError(`name one of ${secretNames.join(', ')}, population-base.officer.NAME`)
  if (action === 'list') return await list(values.json)
  return atDesk('secret', values, openDeskBeside, async ({ desk: { store, people, config }, actor, answers }) => {
    const value = action === 'set' ? await typed(answers, name) : undefined
    const { id, role } = actor
    const facts = { setting: `secret.${name}`, change: action }
    const entry = people.entry({ operator: id, role, action: 'settings.change', outcome: 'done', facts })
    const saved = await store.writer.saveSetting(`secret.${name}`, value, [entry])
    if (saved.ok) print(store.reader, config, values.json)
    return saved
  })
}

async function list(json: boolean): Promise<number> {
  const answers = askedAnswers()
  const desk = await readDesk(answers)
  answers.close()
  if (!desk.ok) return notDone(desk.error, json)
  print(desk.value.reader, desk.value.config, json)
  desk.value.close()
  return exitCodes.done
}

async function typed(answers: Answers, name: string): Promise<string> {
  const value = await answers.secret(name)
  if (!value) throw new UsageError('nothing was given')
  return value
}

/** Officers are those of the configuration. */
function print(reader: StoreReader, { populationBase }: StationConfig, json: boolean): void {
  const officers = Object.values(populationBase?.officers ?? {}).map(name => `population-base.officer.${name}`)
  const secrets = [...secretNames, ...officers].map(name => ({
    name,
    set: reader.setting(`secret.${name}`) !== undefined,
  }))
  if (json) printJson({ secrets })
  else for (const { name, set } of secrets) console.log(`${set ? 'set    ' : 'not set'}  ${name}`)
}
