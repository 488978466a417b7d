import { type DeclaredInput, parseDeclaredInput } from '../cccd/declared-input.ts'
import { mrzInformation } from '../emrtd/mrz.ts'
import type { AccessSecrets } from '../reading/read-options.ts'
import { UsageError } from './arguments.ts'

/** The options by which `read` is told how to open the chip. */
export const secretOptions = {
  can: { type: 'string' },
  number: { type: 'string' },
  mrz: { type: 'string' },
  document: { type: 'string' },
  birth: { type: 'string' },
  expiry: { type: 'string' },
  qr: { type: 'string' },
} as const

type SecretValues = { [K in keyof typeof secretOptions]?: string | undefined }

/** Exactly one way to open the chip, checked; wrong digits are wrong usage, before any card is touched. */
export function secretsFrom(values: SecretValues): { secrets: AccessSecrets; declared?: DeclaredInput } {
  const ways = [values.can, values.number, values.mrz, values.qr, values.document].filter(way => way !== undefined)
  if (ways.length !== 1) throw new UsageError('give exactly one of --can, --number, --mrz, --document, --qr')
  if (values.document !== undefined) return { secrets: { mrzInformation: documentKey(values) } }
  if (values.can !== undefined && !/^[0-9]{6}$/.test(values.can)) throw new UsageError('--can takes six digits')
  if (values.number !== undefined && !/^[0-9]{12}$/.test(values.number))
    throw new UsageError('--number takes twelve digits')
  const declared = parseDeclaredInput(
    values.can ?? values.number ?? values.mrz ?? values.qr ?? '',
    new Date().getUTCFullYear(),
    { keep: ['cancelledNumber'] },
  )
  if (!declared.ok) throw new UsageError(`${declared.error.tag}: ${declared.error.message}`)
  const { can, mrzInformation: parts } = declared.value
  return {
    secrets: { ...(can && { can }), ...(parts && { mrzInformation: mrzInformation(parts) }) },
    declared: declared.value,
  }
}

function documentKey({ document = '', birth = '', expiry = '' }: SecretValues): string {
  if (!/^[A-Z0-9<]{1,24}$/.test(document))
    throw new UsageError('--document takes the document number, capital letters and digits')
  for (const date of [birth, expiry]) {
    if (!/^[0-9]{6}$/.test(date)) throw new UsageError('--document also needs --birth YYMMDD and --expiry YYMMDD')
  }
  return mrzInformation({ documentNumber: document, birthDate: birth, expiryDate: expiry })
}
