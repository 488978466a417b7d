import { isSecretName, secretNames } from '../station/secret-names.ts'
import type { Store } from '../store/store.ts'
import { readArguments, UsageError } from './arguments.ts'
import { type Answers, askedAnswers } from './ask-secret.ts'
import { exitCodes } from './exit-codes.ts'
import { openDeskBeside } from './open-desk-beside.ts'
import { permitCommand } from './permit-command.ts'
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
  if (action !== 'list' && !isSecretName(name)) throw new UsageError(`name one of ${secretNames.join(', ')}`)
  const desk = await openDeskBeside()
  if (!desk.ok) return notDone(desk.error, values.json)
  const { store, people } = desk.value
  const answers = askedAnswers()
  try {
    if (action === 'list') return list(store, values.json)
    const actor = await permitCommand('secret', people, answers, values)
    if (!actor.ok) return notDone(actor.error, values.json)
    const value = action === 'set' ? await typed(answers, name) : undefined
    const { id, role } = actor.value
    const facts = { setting: `secret.${name}`, change: action }
    const entry = people.entry({ operator: id, role, action: 'settings.change', outcome: 'done', facts })
    const saved = await store.writer.saveSetting(`secret.${name}`, value, [entry])
    return saved.ok ? list(store, values.json) : notDone(saved.error, values.json)
  } finally {
    answers.close()
    await store.close()
  }
}

async function typed(answers: Answers, name: string): Promise<string> {
  const value = await answers.secret(name)
  if (!value) throw new UsageError('nothing was given')
  return value
}

function list({ reader }: Store, json: boolean): number {
  const secrets = secretNames.map(name => ({ name, set: reader.setting(`secret.${name}`) !== undefined }))
  if (json) printJson({ secrets })
  else for (const { name, set } of secrets) console.log(`${set ? 'set    ' : 'not set'}  ${name}`)
  return exitCodes.done
}
