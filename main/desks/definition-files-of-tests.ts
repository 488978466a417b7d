import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type DeskDefinition, deskDefinitionSchema } from './definition.ts'

const folder = join(import.meta.dirname, 'definitions')

/** The desks of the product, by their files. */
export const ids: readonly string[] = readdirSync(folder).map(name => basename(name, '.json'))

/** Anew each time: whoever asks may change it. */
export const json = (id: string): unknown => JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'))

export const definition = (id: string): DeskDefinition => deskDefinitionSchema.parse(json(id))
