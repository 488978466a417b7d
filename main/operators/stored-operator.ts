import type { Role } from '../protocol/roles.ts'

/** An account as it is kept. */
export interface StoredOperator {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Own number, 12 digits. */
  readonly officerNumber?: string | undefined
  /** See main/crypto/secret-hash.ts. */
  readonly secret: string
  /** Who chose the secret, and so may know it: a sign-in name, `os:NAME` or `station`. */
  readonly secretBy: string
  readonly disabled: boolean
  /** RFC 3339. */
  readonly createdAt: string
  readonly changedAt: string
}
