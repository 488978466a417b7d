import { population } from '../../fixtures/country/population.ts'
import { registeredPerson } from '../../fixtures/services/registry/registered-person.ts'
import { startRegistry } from '../../fixtures/services/registry/registry.ts'

/** The reference registry with the invented people in it; for demo mode, tests and `chipdesk services`. */
export const startReferenceRegistry = (options: Omit<Parameters<typeof startRegistry>[0], 'people'> = {}) =>
  startRegistry({ ...options, people: population().map(person => registeredPerson(person)) })
