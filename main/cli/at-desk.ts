import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { CommandName } from '../protocol/permissions.ts'
import { type Answers, askedAnswers } from './ask-secret.ts'
import { exitCodes } from './exit-codes.ts'
import type { OpenDesk } from './open-desk.ts'
import { type CommandActor, permitCommand } from './permit-command.ts'
import { notDone } from './terminal.ts'

/** A desk that is open for a command, and who gives it. */
export interface AtDesk<D extends OpenDesk> {
  readonly desk: D
  readonly actor: CommandActor
  readonly answers: Answers
}

/**
 * Opens the desk, lets through whom the table names for the command, does it, and closes the desk whatever came of it.
 * @param options who is named by options, and how an error is told
 * @returns the exit code
 */
export async function atDesk<D extends OpenDesk>(
  command: CommandName,
  options: { readonly operator?: string | undefined; readonly second?: string | undefined; readonly json: boolean },
  open: (answers: Answers) => Promise<Result<D, ChipDeskError>>,
  work: (at: AtDesk<D>) => Promise<Result<void, ChipDeskError>>,
): Promise<number> {
  const answers = askedAnswers()
  const opened = await open(answers)
  if (!opened.ok) {
    answers.close()
    return notDone(opened.error, options.json)
  }
  const desk = opened.value
  try {
    const actor = await permitCommand(command, desk.people, answers, options)
    const done = actor.ok ? await work({ desk, actor: actor.value, answers }) : actor
    return done.ok ? exitCodes.done : notDone(done.error, options.json)
  } finally {
    answers.close()
    await desk.store.close()
  }
}
