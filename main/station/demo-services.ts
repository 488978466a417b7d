import type { Purpose as AgreedPurpose } from '../../fixtures/services/registry/registry-purpose.ts'
import type { DeskDefinition } from '../desks/definition.ts'
import { purposeTable } from '../purposes/purpose-table.ts'
import { type ReferenceInsurance, startReferenceInsurance } from './reference-insurance.ts'
import { type ReferenceOrganisation, startReferenceOrganisation } from './reference-organisation.ts'
import { startReferenceRegistry } from './reference-registry.ts'

/** The central services of demo mode: they know the invented people, and are cut off and come back together. */
export interface DemoServices {
  readonly registry: Awaited<ReturnType<typeof startReferenceRegistry>>
  readonly insurance: ReferenceInsurance
  readonly organisation: ReferenceOrganisation
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

/** @param desk what its definition brings is taken to be agreed with the register */
export async function startDemoServices(desk?: DeskDefinition): Promise<DemoServices> {
  const [registry, insurance, organisation] = await Promise.all([
    startReferenceRegistry({ agreed: desk ? agreedWith(desk) : [] }),
    startReferenceInsurance(),
    startReferenceOrganisation(),
  ])
  return {
    registry,
    insurance,
    organisation,
    async pause() {
      insurance.setOnline(false)
      organisation.setOnline(false)
      await registry.pause()
    },
    async resume() {
      insurance.setOnline(true)
      organisation.setOnline(true)
      await registry.resume()
    },
    async stop() {
      await insurance.stop()
      await organisation.stop()
      await registry.stop()
    },
  }
}

/** The purposes of a definition in the words of the register. */
const agreedWith = ({ purposes, legalBases }: DeskDefinition): readonly AgreedPurpose[] =>
  purposes.map(({ code, name, legalBases: bases, endpoints, lookup, civilRecords, eidFields, consentTypes }) => ({
    code,
    name,
    legalBases: bases.map(basis => {
      const own = [...legalBases, ...purposeTable.legalBases].find(({ code: its }) => its === basis)
      return { code: basis, title: own?.title ?? { vi: basis, en: basis } }
    }),
    endpoints: endpoints.filter(endpoint => endpoint !== 'insurance-card-checks').map(endpoint => `/v1/${endpoint}`),
    lookupFields: [...lookup.fields, ...lookup.sensitive],
    civilRecords,
    eidFields,
    consentTypes,
    quotaPerDay: 10_000,
  }))
