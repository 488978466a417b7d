/**
 * The number in what was typed, pasted or scanned of an insurance card: fifteen characters (QĐ 1351/QĐ-BHXH) or the ten or twelve digits of newer cards, alone or
 * as the first part of the card's QR code. Undefined where there is none.
 */
export function insuranceNumberOf(text: string): string | undefined {
  const first = text.normalize('NFC').trim().toUpperCase().split('|')[0] ?? ''
  const number = first.replace(/[\s.-]/g, '')
  return /^(?:[A-Z]{2}[1-5]\d{12}|\d{10}|\d{12})$/.test(number) ? number : undefined
}

/** Whether a scanned text is the QR code of an insurance card, and not a number that may open a chip. */
export const isInsuranceCode = (text: string): boolean =>
  /^(?:[A-Z]{2}\d{13}|\d{10})(?:\||$)/i.test(text.trim()) && insuranceNumberOf(text) !== undefined
