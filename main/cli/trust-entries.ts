import { writeFileSync } from 'node:fs'
import type { Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { anchorKinds } from '../trust/anchor.ts'
import { inGroups } from '../trust/certificate-facts.ts'
import { encodePem } from '../trust/pem.ts'
import { type ChangeBy, fingerprintsLike, removeFrom, setStatus } from '../trust/trust-change.ts'
import { type ListedEntry, listTrust } from '../trust/trust-list.ts'
import type { TrustStore } from '../trust/trust-store.ts'
import { readArguments, UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { changeTrust } from './permit-trust-change.ts'
import { notDone, printJson } from './terminal.ts'
import { openFolder, trustOptions } from './trust-folder.ts'

/** `chipdesk trust list`: every certificate and list of the folder, what it is for and who put it there. */
export function runList(args: string[]): number {
  const { values } = readArguments(args, trustOptions)
  const store = openFolder(values.trust)
  if (!store.ok) return notDone(store.error, values.json)
  const entries = listTrust(store.value)
  const { digest, problems } = store.value.trust
  if (values.json) printJson({ digest, entries, problems })
  else for (const entry of entries) printEntry(entry)
  if (!values.json) console.log(`\n${entries.length} entries; digest ${digest}`)
  if (!values.json) for (const { source, message } of problems) console.error(`PROBLEM ${source}: ${message}`)
  return problems.length > 0 ? exitCodes.notDone : exitCodes.done
}

function printEntry({ what, kind, status, name, notBefore, notAfter, detail, fingerprint, ...from }: ListedEntry) {
  console.log(`\n${what}${kind ? ` of kind ${kind}` : ''}${status === 'disabled' ? ', DISABLED' : ''}: ${name}`)
  console.log(`  ${notBefore.slice(0, 10)} to ${notAfter?.slice(0, 10) ?? '?'}, ${detail}`)
  console.log(`  SHA-256 ${inGroups(fingerprint)}`)
  const by = from.importedBy ? `, imported by ${from.importedBy} on ${from.importedAt}` : ', a loose file'
  console.log(`  ${from.source}${by}`)
}

/** `chipdesk trust export`: the anchors in use as PEM, with what each is for. */
export function runExport(args: string[]): number {
  const { values } = readArguments(args, { ...trustOptions, as: { type: 'string' }, out: { type: 'string' } })
  const wanted = anchorKinds.find(kind => kind === values.as)
  if (values.as !== undefined && !wanted) throw new UsageError(`--as takes one of ${anchorKinds.join(', ')}`)
  const store = openFolder(values.trust)
  if (!store.ok) return notDone(store.error, values.json)
  const anchors = store.value.records.anchors.flatMap(record => {
    const certificate = record.certificate()
    return certificate && (!wanted || record.entry.kind === wanted)
      ? [{ ...record.entry, bytes: certificate.bytes }]
      : []
  })
  const text = values.json
    ? JSON.stringify(
        anchors.map(({ bytes, ...entry }) => ({ ...entry, der: Buffer.from(bytes).toString('base64') })),
        null,
        2,
      )
    : anchors
        .map(({ kind, subject, fingerprint, bytes }) =>
          [`# ${kind}: ${subject}`, `# SHA-256 ${inGroups(fingerprint)}`, encodePem('CERTIFICATE', bytes)].join('\n'),
        )
        .join('\n')
  if (values.out === undefined) console.log(text)
  else {
    try {
      writeFileSync(values.out, `${text}\n`)
    } catch (error) {
      const cause = `${values.out}: ${(error as NodeJS.ErrnoException).code}`
      return notDone(chipDeskError('ConfigInvalid', { cause }), values.json)
    }
  }
  return exitCodes.done
}

type Change = (store: TrustStore, fingerprint: string, by: ChangeBy) => Result<void, ChipDeskError>

/** One entry by its fingerprint, changed and logged. */
async function change(
  args: string[],
  command: 'trust disable' | 'trust enable' | 'trust remove',
  make: Change,
): Promise<number> {
  const { values, positionals } = readArguments(args, trustOptions, Number.POSITIVE_INFINITY)
  // Copied in groups, a fingerprint comes as several arguments.
  const text = positionals.join('')
  if (!/^[0-9a-fA-F:\s]{8,}$/.test(text)) throw new UsageError('name a fingerprint, or its first eight digits or more')
  const store = openFolder(values.trust)
  if (!store.ok) return notDone(store.error, values.json)
  const [fingerprint, ...more] = fingerprintsLike(store.value, text)
  if (!fingerprint || more.length > 0) {
    const cause = fingerprint ? 'more than one entry begins so' : 'no entry with this fingerprint'
    return notDone(chipDeskError('TrustAnchorInvalid', { cause }), values.json)
  }
  const changed = await changeTrust(command, values, by => make(store.value, fingerprint, { by, at: new Date() }))
  if (!changed.ok) return notDone(changed.error, values.json)
  const done = { 'trust disable': 'disabled', 'trust enable': 'enabled', 'trust remove': 'removed' }[command]
  if (values.json) printJson({ [done]: fingerprint })
  else console.log(`${done} ${inGroups(fingerprint)}`)
  return exitCodes.done
}

/** `chipdesk trust disable` */
export const runDisable = (args: string[]): Promise<number> =>
  change(args, 'trust disable', (store, fingerprint, by) => setStatus(store, fingerprint, 'disabled', by))

/** `chipdesk trust enable` */
export const runEnable = (args: string[]): Promise<number> =>
  change(args, 'trust enable', (store, fingerprint, by) => setStatus(store, fingerprint, 'active', by))

/** `chipdesk trust remove` */
export const runRemove = (args: string[]): Promise<number> => change(args, 'trust remove', removeFrom)
