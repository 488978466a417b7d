import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import type { StoreReader } from '../store.ts'

/** Visits of one desk in a time, e.g. of one shift. */
export const visitReading = ({
  transactionsOf,
  answersOf,
}: Pick<StoreReader, 'transactionsOf' | 'answersOf'>): Pick<StoreReader, 'visitsBetween'> => ({
  *visitsBetween({ desk, from, to }) {
    // By their days, which have an index; times are texts of any offset.
    for (const transaction of transactionsOf({ desk, from: dayInVietnam(from), to: dayInVietnam(to) })) {
      const at = Date.parse(transaction.at)
      if (Date.parse(from) <= at && at < Date.parse(to)) yield { transaction, answers: answersOf(transaction.id) }
    }
  },
})
