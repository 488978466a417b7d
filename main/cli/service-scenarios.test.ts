import { expect, it } from 'vitest'
import { scenariosFor } from './service-scenarios.ts'

const known = { registry: ['normal', 'slow', 'revoked'], insurance: ['normal', 'slow', 'token:reset'] }
const isKnown = (service: string, name: string) => (known[service as keyof typeof known] ?? ['normal']).includes(name)
const normal = {
  registry: 'normal',
  insurance: 'normal',
  'card-verification': 'normal',
  'population-base': 'normal',
  organisation: 'normal',
}

it.each([
  [[], normal],
  [['slow'], { ...normal, registry: 'slow', insurance: 'slow' }],
  [['registry=slow'], { ...normal, registry: 'slow' }],
  [['slow', 'registry=revoked'], { ...normal, registry: 'revoked', insurance: 'slow' }],
  [['insurance=token:reset'], { ...normal, insurance: 'token:reset' }],
  [['nothing'], { unknown: 'nothing' }],
  [['insurance=revoked'], { unknown: 'insurance=revoked' }],
  [['somebody=slow'], { unknown: 'somebody=slow' }],
  [['slow='], { unknown: 'slow=' }],
])('%j', (wanted, chosen) => expect(scenariosFor(wanted, isKnown)).toEqual(chosen))
