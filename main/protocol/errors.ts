import { z } from 'zod'
import { phases } from './phases.ts'
import { type SeenKind, seenKinds } from './seen-codes.ts'

/** What can be tried after an error: with the same card as it lies, after lifting it, by the operator, or nothing. */
export const retries = ['same-card', 're-present', 'operator', 'never'] as const
export type Retry = (typeof retries)[number]

/** Every error tag with what can be tried. Cause, cure and words: docs/error-codes.md and the renderer's dictionaries. */
export const errorTags = {
  ServiceMissing: 'operator',
  ServiceDown: 'operator',
  ServiceAccessDenied: 'operator',
  ReaderNone: 'operator',
  ReaderLost: 'operator',
  ReaderBusy: 'same-card',
  ReaderReading: 'same-card',
  ReaderUnsupported: 'operator',
  ReaderSeveralCards: 're-present',
  CardNone: 're-present',
  CardRemoved: 're-present',
  CardMute: 're-present',
  CardNotAnIdCard: 'never',
  CardWrongKey: 'same-card',
  CardBlocked: 'never',
  CardReadCancelled: 'same-card',
  ProtocolStatusWord: 're-present',
  ProtocolSecureMessaging: 're-present',
  ProtocolTlv: 're-present',
  ProtocolLength: 're-present',
  ProtocolValue: 're-present',
  AccessNoSecret: 'operator',
  AccessNoPurpose: 'operator',
  AccessNoConsent: 'operator',
  AccessRefused: 're-present',
  AccessUnsupported: 'never',
  AccessHostile: 'never',
  ChipRefused: 're-present',
  ChipHostile: 'never',
  TrustAnchorInvalid: 'operator',
  DataUnknownCode: 'same-card',
  DataNumberInvalid: 'same-card',
  DataTooLong: 'same-card',
  DataMalformed: 'never',
  ScannerSoftwareMissing: 'operator',
  ScannerNone: 'operator',
  ScannerBusy: 'operator',
  ScannerAccessDenied: 'operator',
  ScannerFailed: 'operator',
  ScannerCodeIncomplete: 'same-card',
  ScannerCodeTooLong: 'same-card',
  StoreLocked: 'operator',
  StoreKeyWrong: 'operator',
  StoreNewer: 'operator',
  StoreFull: 'operator',
  StoreReadOnly: 'operator',
  StoreDamaged: 'operator',
  StoreForeign: 'operator',
  StoreKeyMissing: 'operator',
  StoreKeySealed: 'operator',
  StoreBackupInvalid: 'operator',
  StoreAuditBroken: 'operator',
  StoreFailed: 'operator',
  OnlineOffline: 'operator',
  OnlineTimeout: 'operator',
  OnlineAnswerInvalid: 'operator',
  OnlineRefused: 'operator',
  OnlineFailed: 'operator',
  OnlineNotAllowed: 'never',
  OnlineAccount: 'operator',
  OnlineExpired: 'operator',
  ConfigInvalid: 'operator',
  ConfigDesk: 'operator',
  ConfigChanged: 'operator',
  ConfigRuntime: 'operator',
  ApiUnauthorised: 'operator',
  ApiSignInNeeded: 'operator',
  ApiNotPermitted: 'operator',
  ApiSecondPersonNeeded: 'operator',
  ApiPinWrong: 'operator',
  ApiPinDelayed: 'operator',
  ApiOperatorInvalid: 'operator',
  ApiDeskRule: 'never',
  ApiUnknownCall: 'never',
  ApiMessageInvalid: 'never',
  ApiInternal: 'operator',
} as const satisfies Record<string, Retry>
export type ErrorTag = keyof typeof errorTags

const tagNames = Object.keys(errorTags) as [ErrorTag, ...ErrorTag[]]

export const errorSchema = z.object({
  tag: z.enum(tagNames),
  /** Phase of the read in which it happened. */
  phase: z.enum(phases).optional(),
  /** ISO 7816 status word as four hex digits, e.g. `6300`. */
  sw: z.string().optional(),
  /** Technical cause in English for the log and the details drawer; never personal data. */
  cause: z.string().optional(),
  /** Of something scanned or typed that is no card: what it was instead. */
  seen: z.enum(seenKinds).optional(),
  /** How long nothing will be tried, ms. */
  waitMs: z.number().optional(),
  retry: z.enum(retries),
  /** Key of the text shown to the clerk, in both dictionaries. */
  messageKey: z.string(),
})
/** The one shape of every expected failure that leaves a module. */
export type ChipDeskError = z.infer<typeof errorSchema>

/** Builds an error; retry advice and message key follow from the tag. */
export function chipDeskError(
  tag: ErrorTag,
  more: { phase?: ChipDeskError['phase']; sw?: number; cause?: string; seen?: SeenKind; waitMs?: number } = {},
): ChipDeskError {
  return {
    tag,
    ...(more.phase && { phase: more.phase }),
    ...(more.sw !== undefined && { sw: more.sw.toString(16).toUpperCase().padStart(4, '0') }),
    ...(more.cause && { cause: more.cause }),
    ...(more.seen && { seen: more.seen }),
    ...(more.waitMs && { waitMs: more.waitMs }),
    retry: errorTags[tag],
    messageKey: `error.${tag}`,
  }
}
