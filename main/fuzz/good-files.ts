import { existsSync, readFileSync } from 'node:fs'
import { issueCard } from '../../fixtures/country/card.ts'
import { fileIdentifier } from '../../fixtures/country/logical-data-structure.ts'
import { issuePassport } from '../../fixtures/country/passport.ts'
import { personas } from '../../fixtures/country/persona.ts'

/** Cards of the invented country, of every kind of chip, with small pictures so that mutants meet other things too. */
export const goodCards = (
  [
    ['mai', 'cccd-2021'],
    ['anh', 'cam'],
    ['nu', 'dh'],
    ['khoi', 'integrated'],
  ] as const
).map(([id, profile]) => {
  const holder = personas.find(persona => persona.id === id)
  if (!holder) throw new Error(`${id} has moved away`)
  return issueCard(holder, { profile, photoBytes: 3000, form: id === 'mai' ? 'a' : 'b' })
})

const images = [...goodCards.map(({ image }) => image), issuePassport({ photoBytes: 3000 }).image]
export const goodCardSecurity = images.flatMap(({ cardSecurity }) => cardSecurity ?? [])

/** The same file of every card and of the passport, where they have it. */
export const issuedFiles = (fid: number): Uint8Array[] => images.flatMap(({ files }) => files.get(fid) ?? [])
export const issuedDataGroup = (number: number): Uint8Array[] => issuedFiles(fileIdentifier.dg(number))

const vectors = new URL('../../../shared/vectors/', import.meta.url)

/** Published specimens, where they are at hand: files that nobody here wrote. */
export const specimens = (...paths: readonly string[]): Uint8Array[] =>
  paths
    .map(path => new URL(path, vectors))
    .filter(url => existsSync(url))
    .map(url => new Uint8Array(readFileSync(url)))

/** Whether there are any. */
export const specimensThere = existsSync(vectors)
