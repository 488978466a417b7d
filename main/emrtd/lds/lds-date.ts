/**
 * A date of a data group: `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` where the card gives `00` or fillers for what is unknown. It is no instant.
 */
export type LdsDate = string

/**
 * Reads `CCYYMMDD` in eight digits, as 9303-10 has it, or in four bytes BCD (BSI set of 2008; met on issued passports too, as users of
 * other readers report). Undefined for anything else and for a day that no calendar has.
 */
export function readLdsDate(bytes: Uint8Array): LdsDate | undefined {
  const digits = digitsOf(bytes, 8)
  return digits && dateOf(digits)
}

/** Reads `CCYYMMDDhhmmss`, in digits or seven bytes BCD, as `YYYY-MM-DDThh:mm:ss`; 9303-10 names no time zone. */
export function readLdsTime(bytes: Uint8Array): string | undefined {
  const digits = digitsOf(bytes, 14)
  const date = digits && dateOf(digits.slice(0, 8))
  if (!digits || date?.length !== 10) return undefined
  const [hour, minute, second] = [digits.slice(8, 10), digits.slice(10, 12), digits.slice(12)]
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
    ? `${date}T${hour}:${minute}:${second}`
    : undefined
}

function digitsOf(bytes: Uint8Array, length: number): string | undefined {
  const text =
    bytes.length === length
      ? String.fromCharCode(...bytes).replace(/[< ]/g, '0')
      : bytes.length * 2 === length
        ? Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
        : ''
  return /^\d+$/.test(text) ? text : undefined
}

function dateOf(digits: string): LdsDate | undefined {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)]
  if (Number(year) < 1800 || Number(year) > 2199) return undefined
  if (month === '00') return day === '00' ? year : undefined
  if (Number(month) > 12) return undefined
  if (day === '00') return `${year}-${month}`
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return Number(day) <= last ? `${year}-${month}-${day}` : undefined
}
