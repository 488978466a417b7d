import { civilStatusQuestion, lookupQuestion, residenceQuestion } from '../online/citizen-questions.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import type { Intent } from '../purposes/permission.ts'
import { allow } from '../purposes/permission.ts'
import type { PurposeTable } from '../purposes/purpose.ts'
import type { About, AskedService } from './asked-service.ts'

/** Somebody looks at the screen meanwhile. */
const limitMs = 5000

/**
 * What the desk's definition asks of the register by itself after a read: data are asked for only about a card that nothing speaks against, and only where the
 * purpose allows them.
 */
export const lookupServices = (table: PurposeTable): readonly AskedService[] => {
  const may = ({ context, report, now }: About, wish: Pick<Intent, 'endpoint' | 'lookupFields' | 'civilRecords'>) => {
    const { purpose, consent } = context
    const { code, legalBasisCode: legalBasis } = purpose
    const inOrder = report.light === 'green' || report.light === 'yellow'
    return inOrder && allow({ purpose: code, legalBasis, consent: consent.type, at: now, ...wish }, table).ok
  }
  return [
    {
      limitMs,
      question(about) {
        const fields = about.visit.asks.lookup
        if (fields.length === 0 || !may(about, { endpoint: 'citizen-lookups', lookupFields: fields })) return undefined
        const question = lookupQuestion({ ...about, fields, allowed: fields })
        return question.ok ? question.value : undefined
      },
    },
    {
      limitMs,
      question(about) {
        const records = about.visit.asks.civilStatus
        if (records.length === 0 || !may(about, { endpoint: 'civil-status', civilRecords: records })) return undefined
        const question = civilStatusQuestion({ ...about, records, allowed: records })
        return question.ok ? question.value : undefined
      },
    },
    {
      limitMs,
      question(about) {
        const request = about.visit.asks.residence?.vi
        if (request === undefined || !may(about, { endpoint: 'residence-confirmations' })) return undefined
        const application = { receivedOn: dayInVietnam(about.now), request }
        const question = residenceQuestion({ ...about, application, allowed: true })
        return question.ok ? question.value : undefined
      },
    },
  ]
}
