import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Transaction } from '../../protocol/transaction.ts'

/** Digits of the control code: 80 bits of a digest, in groups that can be read aloud. */
const digits = 20

/** SHA-256 of a text, hex. */
export const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/**
 * Control code of a record: of what the read itself gave, which never changes after it. Answers, decisions and levels of proof come later and are left out, so
 * that the same visit has the same code on every day. Whoever holds a print-out opens the visit by its id, prints it again and compares the two codes.
 * @returns twenty hex digits in groups of four
 */
export function recordFingerprint({ id, at, desk, report }: Transaction): string {
  const said = [
    'chipdesk-record-1',
    id,
    at,
    desk,
    report.at,
    report.trust.digest,
    report.document.map(({ id, value, source }) => [id, value.normalize('NFC'), source]),
    report.checks.filter(({ id }) => !id.startsWith('identity.')).map(({ id, result }) => [id, result]),
  ]
  const hex = digestOf(JSON.stringify(said)).slice(0, digits).toUpperCase()
  return hex.replace(/(.{4})(?=.)/g, '$1-')
}

/** Text of the QR code on a record: of which visit, and its control code. It says nothing of the person. */
export const verificationText = (transaction: Transaction): string =>
  `chipdesk:verify:${transaction.id}:${recordFingerprint(transaction).replaceAll('-', '')}`
