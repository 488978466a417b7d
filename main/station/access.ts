import type { AuditAction, NewAuditEntry } from '../protocol/audit.ts'
import type { Role } from '../protocol/roles.ts'
import type { StationConfig } from './config.ts'

/** Who is at the desk, why, and by what right: it stands on every record, every question and every audit entry. */
export interface Access {
  readonly desk: string
  /** `station` with role `none` for what happens by itself. */
  readonly operator: {
    readonly id: string
    readonly name: string
    readonly role: Role | 'none'
    /** The person's own number, for services that ask who asks. */
    readonly officerNumber?: string
  }
  readonly purpose: { readonly code: string; readonly legalBasis: string; readonly serviceCode: string }
}

/** The access of an operator at the desk of this configuration. */
export const accessOf = (desk: StationConfig['desk'], operator: Access['operator']): Access => ({
  desk: desk.id,
  operator,
  purpose: purposeOf(desk),
})

/** Why people come to this desk, and by what right they are asked. */
export const purposeOf = (desk: StationConfig['desk']): Access['purpose'] => ({
  code: desk.purpose,
  legalBasis: desk.legalBasis,
  serviceCode: desk.serviceCode,
})

/** What the station does without anybody asking for it. */
export const byItself = ({ desk, purpose }: Access): Access => ({
  desk,
  purpose,
  operator: { id: 'station', name: '', role: 'none' },
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
