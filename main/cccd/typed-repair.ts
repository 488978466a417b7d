import { withBars } from './code-fields.ts'
import { isInsuranceQr } from './insurance-qr.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { checkDigit } from './printed-mrz.ts'
import type { QrError } from './qr.ts'
import { telexKeys } from './telex-keys.ts'
import type { Repair } from './tidy-scan.ts'

export interface RepairedText {
  readonly text: string
  readonly repairs: readonly Repair[]
}

/** Letters with the marks that input methods set. */
const marked = /[à-ỹđĐÀ-Ỹ]/
const method = (message: string) => refused<QrError>({ tag: 'DataUnknownCode', kind: 'keyboard-method', message })

/**
 * Undoes what a Vietnamese input method (Telex, VNI) or a wrong keyboard layout did to a code on its way through the keyboard, where
 * there is one way only: separators, hex and names changed by Telex, the first line of a card's MRZ, whose number stands there twice
 * under three check digits. Refused as `keyboard-method` where VNI has eaten digits: no digit is ever guessed. What shows no such
 * damage comes back as it is; a repaired text comes back the same when it is repaired again.
 */
export function repairTyped(text: string): Parsed<RepairedText, QrError> {
  const barred = withBars(text) ?? text
  const separated: readonly Repair[] = barred === text ? [] : ['separators']
  const mended = mendedHex(barred) ?? mendedMrz(barred)
  if (mended !== undefined) return parsed({ text: mended, repairs: [...separated, 'keyboard'] })
  const eaten = eatenBy(barred)
  return eaten ? method(eaten) : parsed({ text: barred, repairs: separated })
}

/** The code of an insurance card, whose names are hex: Telex makes `ầ` of `aaf`, `đ` of `dd`. */
function mendedHex(text: string): string | undefined {
  const [number = '', name = '', ...rest] = text.split('|')
  if (!/^(?:[A-Z]{2}\d{13}|\d{10}|\d{12})$/i.test(number) || rest.length < 2 || !marked.test(name + rest[2]))
    return undefined
  const fields = [number, asHex(name), ...rest.map((field, i) => (i === 2 ? asHex(field) : field))]
  const mended = fields.join('|')
  return fields.every(field => field !== undefined) && isInsuranceQr(mended) ? mended : undefined
}

/** Hex of valid UTF-8 behind `field`, whatever of it Telex changed; undefined where it cannot be that. */
function asHex(field: string): string | undefined {
  if (!marked.test(field)) return field
  const keys = telexKeys(field)
  if (!/^(?:[0-9A-F]{2})+$/i.test(keys)) return undefined
  const bytes = Uint8Array.from(keys.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
  try {
    return /^[\p{L}\p{M}\p{N}\s.,'’/()-]+$/u.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
      ? keys
      : undefined
  } catch {
    return undefined
  }
}

/** The two lines of the key. The line of the name, which has no check digit, is left out if the method changed it. */
function mendedMrz(text: string): string | undefined {
  if (!text.includes('<') || !marked.test(text)) return undefined
  const zone = text.replace(/\s+/g, '')
  const td1 = /(\d{12})<<([0-9<])([\d<]{6}\d[MF<]\d{7}VNM<{11}\d)(.*)$/i.exec(zone)
  if (td1) return mendedTd1(zone.slice(0, td1.index), td1)
  const td3 = /[A-Z0-9<]{9}\d[A-Z<]{3}[\d<]{6}\d[MFX<]\d{7}[A-Z0-9<]{16}$/i.exec(zone)
  return td3 && /^P/i.test(zone) && td3.index > 20 ? td3[0] : undefined
}

/** `IDVNM`, document number and its check digit from the personal number, whose last nine digits it is; the head must not contradict. */
function mendedTd1(
  head: string,
  [, twelve = '', sign = '', second = '', name = '']: RegExpExecArray,
): string | undefined {
  const number = twelve.slice(-9)
  const first = `IDVNM${number}${checkDigit(number)}${twelve}<<${sign}`
  const plain = head.normalize('NFD').replace(/\p{M}/gu, '').replace(/[Đđ]/g, 'D').toUpperCase()
  const digits = plain.replace(/\D/g, '')
  const fits = plain.replace(/\d/g, '') === 'IDVNM' && `${number}${checkDigit(number)}`.endsWith(digits)
  // Nothing is taken back from a digit that was eaten: what is rebuilt was proven by the check digits of the twelve.
  if (!fits || sign === '<' || checkDigit(`${twelve}<<`) !== sign) return undefined
  return [first, second, ...(name.length === 30 && !marked.test(name) ? [name] : [])].join('\n')
}

/** Why no number can be believed, if an input method has been at work; undefined where it has not. */
function eatenBy(text: string): string | undefined {
  const first = (text.split('|')[0] ?? '').trim()
  const digits = first.match(/\d/g)?.length ?? 0
  if (/^(?:[aeo]\u0323?(?:\u0306|\u0302)|đ|₫|\u0300|\u0301|\u0303|\u0309|\u0323){4}/u.test(text.normalize('NFD')))
    return 'digits typed on the Vietnamese layout'
  if (text.includes('|') && digits >= 5 && marked.test(first) && first.length < 24) return 'letters in the number'
  if (/^(?:[A-ZĐ]|\p{L}\p{M}*){1,2}\d{11,13}(?:\||$)/iu.test(first) && marked.test(first))
    return 'letters in the insurance number'
  if (/^[IÍÌỈĨỊ][DĐ]VNM[\dA-Z<]/i.test(text) && marked.test(text)) return 'letters in the machine-readable lines'
  if (/^\d{12}(?:\d{9})?\p{L}[^|]*\d[^|]*(?:Nam|Nữ|Nu)/iu.test(text)) return 'digits after letters, and no separator'
  if (text.includes('<<') && marked.test(text)) return 'letters in the machine-readable lines'
  if (/^[A-Z]{2}\d{12,13}\|[0-9a-f]*[à-ỹđ]/i.test(text)) return 'letters in the hex of the name'
  return undefined
}
