import { type ChipDeskError, chipDeskError, type ErrorTag } from '../../main/protocol/errors.ts'

/** What was asked of the service when it failed: the same words mean different things. */
export type PcscStep = 'establish' | 'watch' | 'connect' | 'transmit'

// The texts of smartcard 3.7 for the codes of winscard.h; it passes on nothing else.
const tagOfText: Readonly<Record<string, ErrorTag>> = {
  'PC/SC service not running': 'ServiceDown',
  'PC/SC service stopped': 'ServiceDown',
  'System cancelled operation': 'ServiceDown',
  'Internal error': 'ServiceDown',
  'Invalid handle': 'ServiceDown',
  'Context is not valid': 'ServiceDown',
  'No readers available': 'ReaderNone',
  'Unknown reader': 'ReaderLost',
  'Reader unavailable': 'ReaderLost',
  'Reader not ready': 'ReaderBusy',
  'Sharing violation': 'ReaderBusy',
  'Insufficient buffer': 'ReaderUnsupported',
  'Invalid parameter': 'ReaderUnsupported',
  'Invalid value': 'ReaderUnsupported',
  'Card was removed': 'CardRemoved',
  // Nobody but a sleeping computer resets or unpowers a card that is held exclusively.
  'Card was reset': 'CardRemoved',
  'Card is unpowered': 'CardRemoved',
  'Card is not connected': 'CardRemoved',
  'Card is unresponsive': 'CardMute',
  'Operation timed out': 'CardMute',
  'Card is not supported': 'CardNotAnIdCard',
  'Unknown card type': 'CardNotAnIdCard',
  'Invalid ATR': 'CardNotAnIdCard',
  'Protocol mismatch': 'CardNotAnIdCard',
}

const tagOfStep: Readonly<Record<PcscStep, Readonly<Record<string, ErrorTag>>>> = {
  establish: {},
  watch: {},
  connect: { 'No smart card present': 'CardNone', 'Transaction failed': 'CardMute' },
  // A card torn off in the middle of a command is reported as a failed transaction by most drivers.
  transmit: { 'No smart card present': 'CardRemoved', 'Transaction failed': 'CardRemoved' },
}

const lost: Readonly<Record<PcscStep, ErrorTag>> = {
  establish: 'ServiceDown',
  watch: 'ServiceDown',
  connect: 'ReaderLost',
  transmit: 'CardRemoved',
}

function tagOf(step: PcscStep, text: string): ErrorTag {
  const pcscLite = process.platform === 'linux'
  // From pcsc-lite's client this is the broken connection to the service; elsewhere it is the reader's.
  if (text === 'Communication error') return pcscLite ? 'ServiceDown' : 'ReaderLost'
  // The one code of pcsc-lite for these calls that the module has no words for is SCARD_W_SECURITY_VIOLATION (polkit).
  if (text === 'Unknown PC/SC error' && pcscLite && step !== 'transmit') return 'ServiceAccessDenied'
  return tagOfStep[step][text] ?? tagOfText[text] ?? lost[step]
}

/** Turns what the native module threw, whose only content is its text, into an error with a tag. */
export function pcscError(step: PcscStep, thrown: unknown): ChipDeskError {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return chipDeskError(tagOf(step, text), { cause: `${step}: ${text}` })
}
