import type { DeskVisitDefinition } from '../desks/definition.ts'
import type { AuditAction, NewAuditEntry } from '../protocol/audit.ts'
import type { Consent } from '../protocol/consent.ts'
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

/** A citizen is being served: what for, and what it rests on. */
export interface Serving extends Access {
  readonly visit: DeskVisitDefinition
  readonly consent: Consent
  /** Definition of the desk by which it happens. */
  readonly definition: { readonly id: string; readonly version: string }
  /** Why there is no card. */
  readonly withoutCard?: { readonly reason: string }
  /** A card or book number of the insurance, to ask it by. */
  readonly insuranceNumber?: string
}

/** The desk of a configuration, for what happens there under no citizen's purpose. @param purpose the first one of its definition, where that is known */
export const placeOf = (
  desk: StationConfig['desk'],
  purpose?: { readonly purpose: string; readonly legalBasis: string },
): Place => ({
  desk: desk.id,
  purpose: {
    code: desk.purpose ?? purpose?.purpose ?? 'ADMIN_PROCEDURE',
    legalBasis: desk.legalBasis ?? purpose?.legalBasis ?? '26/2023/QH15',
    serviceCode: desk.serviceCode,
  },
})

/** Who serves whom: the place with the purpose of the visit. */
export const servingAt = (
  { desk }: Place,
  operator: Access['operator'],
  { visit, consent, definition }: Pick<Serving, 'visit' | 'consent' | 'definition'>,
): Serving => ({
  desk,
  operator,
  visit,
  consent,
  definition,
  purpose: { code: visit.purpose, legalBasis: visit.legalBasis, serviceCode: visit.serviceCode ?? '' },
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
