import type { SettingName, Settings, SettingValue } from '../../../main/protocol/settings.ts'

/** What somebody has changed and not yet saved; `null`: taken out. What is absent is as in the file. */
export type Draft = { readonly [Name in SettingName]?: SettingValue | null }

export interface Change {
  readonly name: SettingName
  readonly value: SettingValue | null
}

/** What a field shows: the draft, else the file; undefined where neither says anything. */
export function shownValue(
  settings: Pick<Settings, 'values'>,
  draft: Draft,
  name: SettingName,
): SettingValue | undefined {
  const drafted = draft[name]
  return drafted === undefined ? settings.values[name] : (drafted ?? undefined)
}

/** What holds: as shown, else what the product takes where the file says nothing. */
export const effectiveValue = (
  settings: Pick<Settings, 'values' | 'defaults'>,
  draft: Draft,
  name: SettingName,
): SettingValue | undefined => shownValue(settings, draft, name) ?? settings.defaults[name]

/** With these values; one that is again what the file says is no change any more. */
export function withDrafted(settings: Pick<Settings, 'values' | 'defaults'>, draft: Draft, wish: Draft): Draft {
  const next = Object.entries({ ...draft, ...wish }) as [SettingName, SettingValue | null][]
  return Object.fromEntries(next.filter(([name, value]) => !isAsBefore(settings, name, value)))
}

function isAsBefore(
  { values, defaults }: Pick<Settings, 'values' | 'defaults'>,
  name: SettingName,
  value: SettingValue | null,
) {
  if (values[name] === undefined) return value === null || value === defaults[name]
  return value === values[name]
}

export const changesOf = (draft: Draft): Change[] =>
  (Object.entries(draft) as [SettingName, SettingValue | null][]).map(([name, value]) => ({ name, value }))

/** Another kind of desk has other purposes: what was chosen among those of the former one goes. */
export const otherDefinition = (definition: string): Draft => ({
  'desk.definition': definition,
  'desk.purpose': null,
  'desk.legalBasis': null,
})

/** Field that a refusal is about, as its cause names the place: `config.json: insurance.url: …`. */
export function refusedField(cause: string | undefined, names: readonly SettingName[]): SettingName | undefined {
  const place = /^config\.json: ([\w.]+)/.exec(cause ?? '')?.[1]
  return place === undefined ? undefined : names.find(name => name === place || name.startsWith(`${place}.`))
}

/** A whole number as typed; the text itself where it is none, so that the station can say so. */
export const numberOf = (text: string): SettingValue | null =>
  text.trim() === '' ? null : /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : text

/** Values of a draft that no screen may lose: they are kept while another screen is shown. */
export const isEmpty = (draft: Draft): boolean => Object.keys(draft).length === 0
