import { html, type Markup, value } from '../../protocol/markup.ts'
import { nameInCapitals } from './form-values.ts'
import type { ResidenceFacts, ResidenceFieldId } from './residence-facts.ts'

/** A field as a form writes it; `Không` where the register says that there is none. */
export function fieldText(
  { fields }: ResidenceFacts,
  id: ResidenceFieldId,
  written = (said: string) => said,
): string | undefined {
  const said = fields[id]
  if (said === undefined) return undefined
  return said.value === null ? 'Không' : written(said.value)
}

/** Of whom a form is, in bold capitals. */
export function nameText(facts: ResidenceFacts): Markup | undefined {
  const name = fieldText(facts, 'fullName', nameInCapitals)
  return name === undefined ? undefined : html`<b>${value(name)}</b>`
}
