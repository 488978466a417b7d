/** Secrets that a desk shares with the central services and with the organisation's own system; `population-base.officer.ID` for each officer that has one. */
export const secretNames = [
  'insurance.password',
  'card-provider.api-key',
  'population-base.secret',
  'population-base.api-key',
  'population-base.access-token',
  'organisation.key',
  'door.token',
] as const

export const isSecretName = (name: string): boolean =>
  secretNames.some(known => known === name) || /^population-base\.officer\.[\w.-]{1,50}$/.test(name)
