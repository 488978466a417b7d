import { bytesToHex } from '@noble/hashes/utils.js'
import type { Finding } from '../protocol/diagnostics.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Scanners } from '../protocol/scanners.ts'
import { announcesExtendedLength, type ReadSizes, sizesFound } from '../reading/block-size.ts'
import type { ReaderStatus } from '../reading/card-transport.ts'

/** What cannot be said better than by the words of its error. */
export const failed = (part: Finding['part'], error: ChipDeskError, more: Partial<Finding> = {}): Finding => ({
  part,
  state: 'bad',
  says: 'failed',
  facts: {},
  error,
  ...more,
})

export interface SeenReaders {
  readonly readers: readonly ReaderStatus[]
  readonly error?: ChipDeskError | undefined
  /** ChipDesk's own virtual reader. */
  readonly virtual?: boolean
  /** What reading cards on them has shown. */
  readonly readSizes?: ReadSizes
}

/** The card service, and each reader with what is known of it. */
export function readerFindings({ readers, error, virtual = false, readSizes }: SeenReaders): Finding[] {
  if (error) return [failed('card-service', error)]
  const service: Finding = {
    part: 'card-service',
    state: 'ok',
    says: virtual ? 'service-virtual' : 'service-works',
    facts: {},
  }
  if (readers.length === 0) return [service, failed('reader', chipDeskError('ReaderNone'))]
  return [service, ...readers.map(reader => ofReader(reader, readSizes))]
}

function ofReader({ name, card, atr }: ReaderStatus, readSizes: ReadSizes | undefined): Finding {
  const [smallest] = readSizes ? sizesFound(readSizes, name) : []
  const found = smallest === undefined ? {} : { readBytes: smallest }
  if (!card) return { part: 'reader', name, state: 'ok', says: 'reader-empty', facts: found }
  const extended = announcesExtendedLength(atr) ?? 'unknown'
  const facts = { atr: bytesToHex(atr).toUpperCase(), extended, ...found }
  return { part: 'reader', name, state: 'ok', says: 'reader-card', facts }
}

/** Scanners that are no keyboards. @param seen absent where this station looks for none */
export function scannerFindings(seen: Scanners | undefined): Finding[] {
  if (!seen) return []
  const each = seen.scanners.map(({ label, kind, problem }): Finding => {
    const name = `${label} (${kind === 'hid' ? 'HID' : 'serial'})`
    if (problem) return failed('scanner', problem, { name, state: 'warn' })
    return { part: 'scanner', name, state: 'ok', says: 'scanner-attached', facts: {} }
  })
  const ofKinds = seen.problems.map(problem => failed('scanner', problem, { state: 'warn' }))
  if (each.length + ofKinds.length > 0) return [...each, ...ofKinds]
  return [{ part: 'scanner', state: 'ok', says: 'scanner-none', facts: {} }]
}
