import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { issueCard } from '../../fixtures/country/card.ts'
import { fileIdentifier } from '../../fixtures/country/logical-data-structure.ts'
import type { Persona } from '../../fixtures/country/persona.ts'
import { stationPaths } from '../../main/station/paths.ts'
import { openToRead } from '../../main/store/database/encrypted-database.ts'
import { loadOrCreateKey } from '../../main/store/keys/key-file.ts'
import type { Citizen, DeskName } from './day-script.ts'
import { confirmsResidence, looksUpHousehold, looksUpResidence } from './policy.ts'
import type { Served } from './serve.ts'
import { keptOf } from './stored-day.ts'

/**
 * Everything of a day that may not be found on the disk of the desk, and is. Empty where the policy holds.
 * @param settled those about whom every question is answered: one that waits holds what it asks by
 */
export async function leaksOf(
  desk: DeskName,
  home: string,
  served: readonly Served[],
  settled = served,
): Promise<string[]> {
  const files = filesBelow(home)
  const rows = await decrypted(home)
  const people = [...new Set(served.map(({ citizen }) => citizen.persona))]
  return [
    ...people.flatMap(person => inFiles(files, person)),
    ...markersOf(desk, served, settled).flatMap(({ what, text }) =>
      rows.text.includes(text) ? [`${what} in the store`] : [],
    ),
    ...secrets.flatMap(({ what, found }) =>
      [rows.text, ...files.map(({ bytes }) => bytes.toString('latin1'))].some(text => found.test(text)) ? [what] : [],
    ),
    // A card is made anew to know its picture: some people stand for all.
    ...people.slice(0, 8).flatMap(person => picturesOf(person, [...files.map(({ bytes }) => bytes), ...rows.bytes])),
  ]
}

interface FileBelow {
  readonly name: string
  readonly bytes: Buffer
}

function filesBelow(folder: string): FileBelow[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap(name => {
    const path = join(folder, name)
    return statSync(path).isFile() ? [{ name, bytes: readFileSync(path) }] : []
  })
}

/** Nothing of a person stands anywhere in clear. */
function inFiles(files: readonly FileBelow[], { id, personalNumber, fullName }: Persona): string[] {
  const marks = [personalNumber, fullName.normalize('NFC'), fullName.normalize('NFD')]
  return files.flatMap(({ name, bytes }) =>
    marks.some(mark => bytes.includes(mark) || bytes.includes(Buffer.from(mark, 'utf16le')))
      ? [`${id} in clear in ${name}`]
      : [],
  )
}

/** Every value of every table, as a thief with the key would have it. Escapes of JSON inside JSON are taken away. */
async function decrypted(home: string): Promise<{ text: string; bytes: Buffer[] }> {
  const { store, key } = stationPaths(true, { CHIPDESK_HOME: home })
  const opened = await loadOrCreateKey({ path: key, store })
  if (!opened.ok) throw new Error(opened.error.tag)
  const database = openToRead(store, opened.value)
  if (!database.ok) throw new Error(database.error.tag)
  const tables = database.value.prepare<[], string>(`select name from sqlite_schema where type = 'table'`).pluck().all()
  const values = tables.flatMap(table => database.value.prepare(`select * from "${table}"`).raw().all().flat())
  database.value.close()
  const texts = values
    .filter(value => typeof value === 'string')
    .map(text => text.replaceAll('\\', '').normalize('NFC'))
  const bytes = values.filter(value => Buffer.isBuffer(value))
  return { text: texts.join('\n'), bytes: [...bytes, Buffer.from(texts.join('\n'))] }
}

interface Marker {
  readonly what: string
  readonly text: string
}

/** Values that stand nowhere: of people who did not agree, all; of others, what their visits do not keep and no look-up answers. */
function markersOf(desk: DeskName, served: readonly Served[], settled: readonly Served[]): Marker[] {
  const visits = served.filter(({ expected }) => expected !== undefined)
  const allowed = new Set(visits.flatMap(({ citizen }) => allowedOf(desk, citizen)))
  const seen = new Set(visits.map(({ citizen }) => citizen.persona))
  const markers = settled.flatMap(({ citizen: { persona } }) =>
    [
      ...Object.entries(everyFieldOf(persona)).map(([field, value]) => ({ field, value })),
      ...(seen.has(persona) ? [] : [{ field: 'name of who did not agree', value: persona.fullName }]),
      ...(seen.has(persona) ? [] : [{ field: 'number of who did not agree', value: persona.personalNumber }]),
    ].map(({ field, value }) => ({ what: `${persona.id}: ${field}`, value: value.normalize('NFC') })),
  )
  return markers
    .filter(({ value }) => value.length > 3 && value !== 'Không' && value !== 'Kinh' && !allowed.has(value))
    .map(({ what, value }) => ({ what, text: `"${value}"` }))
}

/** What a card says beside name, number, birth and sex. */
const everyFieldOf = (persona: Persona): Readonly<Record<string, string>> => ({
  religion: persona.religion,
  ethnicity: persona.ethnicity,
  placeOfOrigin: persona.placeOfOrigin,
  placeOfResidence: persona.placeOfResidence,
  personalMarks: persona.personalMarks,
  oldIdNumber: persona.oldIdNumber ?? '',
  cancelledNumber: persona.cancelledNumber ?? '',
  documentNumber: persona.personalNumber.slice(3),
  father: persona.father,
  mother: persona.mother,
  ...Object.fromEntries((persona.spouses ?? [persona.spouse ?? '']).map((name, i) => [`spouse ${i + 1}`, name])),
})

function allowedOf(desk: DeskName, citizen: Citizen): string[] {
  const { persona, purpose } = citizen
  const fields = everyFieldOf(persona)
  const kept = keptOf(desk, citizen).flatMap(id => fields[id] ?? [])
  const relatives = looksUpHousehold(purpose)
    ? [persona.father, persona.mother, ...(persona.spouses ?? []), persona.spouse ?? '']
    : []
  const residence = looksUpResidence(purpose) ? [persona.placeOfResidence] : []
  const origin = confirmsResidence(purpose) ? [persona.placeOfOrigin] : []
  return [...kept, ...relatives, ...residence, ...origin, persona.fullName].map(text => text.normalize('NFC'))
}

/** What is nobody's to read, wherever it stands; alone, for six digits are part of many longer numbers. */
const secrets: readonly { readonly what: string; readonly found: RegExp }[] = [
  { what: 'a PIN', found: /(?<![0-9A-Za-z+/=_.-])280619(?![0-9A-Za-z+/=_.-])/ },
  { what: 'the key of the organisation', found: /khoa-dung-chung-bia-dat/ },
  { what: 'the password of the portal', found: /mat-khau-vi-du/ },
  { what: 'a picture', found: /\/9j\/4AAQ|iVBORw0KGgo|data:image/ },
]

/** The picture of a person's card, in bytes, in hexadecimal and in base64 from each of its three places. */
function picturesOf(persona: Persona, all: readonly Buffer[]): string[] {
  const file = issueCard(persona).image.files.get(fileIdentifier.dg(2))
  if (!file) return []
  const middle = Buffer.from(file).subarray(file.length >> 1, (file.length >> 1) + 36)
  const forms = [
    middle,
    Buffer.from(middle.toString('hex')),
    ...[0, 1, 2].map(start => Buffer.from(middle.subarray(start, start + 33).toString('base64'))),
  ]
  return all.some(bytes => forms.some(form => bytes.includes(form))) ? [`the picture of ${persona.id}`] : []
}
