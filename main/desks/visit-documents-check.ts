import type { DocumentId } from '../protocol/printed-document.ts'
import type { FieldId } from '../protocol/report.ts'
import type { DeskVisitDefinition } from './definition.ts'
import { type Problem, twice } from './definition-problem.ts'

interface Needs {
  /** Fields of the card without which the paper says nothing; it is printed from what is stored. */
  readonly fields: readonly FieldId[]
  readonly step?: 'insurance' | 'residence'
  /** A place in the desk's own numbering, and a last day. */
  readonly numbered?: true
  readonly valid?: true
}

const person = ['personalNumber', 'fullName', 'birthDate'] as const
const slip: Needs = { fields: ['personalNumber', 'fullName'], step: 'insurance' }

/** What a paper needs of its visit. */
const needs: Record<DocumentId, Needs> = {
  'reception-slip-58': slip,
  'reception-slip-80': slip,
  'reception-slip-a5': slip,
  'teller-record': { fields: [...person, 'documentNumber', 'issueDate', 'expiryDate'] },
  'identity-record': { fields: person },
  ct01: { fields: [...person, 'sex'] },
  ct04: { fields: person, numbered: true },
  ct06: { fields: person, numbered: true },
  ct07: { fields: [...person, 'sex', 'placeOfResidence'], step: 'residence', numbered: true, valid: true },
}

export function documentProblems({ documents, keeps, steps }: DeskVisitDefinition): Problem[] {
  return [
    ...twice(
      documents.map(({ id }) => id),
      ['documents'],
    ),
    ...documents.flatMap(({ id, numbering, valid }, at) => {
      const { fields, step, ...must } = needs[id]
      const wrong = (message: string, ...more: string[]) => ({ path: ['documents', `${at}`, ...more], message })
      const unknown = numbering?.replaceAll(/\{(n|year)\}/g, '').match(/[{}]/)
      return [
        ...fields.filter(field => !keeps.includes(field)).map(field => wrong(`${id}: ${field} is not kept`)),
        ...(step && !steps.some(its => its.id === step) ? [wrong(`${id} needs the step ${step}`)] : []),
        ...(must.numbered && numbering === undefined ? [wrong(`${id} needs a numbering`)] : []),
        ...(must.valid && !valid ? [wrong(`${id} needs to say how long it is valid`)] : []),
        ...(unknown ? [wrong('only {n} and {year} are replaced', 'numbering')] : []),
      ]
    }),
  ]
}
