import type { z } from 'zod'
import { civilRecords, eidFields, lookupFields } from '../protocol/citizen-data.ts'
import { legalBases } from './legal-bases.ts'
import { type PurposeTable, purposeTableSchema, withheldGroups } from './purpose.ts'

/** Yes or no about a card and a person: what every purpose may ask. */
const verifyAndMatch = ['card-verifications', 'citizen-matches', 'eid-authentications'] as const
const withLookups = [...verifyAndMatch, 'citizen-lookups'] as const
const identity = ['personalNumber', 'fullName', 'birthDate', 'sex'] as const

/** No face, no fingerprints, no signature, nothing of the ethnic group and the religion in DG13, nobody to notify. */
const nothingKept = { keep: false, withhold: [...withheldGroups] }
const proofKept = { keep: true, withhold: [...withheldGroups] }

/** Five years hold at most two leap days. A desk does not know when the relation ends: the bank's own archive goes on from there. */
const laundering = { days: 1827, kind: 'duty', source: '14/2022/QH15', certainty: 'verify' } as const
/** Whoever draws on the population base keeps a log of it for the inspector: two years. */
const baseLog = { days: 731, kind: 'duty', source: '46/2022/TT-BCA, Điều 8', certainty: 'verify' } as const
/** No longer than the purpose needs; the number of days is this product's proposal. */
const needed = (days: number) =>
  ({ days, kind: 'limit', source: '91/2025/QH15; 356/2025/NĐ-CP', certainty: 'verify' }) as const

const told: z.input<typeof purposeTableSchema> = {
  version: '2026-11-22',
  legalBases: [...legalBases],
  auditDetails: baseLog,
  purposes: [
    {
      code: 'HEALTH_INSURANCE_CHECK',
      name: { vi: 'Kiểm tra thẻ bảo hiểm y tế', en: 'Check of a health insurance card' },
      legalBases: ['26/2023/QH15', '188/2025/NĐ-CP', '69/2024/NĐ-CP', '59/2022/NĐ-CP'],
      consentTypes: ['CONSENT', 'LEGAL_DUTY'],
      endpoints: [...verifyAndMatch, 'insurance-card-checks'],
      lookup: { fields: [], sensitive: [] },
      civilRecords: [],
      eidFields: [...identity],
      evidence: nothingKept,
      retention: needed(90),
    },
    {
      code: 'PATIENT_ADMISSION',
      name: { vi: 'Tiếp nhận người bệnh', en: 'Admission of a patient' },
      legalBases: ['26/2023/QH15', '188/2025/NĐ-CP', '69/2024/NĐ-CP', '59/2022/NĐ-CP'],
      consentTypes: ['CONSENT', 'LEGAL_DUTY', 'EMERGENCY'],
      endpoints: [...withLookups, 'insurance-card-checks'],
      lookup: { fields: ['currentResidence', 'lifeStatus', 'legalRepresentative'], sensitive: ['bloodGroup'] },
      civilRecords: [],
      eidFields: [...identity, 'placeOfResidence'],
      evidence: nothingKept,
      retention: baseLog,
    },
    {
      code: 'BANK_ACCOUNT_OPENING',
      name: { vi: 'Mở tài khoản thanh toán', en: 'Opening of a bank account' },
      legalBases: ['26/2023/QH15', '17/2024/TT-NHNN', '14/2022/QH15', '69/2024/NĐ-CP', '59/2022/NĐ-CP'],
      consentTypes: ['CONSENT', 'LEGAL_DUTY'],
      endpoints: [...withLookups],
      lookup: {
        fields: ['permanentResidence', 'currentResidence', 'lifeStatus', 'legalRepresentative'],
        sensitive: [],
      },
      civilRecords: [],
      eidFields: [...eidFields],
      evidence: proofKept,
      retention: laundering,
    },
    {
      code: 'BANK_COUNTER_TXN',
      name: { vi: 'Giao dịch tại quầy ngân hàng', en: 'Transaction at a bank counter' },
      legalBases: ['26/2023/QH15', '17/2024/TT-NHNN', '14/2022/QH15', '69/2024/NĐ-CP', '59/2022/NĐ-CP'],
      consentTypes: ['CONSENT', 'LEGAL_DUTY'],
      endpoints: [...verifyAndMatch],
      lookup: { fields: [], sensitive: [] },
      civilRecords: [],
      eidFields: [...identity],
      evidence: proofKept,
      retention: laundering,
    },
    {
      code: 'BANK_INFO_UPDATE',
      name: { vi: 'Cập nhật thông tin khách hàng', en: 'Update of customer data' },
      legalBases: ['26/2023/QH15', '17/2024/TT-NHNN', '14/2022/QH15', '69/2024/NĐ-CP', '59/2022/NĐ-CP'],
      consentTypes: ['CONSENT', 'LEGAL_DUTY'],
      endpoints: [...withLookups],
      lookup: { fields: ['permanentResidence', 'currentResidence', 'lifeStatus'], sensitive: [] },
      civilRecords: [],
      eidFields: [...eidFields],
      evidence: proofKept,
      retention: laundering,
    },
    {
      code: 'RESIDENCE_CONFIRMATION',
      name: { vi: 'Xác nhận thông tin về cư trú', en: 'Confirmation of residence' },
      legalBases: ['68/2020/QH14', '53/2025/TT-BCA', '26/2023/QH15', '69/2024/NĐ-CP', '59/2022/NĐ-CP'],
      consentTypes: ['CONSENT', 'LEGAL_DUTY'],
      endpoints: [...withLookups, 'residence-confirmations'],
      lookup: {
        fields: ['permanentResidence', 'temporaryResidence', 'currentResidence', 'household', 'lifeStatus'],
        sensitive: [],
      },
      civilRecords: [],
      eidFields: [...identity, 'placeOfResidence'],
      evidence: nothingKept,
      retention: baseLog,
    },
    {
      code: 'RESIDENCE_REGISTRATION',
      name: { vi: 'Đăng ký cư trú', en: 'Registration of residence' },
      legalBases: ['68/2020/QH14', '53/2025/TT-BCA', '26/2023/QH15', '69/2024/NĐ-CP', '59/2022/NĐ-CP', '60/2014/QH13'],
      consentTypes: ['CONSENT', 'LEGAL_DUTY'],
      endpoints: [...withLookups, 'civil-status'],
      lookup: { fields: lookupFields.filter(field => field !== 'bloodGroup'), sensitive: [] },
      civilRecords: ['MARITAL_STATUS', 'BIRTH_EXTRACT'],
      eidFields: [...identity, 'placeOfResidence'],
      evidence: nothingKept,
      retention: baseLog,
    },
    {
      code: 'ADMIN_PROCEDURE',
      name: { vi: 'Giải quyết thủ tục hành chính', en: 'Administrative procedure' },
      legalBases: ['26/2023/QH15', '68/2020/QH14', '60/2014/QH13', '69/2024/NĐ-CP', '59/2022/NĐ-CP'],
      consentTypes: ['CONSENT', 'LEGAL_DUTY'],
      endpoints: [...withLookups, 'civil-status'],
      lookup: {
        fields: ['permanentResidence', 'temporaryResidence', 'currentResidence', 'spouse', 'lifeStatus'],
        sensitive: [],
      },
      civilRecords: [...civilRecords],
      eidFields: [...identity, 'placeOfResidence'],
      evidence: nothingKept,
      retention: baseLog,
    },
  ],
}

/** Every purpose of this product, checked when it is loaded. */
export const purposeTable: PurposeTable = purposeTableSchema.parse(told)
