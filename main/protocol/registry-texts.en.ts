import type { vietnameseRegistryTexts } from './registry-texts.vi.ts'

export const englishRegistryTexts: typeof vietnameseRegistryTexts = {
  card: {
    VALID: 'Card is valid',
    REVOKED: 'Card was revoked',
    EXPIRED: 'Card has expired',
    REPLACED: 'Card was replaced by another',
    LOST_REPORTED: 'Card was reported lost',
    UNKNOWN_SIGNER: 'Signature of the card not recognised',
    NUMBER_MISMATCH: 'Number does not match the card',
    NOT_VALID: 'Card is not valid',
  },
  match: {
    FULL: 'Data matches in full',
    PARTIAL: 'Data matches only in part',
    NONE: 'Data does not match',
    NOT_FOUND: 'Person not found',
  },
  life: { ALIVE: 'Alive', DECEASED: 'Recorded as deceased', MISSING: 'Recorded as missing' },
  numberCancelled: 'Personal number was cancelled',
}
