import type { DeskName } from './day-script.ts'

/**
 * What each desk may keep of a card, written down here a second time: a definition that comes to keep more has to be allowed to here as well
 * (Luật 91/2025/QH15, minimisation).
 */
export const policy: Readonly<Record<DeskName, Readonly<Record<string, readonly string[]>>>> = {
  clinic: {
    PATIENT_ADMISSION: ['personalNumber', 'fullName', 'birthDate', 'sex', 'placeOfResidence', 'issueDate'],
    HEALTH_INSURANCE_CHECK: ['personalNumber', 'fullName', 'birthDate'],
  },
  bank: {
    BANK_ACCOUNT_OPENING: [
      'personalNumber',
      'fullName',
      'birthDate',
      'nationality',
      'placeOfResidence',
      'issueDate',
      'expiryDate',
      'documentNumber',
    ],
    BANK_COUNTER_TXN: ['personalNumber', 'fullName', 'birthDate', 'issueDate', 'expiryDate', 'documentNumber'],
    BANK_INFO_UPDATE: [
      'personalNumber',
      'fullName',
      'birthDate',
      'sex',
      'nationality',
      'placeOfResidence',
      'issueDate',
      'expiryDate',
      'documentNumber',
      'oldIdNumber',
    ],
  },
  commune: {
    RESIDENCE_CONFIRMATION: [
      'personalNumber',
      'fullName',
      'birthDate',
      'sex',
      'nationality',
      'placeOfOrigin',
      'placeOfResidence',
    ],
    RESIDENCE_REGISTRATION: ['personalNumber', 'fullName', 'birthDate', 'sex', 'placeOfResidence'],
    ADMIN_PROCEDURE: ['personalNumber', 'fullName', 'birthDate'],
  },
  telecom: { SUBSCRIBER_CHECK: ['personalNumber', 'fullName', 'birthDate', 'issueDate', 'expiryDate'] },
}

export const mayKeep = (desk: DeskName, purpose: string): readonly string[] => policy[desk][purpose] ?? []

/** Purposes whose look-ups answer with the residence and the household of the person: the register's words, which their papers are made of. */
export const looksUpResidence = (purpose: string): boolean =>
  ['RESIDENCE_CONFIRMATION', 'RESIDENCE_REGISTRATION', 'BANK_ACCOUNT_OPENING', 'BANK_INFO_UPDATE'].includes(purpose)
export const looksUpHousehold = (purpose: string): boolean =>
  ['RESIDENCE_CONFIRMATION', 'RESIDENCE_REGISTRATION'].includes(purpose)
/** Purposes whose answer is a confirmation as form CT07 words it, with the place of origin. */
export const confirmsResidence = (purpose: string): boolean => purpose === 'RESIDENCE_CONFIRMATION'
