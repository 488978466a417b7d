import type { DocumentField, FieldId } from './report.ts'

export const englishFieldNames = {
  personalNumber: 'Personal number',
  fullName: 'Full name',
  birthDate: 'Birth date',
  sex: 'Sex',
  nationality: 'Nationality',
  placeOfOrigin: 'Place of origin',
  placeOfResidence: 'Place of residence',
  issueDate: 'Issue date',
  expiryDate: 'Valid until',
  documentNumber: 'MRZ number',
  issuingState: 'Issuing state',
  oldIdNumber: 'Former ID',
  personalMarks: 'Personal marks',
} satisfies Record<FieldId, string>

export const englishSources = {
  typed: 'typed number',
  qr: 'QR code',
  mrz: 'MRZ on the card',
  dg1: 'chip (DG1)',
  dg2: 'chip (DG2)',
  dg13: 'chip (DG13)',
  registry: 'central register',
  vneid: 'VNeID app',
} satisfies Record<DocumentField['source'], string>
