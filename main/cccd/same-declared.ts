import type { Insurance } from './insurance-qr.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import type { QrError } from './qr.ts'
import type { Repair } from './tidy-scan.ts'

/** What tells people apart. */
interface Said {
  readonly personalNumber?: string
  readonly documentNumber?: string
  readonly can?: string
  readonly oldIdNumber?: string
  readonly insurance?: Insurance
  readonly repairs?: readonly Repair[]
}

/**
 * One reading of several in a burst: that which says most, if every one is whole and of the same person. A rest of another code in the
 * buffer is refused with it, for it may be the beginning of the right one.
 */
export function sameDeclared<T extends Said, E>(readings: readonly Parsed<T, E>[]): Parsed<T, E | QrError> {
  const values = readings.flatMap(reading => (reading.ok ? [reading.value] : []))
  const [first] = values
  if (!first) return readings[0] ?? two('no code')
  if (values.length < readings.length) return two('a code and a piece of another')
  if (!values.every(each => isSamePerson(first, each))) return two('codes of two people')
  const richest = values.reduce((best, each) => (Object.keys(each).length > Object.keys(best).length ? each : best))
  return parsed({ ...richest, repairs: [...(richest.repairs ?? []), 'repeated'] })
}

const two = (message: string) => refused<QrError>({ tag: 'DataUnknownCode', kind: 'two-codes', message })

const isCanAlone = ({ can, personalNumber, documentNumber }: Said) => Boolean(can && !personalNumber && !documentNumber)

function isSamePerson(one: Said, other: Said): boolean {
  // The CAN of a card, typed before its code was scanned, opens the same chip.
  if (isCanAlone(one) || isCanAlone(other)) return one.can === other.can
  if (one.personalNumber || other.personalNumber) return one.personalNumber === other.personalNumber
  if (one.documentNumber || other.documentNumber) return one.documentNumber === other.documentNumber
  const key = ({ can, oldIdNumber, insurance }: Said) =>
    [can, oldIdNumber, insurance?.cardNumber, insurance?.bookNumber].join()
  return key(one) === key(other)
}
