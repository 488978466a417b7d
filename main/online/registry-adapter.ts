import { z } from 'zod'
import type { Result } from '../emrtd/result.ts'
import {
  type CivilStatusAnswer,
  civilRecords,
  type EidAnswer,
  type EidWaiting,
  eidFields,
  type LookupAnswer,
  lookupFields,
  type ResidenceAnswer,
} from '../protocol/citizen-data.ts'
import type { RegistryRequest } from '../protocol/registry-question.ts'
import type { CardVerification } from './card-answer.ts'
import type { CitizenMatch } from './citizen-answer.ts'
import type { RegistryFailure } from './registry-failure.ts'

/** Of a request whose body is that of our contract. Every call may be made again with the same request. */
export type Asking<T> = (request: RegistryRequest, signal?: AbortSignal) => Promise<Result<T, RegistryFailure>>

/**
 * A central register. What it cannot do is absent. Requests are the neutral bodies of our contract; adapters of other services derive theirs from
 * them, always in the same way, so that every try says the same.
 */
export interface RegistryAdapter {
  /** @param province of the place of origin, for providers that ask for it */
  verifyCard?(
    request: RegistryRequest,
    signal?: AbortSignal,
    province?: string,
  ): Promise<Result<CardVerification, RegistryFailure>>
  /** Yes or no per field; no data comes back. */
  readonly matchCitizen?: Asking<CitizenMatch>
  readonly lookUp?: Asking<LookupAnswer>
  readonly civilStatus?: Asking<CivilStatusAnswer>
  readonly eid?: EidAdapter
  readonly confirmResidence?: Asking<ResidenceAnswer>
  /** What may be asked there, for which purpose. */
  purposes?(signal?: AbortSignal): Promise<Result<ServicePurposes, RegistryFailure>>
  /** Bytes of the trust bundle, as signed. */
  trustBundle?(signal?: AbortSignal): Promise<Result<Uint8Array, RegistryFailure>>
  /** A sign of life. @returns the register's time, RFC 3339 */
  status?(signal?: AbortSignal): Promise<Result<string, RegistryFailure>>
  close(): Promise<void>
}

/** Electronic authentication with consent in the citizen's app (NĐ 69/2024/NĐ-CP). */
export interface EidAdapter {
  /** Puts the question into the app. @returns what to show meanwhile, or an end: there is no account, or none of that level */
  readonly request: Asking<EidBegun | EidAnswer>
  /** @returns `waiting` until the citizen has answered or the request has run out */
  poll(
    begun: EidBegun,
    request: RegistryRequest,
    signal?: AbortSignal,
  ): Promise<Result<EidAnswer | 'waiting', RegistryFailure>>
}

export interface EidBegun extends EidWaiting {
  readonly authenticationId: string
}

const words = z.object({ vi: z.string(), en: z.string() })
export const servicePurposesSchema = z.object({
  version: z.string(),
  purposes: z.array(
    z.object({
      code: z.string(),
      name: words,
      legalBases: z.array(z.object({ code: z.string(), also: z.array(z.string()).optional(), title: words })),
      endpoints: z.array(z.string()),
      lookupFields: z.array(z.enum(lookupFields)),
      civilRecords: z.array(z.enum(civilRecords)),
      eidFields: z.array(z.enum(eidFields)),
      consentTypes: z.array(z.enum(['CONSENT', 'LEGAL_DUTY', 'EMERGENCY'])),
      quotaPerDay: z.number().int(),
    }),
  ),
})
export type ServicePurposes = z.infer<typeof servicePurposesSchema>
