import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import type { ResidenceFacts } from './residence-facts.ts'
import { type DueTime, halfWorkingDayAfter, workingDayAfter } from './working-days.ts'

/** When an application is answered, and how long the law gives for it. */
export interface Appointment extends DueTime {
  readonly term: string
}

/** For what has to be verified; nothing of it was found in the data bases. */
const daysToVerify = 3

/**
 * The answer to an application for a confirmation of residence, procedure 1.010041: half a working day where the data bases have what is asked for, three
 * working days where it has to be verified. The day that the register itself has named comes before both.
 */
export function appointment({ at }: Pick<Transaction, 'at'>, { answer, basis }: ResidenceFacts): Appointment {
  const verified = { term: `0${daysToVerify} ngày làm việc`, half: 'afternoon' } as const
  if (answer?.outcome === 'TO_BE_VERIFIED' && answer.answerOn !== undefined)
    return { ...verified, day: answer.answerOn }
  if (basis === 'registry' && (answer === undefined || answer.outcome === 'CONFIRMED'))
    return { term: '0,5 ngày làm việc', ...halfWorkingDayAfter(at) }
  return { ...verified, day: workingDayAfter(dayInVietnam(at), daysToVerify) }
}
