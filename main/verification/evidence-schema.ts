import { z } from 'zod'
import { hashNames } from '../crypto/hash.ts'
import { elementaryFiles, isDataGroup } from '../emrtd/lds/elementary-files.ts'
import { errorSchema } from '../protocol/errors.ts'
import { reportSchema } from '../protocol/report.ts'
import type { FileId } from '../reading/card-read.ts'
import { isWithholdable, type WithheldGroup, type WithholdableGroup } from './kept-read.ts'

export const evidenceFormat = 'chipdesk-evidence'
/** Version 2 may withhold groups and keep what was declared; version 1 had neither. */
export const evidenceVersion = 2

const bytes = z.base64().transform(text => new Uint8Array(Buffer.from(text, 'base64')))
const fileId = z.enum(elementaryFiles.map(file => file.id) as [FileId, ...FileId[]])
const password = z.enum(['CAN', 'MRZ'])

const access = z.strictObject({
  protocol: z.enum(['PACE', 'BAC', 'none']),
  mapping: z.exactOptional(z.enum(['GM', 'IM', 'CAM'])),
  cipher: z.exactOptional(z.enum(['3DES', 'AES-128', 'AES-192', 'AES-256'])),
  password: z.exactOptional(password),
  parameters: z.exactOptional(z.string()),
  chipAuthenticationMapping: z.exactOptional(z.strictObject({ chipAuthenticationData: bytes, mappingKey: bytes })),
  attempts: z.array(
    z.strictObject({
      protocol: z.enum(['PACE', 'BAC']),
      password,
      outcome: z.enum(['completed', 'wrong-key', 'refused', 'unsupported']),
      sw: z.exactOptional(z.int()),
    }),
  ),
})
const transcript = z.strictObject({
  oid: z.string(),
  keyId: z.exactOptional(z.int()),
  terminalPrivateKey: bytes,
  command: bytes,
  response: bytes,
})
const chipAuthentication = z.strictObject({
  outcome: z.enum(['completed', 'refused', 'unsupported']),
  sw: z.exactOptional(z.int()),
  detail: z.exactOptional(z.string()),
  transcript: z.exactOptional(transcript),
})
const activeAuthentication = z.strictObject({
  outcome: z.enum(['answered', 'refused']),
  challenge: bytes,
  response: z.exactOptional(bytes),
  sw: z.exactOptional(z.int()),
  challengeFrom: z.exactOptional(z.enum(['random', 'caller'])),
})
const terminalAuthentication = z.strictObject({
  outcome: z.enum(['completed', 'refused', 'unsupported']),
  holder: z.exactOptional(z.string()),
  sw: z.exactOptional(z.int()),
  detail: z.exactOptional(z.string()),
})
const apduCount = z.strictObject({ count: z.number(), bytesOut: z.number(), bytesIn: z.number() })
const withheldGroup = z.strictObject({ algorithm: z.enum(hashNames), hash: bytes })

const read = {
  at: z.string(),
  reader: z.exactOptional(z.strictObject({ name: z.string(), atr: bytes })),
  access,
  files: z.record(z.string(), bytes).transform(filesOf),
  notRead: z.array(z.strictObject({ file: fileId, reason: z.string() })),
  chipAuthentication: z.exactOptional(chipAuthentication),
  activeAuthentication: z.exactOptional(activeAuthentication),
  terminalAuthentication: z.exactOptional(terminalAuthentication),
  timings: z.record(z.string(), z.number()),
  apdu: apduCount.extend({ readSize: z.number(), byPhase: z.exactOptional(z.record(z.string(), apduCount)) }),
  error: z.exactOptional(errorSchema),
}

/** What the desk's own comparison needs of a QR code or typed number, and no more of it. */
const declared = z.strictObject({
  origin: z.enum(['qr', 'number', 'can', 'mrz']),
  personalNumber: z.exactOptional(z.string()),
  documentNumber: z.exactOptional(z.string()),
  fullName: z.exactOptional(z.string()),
  birthDate: z.exactOptional(z.string()),
  sex: z.exactOptional(z.enum(['M', 'F', 'X'])),
  placeOfResidence: z.exactOptional(z.string()),
  issueDate: z.exactOptional(z.string()),
  expiryDate: z.exactOptional(z.string()),
  oldIdNumber: z.exactOptional(z.string()),
  insurance: z.exactOptional(z.strictObject({})),
  mrzInformation: z.exactOptional(
    z.strictObject({ documentNumber: z.string(), birthDate: z.string(), expiryDate: z.string() }),
  ),
})

const common = {
  format: z.literal(evidenceFormat),
  app: z.exactOptional(z.strictObject({ name: z.string(), version: z.string() })),
  report: reportSchema.refine(({ at }) => !Number.isNaN(Date.parse(at)), 'no time'),
  digest: z.string(),
}
const withheld = z.record(z.string(), withheldGroup).transform(withheldOf)

export const evidenceSchema = z.discriminatedUnion('version', [
  z.strictObject({ ...common, version: z.literal(1), read: z.strictObject(read) }),
  z.strictObject({
    ...common,
    version: z.literal(evidenceVersion),
    read: z.strictObject({ ...read, withheld: z.exactOptional(withheld) }).check(({ value, issues }) => {
      const twice = [...(value.withheld?.keys() ?? [])].find(id => value.files.has(id))
      if (twice) issues.push({ code: 'custom', input: twice, message: 'both kept and withheld', path: ['withheld'] })
    }),
    declared: z.exactOptional(declared),
  }),
])

/** Files by id; a name that is none makes the evidence invalid. */
function filesOf(files: Record<string, Uint8Array>, context: z.RefinementCtx): ReadonlyMap<FileId, Uint8Array> {
  const found = new Map<FileId, Uint8Array>()
  for (const [name, content] of Object.entries(files)) {
    const id = elementaryFiles.find(file => file.id === name)?.id
    if (id) found.set(id, content)
    else context.addIssue(`no such file: ${name.slice(0, 20)}`)
  }
  return found
}

function withheldOf(
  groups: Record<string, WithheldGroup>,
  context: z.RefinementCtx,
): ReadonlyMap<WithholdableGroup, WithheldGroup> {
  const found = new Map<WithholdableGroup, WithheldGroup>()
  for (const [name, group] of Object.entries(groups)) {
    const id = elementaryFiles.find(file => file.id === name)?.id
    if (id && isDataGroup(id) && isWithholdable(id)) found.set(id, group)
    else context.addIssue(`cannot be withheld: ${name.slice(0, 20)}`)
  }
  return found
}
