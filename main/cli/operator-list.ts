import { shownAccount } from '../operators/accounts.ts'
import { readArguments } from './arguments.ts'
import { askedAnswers } from './ask-secret.ts'
import { exitCodes } from './exit-codes.ts'
import { openDesk } from './open-desk.ts'
import { notDone, printJson } from './terminal.ts'

export async function runList(args: string[]): Promise<number> {
  const { values } = readArguments(args, { json: { type: 'boolean', default: false } })
  const answers = askedAnswers()
  const desk = await openDesk(answers)
  answers.close()
  if (!desk.ok) return notDone(desk.error, values.json)
  const operators = desk.value.store.reader.operators().map(shownAccount)
  await desk.value.store.close()
  if (values.json) printJson({ operators })
  else if (operators.length === 0) console.log('No accounts yet: chipdesk operator add ID --name NAME --role admin')
  else
    for (const { id, name, role, officerNumber = '', disabled } of operators)
      console.log(`${id.padEnd(20)}${role.padEnd(12)}${name.padEnd(32)}${officerNumber}${disabled ? '  disabled' : ''}`)
  return exitCodes.done
}
