import type { DeskDefinition } from '../desks/definition.ts'
import { loadDefinitions } from '../desks/load-definitions.ts'
import { defaultConfig, type StationConfig } from './config.ts'
import { type DeskRules, deskRules } from './desk-rules.ts'

/** The rules of a desk by one of the product's definitions; an office where none is named, for whatever purpose is. For tests. */
export async function rulesOfTests(desk: Partial<StationConfig['desk']> = {}): Promise<DeskRules> {
  const definitions = await loadDefinitions()
  if (!definitions.ok) throw new Error(definitions.error.cause)
  const rules = deskRules({
    definitions: definitions.value.map(each => (each.id === 'office' ? officeFor(each, desk) : each)),
    desk: { ...defaultConfig().desk, ...desk },
    retention: {},
    faceComparison: false,
    now: new Date(),
  })
  if (!rules.ok) throw new Error(rules.error.cause)
  return rules.value
}

/** Of the visits of that office, whatever the desk is configured with. */
export const officeServiceCode = '1.000009'

const officeFor = (office: DeskDefinition, { purpose }: Partial<StationConfig['desk']>): DeskDefinition => ({
  ...office,
  visits: office.visits.map(visit => ({
    ...visit,
    serviceCode: officeServiceCode,
    ...(purpose !== undefined && { purpose }),
  })),
})

/** Print-outs of a desk of tests: without fonts, which no test looks at. */
export const printingOfTests = {
  desk: { id: 'desk-1', name: 'Quầy số 1' },
  demo: true,
  masked: true,
  definition: { id: 'office', version: '2026-11-22' },
  fonts: '',
}
