import { existsSync, statSync } from 'node:fs'
import { concatBytes } from '@noble/hashes/utils.js'
import { type Chip, createChip } from '../../fixtures/chip/chip.ts'
import type { ChipImage } from '../../fixtures/chip/chip-image.ts'
import { loadImageFolder } from '../../fixtures/chip/image-folder.ts'
import type { Latency } from '../../fixtures/chip/latency.ts'
import type { IssuedCard } from '../../fixtures/country/card.ts'
import { hostileCase } from '../../fixtures/hostile/catalogue.ts'
import { honestImage, issued, sod, withFiles } from '../../fixtures/hostile/honest-image.ts'
import type { HostileCase } from '../../fixtures/hostile/hostile-case.ts'
import { isOnCard, trustCatalogue } from '../../fixtures/hostile-trust/catalogue.ts'
import { honestSod } from '../../fixtures/hostile-trust/invented-state.ts'
import { parseDg1 } from '../emrtd/lds/dg1.ts'
import { elementaryFile } from '../emrtd/lds/elementary-files.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { inventedCard, inventedPassport } from '../station/invented-card.ts'
import { UsageError } from './arguments.ts'

/** A card to lay on the virtual reader, and what opens it. */
export interface VirtualCard {
  readonly name: string
  readonly chip: Chip
  readonly keys: CardKeys
  /** A hostile card that is slow or mute takes its own time. */
  readonly latency?: Latency
}

export interface CardKeys {
  readonly can?: string
  readonly qr?: string
  readonly mrz?: string
  /** Options of `chipdesk read` that open it by BAC or PACE with the MRZ. */
  readonly document?: string
  /** Data groups beyond the usual ones that must be read to meet what a hostile card does, as of `read --dg`. */
  readonly dataGroups?: string
  /** What a hostile card of the catalogue does, and what a reader must make of it. */
  readonly hostile?: Pick<HostileCase, 'note' | 'expected'>
}

/**
 * @param what `[PROFILE/]PERSON[/HOSTILE]`, `PASSPORT-PROFILE[/PERSON]`, or a folder of elementary files
 * @throws UsageError where nothing has that name
 */
export async function virtualCard(what: string, hostile?: string): Promise<VirtualCard | ChipDeskError> {
  const passport = hostile === undefined ? inventedPassport(what) : undefined
  if (passport) {
    const { image, mrz } = passport
    return { name: image.name, chip: createChip(image), keys: { mrz: mrz.join(' ') } }
  }
  const person = inventedCard(hostile === undefined ? what : `${what}/${hostile}`)
  if (person) return cardOfPerson(person)
  if (hostile !== undefined) {
    const card = hostileCardOf(what, hostile)
    if (card) return card
    throw new UsageError(`no hostile card ${hostile} of ${what}; see chipdesk chip --list`)
  }
  if (!existsSync(what) || !statSync(what).isDirectory())
    throw new UsageError(`neither an invented card nor a folder: ${what}; see chipdesk chip --list`)
  const folder = await loadImageFolder(what)
  if (!folder.ok) return chipDeskError('DataMalformed', { cause: folder.error.message })
  return { name: folder.value.name, chip: createChip(folder.value), keys: keysOf(folder.value) }
}

function cardOfPerson({ image, can, qrText, mrz }: IssuedCard): VirtualCard {
  // A chip without PACE opens with its MRZ alone; a number would only be refused.
  const numbers = image.cardAccess && { can, qr: qrText }
  return { name: image.name, chip: createChip(image), keys: { ...numbers, mrz: mrz.join(' ') } }
}

/** A card of the catalogues: a chip that misbehaves, or one whose documents are not in order. */
function hostileCardOf(person: string, name: string): VirtualCard | undefined {
  const { persona, can, mrz } = issued()
  if (person !== persona.id) return undefined
  const listed = hostileCase(name)
  if (listed) return cardOfCatalogue(listed)
  const documents = trustCatalogue.find(each => each.name === name && isOnCard(each))
  if (!documents) return undefined
  const { note, expected, image = honestImage, files = () => [[sod, honestSod()] as const] } = documents
  const chip = createChip(withFiles(image(), files()))
  const { verdict, reason } = expected
  const outcome = { verdict, ...(reason && { reason }) }
  return { name, chip, keys: { can, mrz: mrz.join(' '), hostile: { note, expected: outcome } } }
}

/** Virtual readers carry at most that many bytes. */
const largestResponse = 65_535

function cardOfCatalogue({
  name,
  note,
  expected,
  card,
  secret = 'can',
  latency,
  dataGroups,
  overPcsc,
}: HostileCase): VirtualCard {
  const { can, mrz } = issued()
  const chip = card()
  const keys = { can: { can }, mrz: { mrz: mrz.join(' ') }, 'wrong-can': { can: '111111' } }[secret]
  return {
    name,
    chip: {
      ...chip,
      get image() {
        return chip.image
      },
      get atr() {
        return chip.atr
      },
      transmit(command) {
        const response = chip.transmit(command)
        if (response.length <= largestResponse) return response
        return concatBytes(response.subarray(0, largestResponse - 2), response.subarray(-2))
      },
    },
    keys: {
      ...keys,
      ...(dataGroups && { dataGroups: dataGroups.map(group => group.slice(2)).join() }),
      hostile: { note, expected: overPcsc ?? expected },
    },
    ...(latency && { latency }),
  }
}

/** How a card from a folder is opened: by what its DG1 says. */
function keysOf({ can, files }: ChipImage): CardKeys {
  const dg1 = files.get(elementaryFile('DG1').fid)
  const mrz = dg1 && parseDg1(dg1)
  if (!mrz?.ok) return { ...(can && { can }) }
  const { documentNumber, birthDate, expiryDate } = mrz.value
  return { ...(can && { can }), document: `--document ${documentNumber} --birth ${birthDate} --expiry ${expiryDate}` }
}
