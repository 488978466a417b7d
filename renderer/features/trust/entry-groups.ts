import type { TrustEntry } from '../../../main/protocol/trust.ts'

const day = 86_400_000
/** From then on a new one has to be asked for. */
const soonDays = 90

export interface Validity {
  readonly state: 'valid' | 'soon' | 'expired' | 'not-yet'
  /** Days that are left, or that have passed since. */
  readonly days: number
}

/** Where a certificate stands in its time; undefined where its time is not known. */
export function validityOf({ notBefore, notAfter }: Pick<TrustEntry, 'notBefore' | 'notAfter'>, now: Date) {
  if (notBefore === '' || notAfter === undefined) return undefined
  const left = Math.floor((Date.parse(notAfter) - now.getTime()) / day)
  const state =
    Date.parse(notBefore) > now.getTime() ? 'not-yet' : left < 0 ? 'expired' : left < soonDays ? 'soon' : 'valid'
  return { state, days: Math.abs(left) } satisfies Validity
}

export const shownEntries = ['all', 'active', 'soon', 'expired', 'disabled'] as const
export type ShownEntries = (typeof shownEntries)[number]

export interface EntryGroup {
  readonly country: string
  readonly name: string
  readonly entries: readonly TrustEntry[]
}

/** Country names in a language; a code that has none stays as it is. */
export function countryNames(language: string): (code: string) => string {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  return code => {
    try {
      return names.of(code.toUpperCase()) ?? code
    } catch {
      return code
    }
  }
}

/**
 * Certificates by country, Vietnam first, then by name. What is searched for is found in the names of the country in both languages, in the
 * subject and in the fingerprint, without regard to marks and case.
 */
export function entryGroups(
  entries: readonly TrustEntry[],
  {
    find,
    show,
    now,
    language,
    noCountry,
  }: Readonly<Record<'find' | 'language' | 'noCountry', string>> & {
    readonly show: ShownEntries
    readonly now: Date
  },
): EntryGroup[] {
  const name = countryNames(language)
  const [vi, en] = [countryNames('vi'), countryNames('en')]
  const wanted = folded(find)
  const bare = wanted.replace(/[\s:]/g, '')
  const isFound = (entry: TrustEntry) => {
    const { country = '', fingerprint } = entry
    const words = country === '' ? '' : `${country} ${vi(country)} ${en(country)}`
    return folded(`${words} ${entry.name}`).includes(wanted) || (bare.length >= 4 && fingerprint.includes(bare))
  }
  const isShown = (entry: TrustEntry) =>
    show === 'all' ||
    (show === 'active' || show === 'disabled' ? entry.status === show : validityOf(entry, now)?.state === show)
  const found = entries.filter(entry => isShown(entry) && (wanted === '' || isFound(entry)))
  const groups = [...Map.groupBy(found, ({ country = '' }) => country.toUpperCase())]
  return groups
    .map(([country, members]) => ({
      country,
      name: country === '' ? noCountry : name(country),
      entries: members.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    }))
    .sort((a, b) => first(a) - first(b) || a.name.localeCompare(b.name, language))
}

const first = ({ country }: EntryGroup) => (country === 'VN' ? 0 : country === '' ? 2 : 1)
const ranks: readonly TrustEntry['what'][] = ['anchor', 'link', 'signer', 'unusable']
const rank = ({ what, kind }: TrustEntry) =>
  ranks.indexOf(what) * 10 + (kind === 'identity-card' ? 0 : kind === 'passport' ? 1 : 2)

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase().trim()
