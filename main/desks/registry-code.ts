import type { RegistryState } from '../protocol/transaction.ts'

/** What the register said, in one code: its verdict on the card, its match where it was asked about nobody's card, or that there is no answer. */
export function registryCodeOf(registry: RegistryState): string {
  if (registry.status !== 'answered') return registry.status
  return registry.card?.verdict ?? registry.citizen?.match ?? 'answered'
}
