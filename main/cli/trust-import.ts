import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fail, type Result } from '../emrtd/result.ts'
import { fetchTrustBundle } from '../online/trust-bundle.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { loadConfig } from '../station/config.ts'
import { stationPaths } from '../station/paths.ts'
import { type AnchorKind, anchorKinds } from '../trust/anchor.ts'
import { inGroups } from '../trust/certificate-facts.ts'
import type { ImportLine, ImportOptions } from '../trust/import-draft.ts'
import { importInto } from '../trust/import-into.ts'
import { type ImportPlan, planImport } from '../trust/import-plan.ts'
import { readArguments, timeOf, UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { changeTrust } from './permit-trust-change.ts'
import { notDone, printJson } from './terminal.ts'
import { changedBy, openFolder, trustOptions } from './trust-folder.ts'

/** `chipdesk trust import`: shows what is in files; with `--yes` stores what may be stored. */
export async function runImport(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      ...trustOptions,
      as: { type: 'string' },
      confirm: { type: 'string', multiple: true, default: [] },
      'registry-key': { type: 'string', multiple: true, default: [] },
      at: { type: 'string' },
      'from-registry': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
    Number.POSITIVE_INFINITY,
  )
  const { json } = values
  const fromRegistry = values['from-registry']
  if (positionals.length === 0 && !fromRegistry) throw new UsageError('name the files to import')
  const { as } = values
  const kind = anchorKinds.find(each => each === as)
  if (as !== undefined && !kind) throw new UsageError(`--as takes one of ${anchorKinds.join(', ')}`)
  const options: ImportOptions = {
    ...(kind && { as: kind satisfies AnchorKind }),
    confirmed: new Set(values.confirm.map(wholeFingerprint)),
    registryKeys: await registryKeys(values['registry-key']),
    at: timeOf(values.at),
    by: changedBy(values.operator),
  }
  const files: { name: string; bytes: Uint8Array }[] = []
  for (const path of positionals) {
    try {
      files.push({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) })
    } catch (error) {
      return notDone(
        chipDeskError('ConfigInvalid', { cause: `${path}: ${(error as NodeJS.ErrnoException).code}` }),
        json,
      )
    }
  }
  if (fromRegistry) {
    const bundle = await bundleOfRegistry()
    if (!bundle.ok) return notDone(bundle.error, json)
    files.push({ name: 'trust-bundle', bytes: bundle.value })
  }
  const store = openFolder(values.trust, values.yes ? 'create' : 'empty')
  if (!store.ok) return notDone(store.error, json)
  const plan = planImport(store.value, files, options)
  const write = values.yes && plan.change !== undefined
  if (write) {
    const sources = files.map(({ name }) => name)
    const changed = await changeTrust('trust import', values, by =>
      importInto(store.value, planImport(store.value, files, { ...options, by }), { by, sources }),
    )
    if (!changed.ok) return notDone(changed.error, json)
  }
  if (json) printJson({ trust: store.value.folder, stored: write, items: plan.lines.map(jsonLine) })
  else printPlan(plan, write)
  const open = plan.lines.some(({ state }) => state === 'refused' || state === 'unconfirmed')
  return open ? exitCodes.notDone : exitCodes.done
}

function wholeFingerprint(text: string): string {
  const digits = text.replace(/[\s:]/g, '').toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(digits)) throw new UsageError('--confirm takes a whole SHA-256 fingerprint, 64 hex digits')
  return digits
}

/** What the register of this site hands out now. */
async function bundleOfRegistry(): Promise<Result<Uint8Array, ChipDeskError>> {
  const config = await loadConfig(stationPaths(false).config)
  if (!config.ok) return config
  const { registry } = config.value
  if (!registry?.url) return fail(chipDeskError('ConfigInvalid', { cause: 'config.json names no register' }))
  return fetchTrustBundle(registry.url)
}

/** Keys of the register from the site's configuration, and those given as `ID=FILE`. */
async function registryKeys(given: readonly string[]): Promise<Record<string, string>> {
  const config = await loadConfig(stationPaths(false).config)
  const keys = { ...(config.ok ? config.value.registry?.publicKeys : {}) }
  for (const each of given) {
    const [id = '', path = ''] = each.split(/=(.*)/s)
    try {
      keys[id] = readFileSync(path, 'utf8')
    } catch {
      throw new UsageError(`--registry-key takes ID=FILE; cannot read ${path || each}`)
    }
  }
  return keys
}

function jsonLine({ certificate, fingerprint, says: _says, remedy: _remedy, ...line }: ImportLine) {
  if (!certificate) return { ...line, ...(fingerprint && { sha256: fingerprint }) }
  const { subjectKey: _, issuerKey: __, ...facts } = certificate
  return { ...line, ...(fingerprint && { sha256: fingerprint }), certificate: facts }
}

const words: Readonly<Record<ImportLine['state'], string>> = {
  new: 'new',
  present: 'there already',
  disabled: 'DISABLED',
  unconfirmed: 'UNCONFIRMED',
  refused: 'REFUSED',
}

function printPlan({ lines, change }: ImportPlan, stored: boolean) {
  for (const line of lines) printLine(line)
  const count = (state: ImportLine['state']) => lines.filter(line => line.state === state).length
  const states = (Object.keys(words) as ImportLine['state'][]).filter(state => count(state) > 0)
  console.log(`\n${states.map(state => `${count(state)} ${words[state]}`).join(', ')}.`)
  if (stored) console.log('Stored.')
  else if (change) console.log('Nothing was stored. Compare the fingerprints, then run again with --yes.')
  else console.log('Nothing to store.')
}

function printLine({ what, state, source, fingerprint, kind, certificate, note, cure }: ImportLine) {
  const selfSigned = what === 'anchor' ? ', self-signed' : ''
  console.log(`\n${what}${kind ? ` of kind ${kind}` : ''}${selfSigned}: ${words[state]}   (${source})`)
  if (certificate) {
    const { subject, issuer, notBefore, notAfter, signature, key } = certificate
    console.log(`  ${subject}`)
    if (issuer !== subject) console.log(`  issued by ${issuer}`)
    console.log(`  ${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}, ${key}, signed with ${signature}`)
  }
  if (fingerprint) console.log(`  SHA-256 ${inGroups(fingerprint)}`)
  if (note) console.log(`  ${note}`)
  if (cure) console.log(`  → ${cure}`)
}
