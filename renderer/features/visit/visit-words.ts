import type { Consent } from '../../../main/protocol/consent.ts'
import { minuteInVietnam } from '../../../main/protocol/written-time.ts'
import type { DeskScreenWords } from '../../i18n/desk-words.vi.ts'

/** What was recorded of a consent, and when. */
export const consentKept = ({ method, recordedAt }: Consent, { visit }: DeskScreenWords): string =>
  visit.consentKept[method](minuteInVietnam(recordedAt))
