import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type AuditHead, genesisText } from '../audit/entry.ts'
import { ExportUnreadable, type ReadExport, readExport } from '../audit/export.ts'
import type { SealKey } from '../audit/seal.ts'
import { type AuditEvidence, type AuditVerdict, verifyAudit } from '../audit/verify-audit.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { createAuditHeadClient, registerKeys } from '../online/audit-heads/audit-head-client.ts'
import { type AuditedDesk, judgeReceipt } from '../online/audit-heads/receipt-check.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { loadConfig, type StationConfig } from '../station/config.ts'
import { stationPaths } from '../station/paths.ts'
import { readArguments, UsageError } from './arguments.ts'
import { askedAnswers } from './ask-secret.ts'
import { exitCodes } from './exit-codes.ts'
import { readDesk } from './open-desk.ts'
import { notDone, printJson } from './terminal.ts'
import { linesOf } from './text-lines.ts'

/**
 * `chipdesk audit verify [FILE]`: the log of this desk, or an export. Exit code 0: whole and acknowledged by the register; 1: tampered with;
 * 4: whole as far as it can be told, with no receipt of the register; 3: could not be done.
 */
export async function runVerify(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      online: { type: 'boolean', default: false },
      against: { type: 'string' },
      key: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    1,
  )
  try {
    const verified = await verdictOf({ file: positionals[0], ...values })
    if (!verified.ok) return notDone(verified.error, values.json)
    if (values.json) printJson(verified.value)
    else print(verified.value)
    if (!verified.value.whole) return exitCodes.red
    return verified.value.confirmedTo === 0 ? exitCodes.unsure : exitCodes.done
  } catch (error) {
    const named = unreadable(error)
    if (named === undefined) throw error
    return notDone(named, values.json)
  }
}

interface Wanted {
  readonly file?: string | undefined
  readonly online: boolean
  readonly against?: string | undefined
  readonly key?: string | undefined
}

type Found = Result<AuditVerdict, ChipDeskError>

async function verdictOf({ file, online, against, key }: Wanted): Promise<Found> {
  const more = {
    ...(against !== undefined && { against: headsOf(readExport(linesOf(against))) }),
    ...(key !== undefined && { givenKey: keyOf(key) }),
  }
  return file === undefined ? await ofDesk(online, more) : await ofFile(file, online, more)
}

async function ofDesk(online: boolean, more: Partial<AuditEvidence>): Promise<Found> {
  const answers = askedAnswers()
  const desk = await readDesk(answers)
  answers.close()
  if (!desk.ok) return desk
  const { reader, config, close } = desk.value
  try {
    const known = online ? await askRegister(config) : ok({})
    if (!known.ok) return known
    const log = reader.auditLog()
    // A store in which nothing was ever recorded may still be one that was emptied.
    const { genesis = genesisText({ id: '', at: '', desk: '' }), receipts = [], last = 0, sealKey } = log ?? {}
    const entries = log?.entries() ?? []
    const judged = { judgeReceipt: judgeFor(config) }
    const held = { receipts, count: last, ...(sealKey && { sealKey }) }
    return ok(verifyAudit({ genesis, entries, ...held, ...judged, ...known.value, ...more }))
  } finally {
    close()
  }
}

async function ofFile(file: string, online: boolean, more: Partial<AuditEvidence>): Promise<Found> {
  const config = await loadConfig(stationPaths(false).config)
  if (!config.ok) return config
  const known = online ? await askRegister(config.value) : ok({})
  if (!known.ok) return known
  const log = readExport(linesOf(file))
  const judged = { judgeReceipt: judgeFor(config.value) }
  const verdict = verifyAudit({ ...log, count: log.last, ...judged, ...known.value, ...more })
  const flaws = [
    ...(log.isComplete()
      ? []
      : [{ kind: 'altered', seq: 0, detail: 'the file does not end with its own hash' } as const]),
    ...(verdict.last.seq < log.last
      ? [{ kind: 'cut', seq: verdict.last.seq + 1, detail: `the file says that it has ${log.last} entries` } as const]
      : []),
  ]
  return ok(flaws.length === 0 ? verdict : { ...verdict, whole: false, findings: [...verdict.findings, ...flaws] })
}

function* headsOf(log: ReadExport): IterableIterator<AuditHead> {
  for (const { seq, hash } of log.entries) yield { seq, head: hash }
}

const keySchema = z.object({
  chipdesk: z.literal('audit-key'),
  seq: z.number().int(),
  key: z.string().regex(/^[0-9a-f]{64}$/),
})

function keyOf(path: string): SealKey {
  const parsed = keySchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new UsageError(`no key of an audit log: ${path}`)
  return { seq: parsed.data.seq, key: parsed.data.key }
}

const auditedDesk = ({ desk }: StationConfig): AuditedDesk => ({
  organisation: { code: desk.organisationCode, unitCode: desk.unitCode },
  desk: desk.id,
})

const judgeFor = (config: StationConfig): NonNullable<AuditEvidence['judgeReceipt']> => {
  const keys = registerKeys(config.registry?.publicKeys ?? {})
  return receipt => judgeReceipt(receipt, keys)
}

async function askRegister(config: StationConfig): Promise<Result<Pick<AuditEvidence, 'serverHead'>, ChipDeskError>> {
  if (!config.registry) return fail(chipDeskError('ConfigInvalid', { cause: 'no register is configured' }))
  const { url: baseUrl, publicKeys } = config.registry
  const client = createAuditHeadClient({ baseUrl, publicKeys, timeoutMs: 10_000, ...auditedDesk(config) })
  const latest = await client.latest()
  await client.close()
  if (!latest.ok) return fail(latest.error.error)
  return ok(latest.value ? { serverHead: { seq: latest.value.seq, head: latest.value.head } } : {})
}

/** A file that is not there or is something else; undefined for a bug. */
function unreadable(error: unknown): ChipDeskError | undefined {
  if (error instanceof ExportUnreadable)
    return chipDeskError('DataMalformed', { cause: `no export of an audit log: ${error.message}` })
  if (error instanceof SyntaxError) return chipDeskError('DataMalformed', { cause: 'not JSON' })
  const isMissing = error instanceof Error && 'code' in error && 'syscall' in error
  return isMissing ? chipDeskError('ConfigInvalid', { cause: `the file: ${error.code}` }) : undefined
}

function print({ entries, confirmedTo, uncheckedReceipts, clockSteps, findings, last, whole }: AuditVerdict): void {
  for (const { kind, seq, to, detail } of findings)
    console.log(`!! entry ${to === undefined ? seq : `${seq}–${to}`}  ${kind}: ${detail}`)
  console.log(`${whole ? 'whole' : 'TAMPERED WITH'}: ${entries} entries, the last ${last.seq} ${last.head}`)
  const open = last.seq - confirmedTo
  if (confirmedTo > 0)
    console.log(`acknowledged by the register up to entry ${confirmedTo}, ${open} after it are not yet`)
  else if (whole) console.log('no receipt of the register: a log that was rewritten as a whole would not be found')
  if (uncheckedReceipts > 0)
    console.log(`${uncheckedReceipts} receipts are signed with a key that the configuration has not`)
  if (clockSteps > 0)
    console.log(`the clock was set back ${clockSteps} times, see chipdesk audit list --action station.clock`)
}
