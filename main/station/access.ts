import type { AuditAction, NewAuditEntry } from '../protocol/audit.ts'
import type { Role } from '../protocol/roles.ts'
import type { StationConfig } from './config.ts'

/** Where citizens come, why, and by what right they are asked. */
export interface Place {
  readonly desk: string
  readonly purpose: { readonly code: string; readonly legalBasis: string; readonly serviceCode: string }
}

/** Who is at the desk, why, and by what right: it stands on every record, every question and every audit entry. */
export interface Access extends Place {
  /** `station` with role `none` for what happens by itself. */
  readonly operator: { readonly id: string; readonly role: Role | 'none' }
}

/** The desk of a configuration. */
export const placeOf = (desk: StationConfig['desk']): Place => ({
  desk: desk.id,
  purpose: { code: desk.purpose, legalBasis: desk.legalBasis, serviceCode: desk.serviceCode },
})

/** What the station does without anybody asking for it. */
export const byItself = ({ desk, purpose }: Place): Access => ({
  desk,
  purpose,
  operator: { id: 'station', role: 'none' },
})

/** An audit entry of this access. `subject` is a personal number, which the store keeps as a keyed hash only. */
export const auditEntry = (
  { desk, operator, purpose }: Access,
  at: Date,
  action: AuditAction,
  more: Pick<NewAuditEntry, 'outcome' | 'subject' | 'facts' | 'detail'>,
): NewAuditEntry => ({
  at: at.toISOString(),
  desk,
  operator: operator.id,
  role: operator.role,
  action,
  purpose: purpose.code,
  legalBasis: purpose.legalBasis,
  ...more,
})
