import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasPortrait } from '../../fixtures/country/age.ts'
import { insuranceOf } from '../../fixtures/country/insurance-card.ts'
import type { Persona } from '../../fixtures/country/persona.ts'
import { plainName, recordOf } from './customer-record.ts'
import type { Citizen, DeskName } from './day-script.ts'

/**
 * What a citizen's visit must come to, said from the definition file of the desk, the person and what is wrong with the card. On its own: nothing of the
 * product's rules is asked, so that either side can be wrong.
 */
export interface Expected {
  readonly verdict: string
  /** Of the visit, after everything that the clerk has done about it before the override. */
  readonly light: string
  readonly steps: Readonly<Record<string, string>>
  /** What the insurance portal says, where it was asked and answered. */
  readonly insurance: string | undefined
  readonly override: 'not-needed' | 'possible' | 'never'
  /** The visit may end with `served`, before and after a second person has taken it on. */
  readonly serve: boolean
  readonly serveTakenOn: boolean
  readonly handOver: boolean
  readonly papers: readonly string[]
  /** They may see what is kept about them: the card is good, and nobody has said that it is another's. */
  readonly ownData: boolean
}

interface VisitInFile {
  readonly purpose: string
  readonly keeps: readonly string[]
  readonly shows: readonly string[]
  readonly steps: readonly { readonly id: string; readonly need: 'required' | 'wished'; readonly amountFrom?: number }[]
  readonly documents: readonly { readonly id: string; readonly numbering?: string }[]
  readonly handOver?: readonly string[]
  readonly right: string
  readonly legalBasis: string
  readonly asks: { readonly lookup?: readonly string[]; readonly residence?: object }
}
export interface DefinitionFile {
  readonly id: string
  readonly version: string
  readonly visits: readonly VisitInFile[]
  readonly identity: { readonly chipProof: string; readonly expired: string; readonly offline: string }
  readonly override: { readonly lights: readonly string[]; readonly never: readonly string[] }
  readonly customer?: { readonly strict: readonly string[] }
}

const definitions = join(import.meta.dirname, '..', '..', 'main', 'desks', 'definitions')
export const definitionOf = (desk: DeskName): DefinitionFile =>
  JSON.parse(readFileSync(join(definitions, `${desk}.json`), 'utf8')) as DefinitionFile

export function visitOf(desk: DeskName, purpose: string): VisitInFile {
  const visit = definitionOf(desk).visits.find(each => each.purpose === purpose)
  if (!visit) throw new Error(`${desk} has no visit ${purpose}`)
  return visit
}

/** What a teller types of the money, in visits where a step depends on it. */
export const amountOf = ({ customer, purpose }: Citizen): number | undefined =>
  customer && visitOf('bank', purpose).steps.some(({ amountFrom }) => amountFrom !== undefined)
    ? customer.amount
    : undefined

/** @param online whether the central services answer while the citizen is there. @param today in Vietnam, `YYYY-MM-DD` */
export function expectedOf(desk: DeskName, citizen: Citizen, online: boolean, today: string): Expected {
  const definition = definitionOf(desk)
  const visit = visitOf(desk, citizen.purpose)
  const verdict = verdictOf(citizen, online, today)
  const card = { definition, citizen, verdict, online, today }
  const sound = verdict === 'authentic' || verdict === 'intact'
  const insurance = desk === 'clinic' && online ? portalCode(citizen, today) : undefined
  const amount = amountOf(citizen)
  const found: Readonly<Record<string, () => string>> = {
    identity: () => identityState(card),
    registry: () => registryState(card),
    insurance: () => insuranceState(insurance, citizen, online),
    residence: () => residenceState(card, sound),
    customer: () => customerState(citizen, visit.keeps),
    face: () => ({ same: 'done', 'not-same': 'stopped', unsure: 'warned' })[faceOf(citizen) ?? 'unsure'],
    'hand-over': () => 'to-do',
  }
  const asked = visit.steps.filter(
    ({ amountFrom }) => amountFrom === undefined || amount === undefined || amount >= amountFrom,
  )
  const steps = asked.map(({ id, need }) => ({ id, need, state: found[id]?.() ?? 'unknown' }))
  const registry = registryState(card)
  const cardLight = citizen.withoutCard ? 'yellow' : (lightOfVerdict[verdict] ?? 'grey')
  const light = worst([
    cardLight,
    registry === 'stopped' ? 'red' : registry === 'warned' ? 'yellow' : 'green',
    ...steps.map(lightOfStep),
  ])
  const required = steps.filter(({ need }) => need === 'required')
  const held = required.some(({ state }) => !['done', 'to-do'].includes(state))
  const { lights, never } = definition.override
  const needed = light === 'red' || light === 'grey' || (light === 'yellow' && held && lights.includes('yellow'))
  const barred = never.includes(verdict)
  const todo = required.some(({ state }) => state === 'to-do')
  const waits = definition.identity.offline === 'wait' && required.some(({ state }) => state === 'waiting')
  const identity = identityState(card)
  const clear =
    cardLightOfReport(verdict, citizen) !== 'red' &&
    registry !== 'stopped' &&
    (identity === 'done' || identity === 'warned') &&
    required.every(
      ({ id, state }) =>
        id === 'insurance' || (state !== 'stopped' && !(state === 'to-do' && (id === 'customer' || id === 'face'))),
    )
  return {
    verdict,
    light,
    steps: Object.fromEntries(steps.map(({ id, state }) => [id, state])),
    insurance,
    override: !needed ? 'not-needed' : !barred && lights.includes(light) ? 'possible' : 'never',
    serve: !todo && (light === 'green' || light === 'yellow') && !waits,
    serveTakenOn: !todo,
    handOver: (visit.handOver ?? []).length > 0 && clear,
    papers: papersOf(visit, card, sound, { identity, registry }),
    // One whose zone cuts the name still proves whose number it bears.
    ownData:
      !citizen.withoutCard &&
      !citizen.hostile &&
      !isExpired(citizen, today) &&
      registry !== 'stopped' &&
      steps.every(({ id, state }) => id !== 'face' || state !== 'stopped'),
  }
}

const lightOfVerdict: Readonly<Record<string, string>> = {
  authentic: 'green',
  intact: 'yellow',
  altered: 'red',
  cloned: 'red',
  refused: 'red',
}
const cardLightOfReport = (verdict: string, { withoutCard }: Citizen) =>
  withoutCard ? 'yellow' : lightOfVerdict[verdict]
const order = ['green', 'yellow', 'grey', 'red']
const worst = (all: readonly string[]) => all.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'green')

function lightOfStep({ need, state }: { readonly need: string; readonly state: string }): string {
  if (state === 'done') return 'green'
  if (need === 'wished') return state === 'stopped' || state === 'warned' ? 'yellow' : 'green'
  return state === 'stopped' ? 'red' : 'yellow'
}

/** What the clerk can say of the face: nobody is the same as a picture that is not there, or not the card's own. */
export function faceOf({ face, persona, hostile }: Citizen): Citizen['face'] {
  const hasPicture = hasPortrait(persona) && hostile !== 'photo-swapped'
  return face === 'same' && !hasPicture ? 'unsure' : face
}

interface Card {
  readonly definition: DefinitionFile
  readonly citizen: Citizen
  readonly verdict: string
  readonly online: boolean
  readonly today: string
}

const isExpired = ({ persona, hostile }: Citizen, today: string): boolean =>
  hostile === 'expired' || (persona.expiryDate !== 'unlimited' && persona.expiryDate < today)

/** By the card alone, where the register was not asked or has not answered. */
export function verdictOf(citizen: Citizen, online: boolean, today: string): string {
  const { hostile, withoutCard } = citizen
  if (withoutCard) return 'incomplete'
  switch (hostile) {
    case 'dg13-changed':
    case 'photo-swapped':
      return 'altered'
    case 'clone':
      return 'cloned'
    case 'signer-revoked':
      return 'refused'
    default:
      if (isExpired(citizen, today)) return 'refused'
      return hostile === 'no-chip-keys' || hostile === 'unknown-issuer' || (online && isNamedOtherwise(citizen))
        ? 'intact'
        : 'authentic'
  }
}

function identityState({ definition, citizen, verdict, online, today }: Card): string {
  const { chipProof, expired, offline } = definition.identity
  if (citizen.withoutCard) return 'warned'
  const states = [offline === 'wait' && !online ? 'waiting' : 'done']
  if (isExpired(citizen, today)) states.push(expired === 'stop' ? 'stopped' : 'warned')
  if (verdict === 'altered' || verdict === 'cloned' || citizen.hostile === 'signer-revoked') states.push('stopped')
  if (citizen.hostile === 'unknown-issuer' || (online && isNamedOtherwise(citizen))) states.push('warned')
  if (citizen.hostile === 'no-chip-keys') states.push(chipProof === 'required' ? 'stopped' : 'warned')
  return worstState(states)
}
const states = ['done', 'not-asked', 'waiting', 'to-do', 'warned', 'stopped']
const worstState = (all: readonly string[]) =>
  all.reduce((a, b) => (states.indexOf(b) > states.indexOf(a) ? b : a), 'done')

/** What the register has against a card: other data than on record, a chip that is no original, an end of validity, a signer that it does not know. */
function registryState({ citizen, online, today }: Card): string {
  const { hostile, withoutCard } = citizen
  if (withoutCard) return 'not-asked'
  if (!online) return 'waiting'
  if (hostile === 'unknown-issuer' || hostile === 'signer-revoked') return 'warned'
  if (hostile === 'dg13-changed' || hostile === 'photo-swapped' || hostile === 'clone') return 'stopped'
  if (isExpired(citizen, today)) return 'stopped'
  return isNamedOtherwise(citizen) ? 'warned' : 'done'
}

/** As the portal knows the person, where it is not told to say something else. */
function portalCode({ persona, insurance, withoutCard }: Citizen, today: string): string {
  if (insurance !== undefined) return insurance
  const known = insuranceOf(persona)
  if (!known) return '050'
  if (!withoutCard && isNamedOtherwise({ persona }) && known.situation === '000') return '061'
  return known.situation === '000' && known.card.validTo < today ? '010' : known.situation
}

const good = ['000', '003', '004']
const bad = ['010', '110', '120', '124']
function insuranceState(code: string | undefined, { persona }: Citizen, online: boolean): string {
  if (!online || code === undefined) return 'waiting'
  // Of somebody whom it does not know the portal has no card to call in order, and no new one to tell of.
  if (good.includes(code) && !insuranceOf(persona)) return code === '003' ? 'warned' : 'to-do'
  return good.includes(code) ? 'done' : bad.includes(code) ? 'stopped' : 'warned'
}

/** Nobody's residence is confirmed whom the register knows by another name. */
function residenceState({ citizen, online }: Card, sound: boolean): string {
  if (!sound) return 'to-do'
  if (!online) return 'waiting'
  return isNamedOtherwise(citizen) ? 'warned' : 'done'
}

/**
 * Cards of 2024 have no DG13, and one that was changed is not believed before the machine-readable zone, which cannot tell how a name is spelled. What the
 * purpose does not keep is not compared.
 */
function customerState(citizen: Citizen, keeps: readonly string[]): string {
  const { customer, persona, withoutCard, hostile } = citizen
  if (!customer || withoutCard) return 'to-do'
  if (customer.record === 'other-birth') return 'stopped'
  const plain = plainName(persona.fullName)
  const written = customer.record === 'without-marks' ? plain : persona.fullName
  const known = hasDg13(persona) && hostile !== 'dg13-changed' ? persona.fullName : isCut(persona) ? undefined : plain
  const lives = recordOf(citizen).placeOfResidence
  const moved =
    keeps.includes('placeOfResidence') &&
    hasDg13(persona) &&
    lives !== undefined &&
    (customer.record === 'other-address' || hostile === 'dg13-changed')
  return written === known && !moved ? 'done' : 'warned'
}
/** Cut at the end of the zone (30 characters, one of them between family and given names), or written there without a sign that it has. */
const isCut = ({ fullName }: Persona) => plainName(fullName).length > 29 || /[^A-Za-z ]/.test(plainName(fullName))
/** The register and the insurance are asked by the name of the zone, where there is no DG13. */
const isNamedOtherwise = ({ persona }: Pick<Citizen, 'persona'>) => !hasDg13(persona) && isCut(persona)
export const hasDg13 = ({ generation }: Persona): boolean => generation === 'cccd-2021'

function papersOf(
  visit: VisitInFile,
  { citizen, online }: Card,
  sound: boolean,
  { identity, registry }: { readonly identity: string; readonly registry: string },
): readonly string[] {
  const stopped = identity === 'stopped' || registry === 'stopped'
  return visit.documents
    .map(({ id }) => id)
    .filter(id => {
      if (id.startsWith('ct0') && stopped) return false
      if (id === 'ct07') return sound && (online ? !isNamedOtherwise(citizen) : hasDg13(citizen.persona))
      if (id === 'teller-record' || id === 'identity-record') return !citizen.withoutCard
      return true
    })
}
