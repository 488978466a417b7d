import { existsSync } from 'node:fs'
import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { CommandName } from '../protocol/permissions.ts'
import { stationPaths } from '../station/paths.ts'
import { askedAnswers } from './ask-secret.ts'
import { openDeskBeside } from './open-desk.ts'
import { permitCommand } from './permit-command.ts'
import { changedBy } from './trust-folder.ts'

type TrustCommand = Extract<CommandName, `trust ${string}`>

/**
 * Makes a change of what is trusted. In the folder of a desk that has accounts it is for those whom the table names, with a second person
 * where it says so, and stands in the desk's audit log; a folder named by hand is no desk's, and a desk without accounts is being set up.
 */
export async function changeTrust(
  command: TrustCommand,
  values: {
    readonly trust?: string | undefined
    readonly operator?: string | undefined
    readonly second?: string | undefined
  },
  change: (by: string) => Result<void, ChipDeskError>,
): Promise<Result<void, ChipDeskError>> {
  const byComputer = () => change(changedBy(values.operator))
  if (values.trust !== undefined || !existsSync(stationPaths(false).store)) return byComputer()
  const answers = askedAnswers()
  const desk = await openDeskBeside(answers)
  if (!desk.ok) {
    answers.close()
    return desk
  }
  const { store, people } = desk.value
  try {
    if (store.reader.operators().length === 0) return byComputer()
    const actor = await permitCommand(command, people, answers, values)
    if (!actor.ok) return actor
    const { id, role, second } = actor.value
    const changed = change(id)
    const facts = {
      command,
      ...(second && { second: second.id, secondRole: second.role }),
      ...(!changed.ok && { error: changed.error.tag }),
    }
    const outcome = changed.ok ? 'done' : 'failed'
    const written = await store.writer.appendAudit([
      people.entry({ operator: id, role, action: 'trust.change', outcome, facts }),
    ])
    return changed.ok && !written.ok ? written : changed
  } finally {
    answers.close()
    await store.close()
  }
}
