import type { Consent } from '../../../main/protocol/consent.ts'
import type { DeskScreenWords } from '../../i18n/desk-words.vi.ts'
import { readInstant } from '../../ui/formats.ts'

/** What was recorded of a consent, and when. */
export const consentKept = ({ method, recordedAt }: Consent, { visit }: DeskScreenWords): string =>
  visit.consentKept[method](readInstant(recordedAt)?.time ?? recordedAt)
