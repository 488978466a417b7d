import { type IssuedCard, type IssueOptions, issueCard } from '../../fixtures/country/card.ts'
import { type HostileName, hostileNames, hostileNamesFor } from '../../fixtures/country/hostile.ts'
import { type IssuedPassport, issuePassport, traveller } from '../../fixtures/country/passport.ts'
import { passportProfileNames } from '../../fixtures/country/passport-profile.ts'
import { personOf } from '../../fixtures/country/population.ts'
import { type ProfileName, profileNames } from '../../fixtures/country/profile.ts'

const oneOf =
  <T extends string>(names: readonly T[]) =>
  (text: string | undefined): T | undefined =>
    names.find(name => name === text)

export const profileOf = oneOf<ProfileName>(profileNames)
const hostileOf = oneOf<HostileName>(hostileNames)

/**
 * The card of an invented person by its name, `[PROFILE/]PERSON[/HOSTILE]`: the person's own kind of card, or that of the profile, in
 * order or with one thing wrong. Undefined if there is no such person, profile or fault, or if that card cannot have the fault.
 */
export function inventedCard(name: string, options: Pick<IssueOptions, 'profile'> = {}): IssuedCard | undefined {
  const parts = name.split('/')
  const named = profileOf(parts[0])
  const [id, fault, ...rest] = named ? parts.slice(1) : parts
  const holder = personOf(id ?? '')
  const profile = named ?? options.profile ?? holder?.generation
  if (!holder || !profile || rest.length > 0) return undefined
  if (fault === undefined) return issueCard(holder, { profile })
  const hostile = hostileOf(fault)
  return hostile && hostileNamesFor(holder, profile).includes(hostile)
    ? issueCard(holder, { profile, hostile })
    : undefined
}

/** The passport of that name, `PASSPORT-PROFILE[/PERSON]`: without a person that of the traveller from Utopia. */
export function inventedPassport(name: string): IssuedPassport | undefined {
  const [kind, id = traveller.id, ...rest] = name.split('/')
  const profile = oneOf(passportProfileNames)(kind)
  const holder = id === traveller.id ? traveller : personOf(id)
  return profile && holder && rest.length === 0 ? issuePassport({ profile, holder }) : undefined
}
