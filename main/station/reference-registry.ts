import { personas } from '../../fixtures/country/persona.ts'
import { startRegistry } from '../../fixtures/services/registry.ts'

/** The reference registry with the invented people in it; for demo mode, tests and `chipdesk services`. */
export const startReferenceRegistry = (options: Omit<Parameters<typeof startRegistry>[0], 'people'> = {}) =>
  startRegistry({
    ...options,
    people: personas.map(({ personalNumber, fullName, birthDate, sex, placeOfResidence }) => ({
      personalNumber,
      fullName,
      birthDate,
      sex,
      placeOfResidence,
    })),
  })
