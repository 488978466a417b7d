import { fail, ok, type Result } from '../emrtd/result.ts'
import type { PurposeTable } from '../purposes/purpose.ts'
import { purposeTable } from '../purposes/purpose-table.ts'
import { clashes, tableWith } from '../purposes/table-with.ts'
import { type DeskDefinition, deskDefinitionSchema } from './definition.ts'
import { spans } from './definition-days.ts'
import { type Problem, twice } from './definition-problem.ts'
import { visitProblems } from './visit-check.ts'

/**
 * What is wrong with a desk's definition, each line with its place in the file: its form first, and where that is good, whether it holds together and
 * rests on the law.
 * @param json what the file says
 * @param table the purposes that the product knows, without those that the definition brings
 */
export function checkDefinition(json: unknown, table: PurposeTable = purposeTable): string[] {
  const checked = checkedDefinition(json, table)
  return checked.ok ? [] : checked.error
}

/** The definition, or what `checkDefinition` says of it. */
export function checkedDefinition(json: unknown, table: PurposeTable = purposeTable): Result<DeskDefinition, string[]> {
  const parsed = deskDefinitionSchema.safeParse(json)
  if (!parsed.success)
    return fail(parsed.error.issues.map(({ path, message }) => line({ path: path.map(String), message })))
  const definition = parsed.data
  const clashing = clashes(definition, table)
  if (clashing.length > 0) return fail(clashing.map(message => line({ path: ['purposes'], message })))
  const whole = tableWith(definition, table)
  if (!whole.ok) return fail([whole.error.cause ?? ''])
  const problems = [
    ...dayProblems(definition),
    ...definition.visits.flatMap((visit, at) => visitProblems({ definition, visit, at, table: whole.value })),
    ...twice(
      definition.visits.map(({ purpose }) => purpose),
      ['visits'],
    ),
    ...customerProblems(definition),
    ...faceProblems(definition),
    ...withoutCardProblems(definition, whole.value),
    ...hintProblems(definition),
    ...overrideProblems(definition),
  ]
  return problems.length > 0 ? fail(problems.map(line)) : ok(definition)
}

const line = ({ path, message }: Problem) => `${path.join('.') || 'the file'}: ${message}`

/** Every rule has its days; so has the definition, and the basis of a visit must hold on all of them (`visit-check`). */
function dayProblems(definition: DeskDefinition): Problem[] {
  const { identity, face, override, withoutCard, hints, visits } = definition
  const rules: [string[], { from: string; until?: string | undefined } | undefined][] = [
    [[], definition],
    [['identity'], identity],
    [['face'], face],
    [['override'], override],
    ...withoutCard.map((way, at): [string[], typeof way] => [['withoutCard', `${at}`], way]),
    ...hints.map((hint, at): [string[], typeof hint] => [['hints', `${at}`], hint]),
    ...visits.flatMap(({ steps, documents }, visit) => [
      ...steps.map((step, at): [string[], typeof step] => [['visits', `${visit}`, 'steps', `${at}`], step]),
      ...documents.map(({ valid }, at): [string[], typeof valid] => [
        ['visits', `${visit}`, 'documents', `${at}`, 'valid'],
        valid,
      ]),
    ]),
  ]
  const backwards = rules.flatMap(([path, rule]) =>
    rule?.until !== undefined && rule.until < rule.from
      ? [{ path: [...path, 'until'], message: `${rule.until} is before ${rule.from}` }]
      : [],
  )
  // What nothing else stands in for must hold as long as the definition does.
  const short = (
    [
      ['identity', identity],
      ['override', override],
    ] as const
  )
    .filter(([, rule]) => !spans(rule, definition))
    .map(([name]) => ({ path: [name], message: 'does not hold on every day of the definition' }))
  return [...backwards, ...short]
}

function customerProblems({ customer, visits }: DeskDefinition): Problem[] {
  if (!customer) return []
  const { fields, strict } = customer
  const path = ['customer']
  return [
    ...twice(fields, [...path, 'fields']),
    ...twice(strict, [...path, 'strict']),
    ...strict
      .filter(field => !fields.includes(field))
      .map(field => ({ path: [...path, 'strict'], message: `${field} is not among the fields` })),
    ...(visits.some(({ steps }) => steps.some(({ id }) => id === 'customer'))
      ? []
      : [{ path, message: 'no visit has the step customer' }]),
  ]
}

const faceProblems = ({ face, visits }: DeskDefinition): Problem[] =>
  face && !visits.some(({ steps }) => steps.some(({ id }) => id === 'face'))
    ? [{ path: ['face'], message: 'no visit has the step face' }]
    : []

function withoutCardProblems({ withoutCard, visits }: DeskDefinition, table: PurposeTable): Problem[] {
  const rights = visits.flatMap(
    ({ purpose }) => table.purposes.find(({ code }) => code === purpose)?.consentTypes ?? [],
  )
  return [
    ...twice(
      withoutCard.map(({ reason }) => reason),
      ['withoutCard'],
    ),
    ...withoutCard.flatMap(({ right }, at) =>
      rights.includes(right)
        ? []
        : [{ path: ['withoutCard', `${at}`, 'right'], message: `no purpose of a visit allows ${right}` }],
    ),
  ]
}

const ofInsurance = ['registration', 'benefit', 'fiveYears'] as const

const hintProblems = ({ hints, visits }: DeskDefinition): Problem[] =>
  visits.some(({ steps }) => steps.some(({ id }) => id === 'insurance'))
    ? []
    : hints.flatMap(({ when }, at) =>
        ofInsurance
          .filter(name => when[name] !== undefined)
          .map(name => ({ path: ['hints', `${at}`, 'when', name], message: 'no visit has the step insurance' })),
      )

/** Forged and cloned cards are nobody's to take on, at any desk. */
const forged = ['altered', 'cloned'] as const

function overrideProblems({ override: { lights, never } }: DeskDefinition): Problem[] {
  return [
    ...twice(lights, ['override', 'lights']),
    ...lights
      .filter(light => light === 'green' || light === 'grey')
      .map(light => ({ path: ['override', 'lights'], message: `there is nothing to take on at ${light}` })),
    ...forged
      .filter(verdict => !never.includes(verdict))
      .map(verdict => ({ path: ['override', 'never'], message: `${verdict} must be among them` })),
  ]
}
