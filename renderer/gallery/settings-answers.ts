import type { NetworkTest, ServiceId, Settings } from '../../main/protocol/settings.ts'

const laws = [
  { code: '188/2025/NĐ-CP', title: { vi: 'Nghị định về bảo hiểm y tế', en: 'Decree on health insurance' } },
  { code: '26/2023/QH15', title: { vi: 'Luật Căn cước', en: 'Law on identification' } },
]
const kind = (id: string, vi: string, en: string, more: Partial<Settings['definitions'][number]> = {}) => ({
  id,
  title: { vi, en },
  own: false,
  visits: [],
  face: false,
  slips: false,
  ...more,
})

/** A hospital that has almost everything connected, one thing of it not well. */
export const gallerySettings: Settings = {
  changeable: true,
  revision: '1',
  applied: true,
  values: {
    'desk.definition': 'clinic',
    'desk.purpose': 'PATIENT_ADMISSION',
    'desk.id': 'quay-01',
    'desk.name': 'Tiếp đón số 1, khoa Khám bệnh theo yêu cầu',
    'desk.letterhead.superior': 'Sở Y tế tỉnh Ví Dụ',
    'desk.letterhead.organisation': 'Bệnh viện Đa khoa Hoa Sữa',
    'desk.letterhead.unit': 'Khoa Khám bệnh',
    'desk.letterhead.address': 'Số 12 đường Mẫu, phường Hoa Sữa, tỉnh Ví Dụ',
    'desk.facility.code': '01001',
    'desk.facility.level': 'basic',
    'registry.url': 'https://tra-cuu.trung-uong.example/',
    'insurance.url': 'https://gdbhyt.example/',
    'insurance.username': '01001_BV',
    'insurance.facilityCode': '01001',
    'organisation.url': 'https://his.hoa-sua.example/v1/ban-giao/tiep-nhan-nguoi-benh',
    'printing.slip': '80',
    lockAfterSeconds: 120,
  },
  defaults: {
    'desk.definition': 'office',
    'desk.id': 'desk-1',
    'desk.name': 'Quầy tiếp nhận',
    'desk.organisationCode': '00000',
    'desk.unitCode': '01',
    'desk.serviceCode': '0.000000',
    policy: 'counter',
    faceComparison: false,
    lockAfterSeconds: 300,
    clearAfterSeconds: 120,
  },
  definitions: [
    kind('bank', 'Quầy giao dịch ngân hàng', 'Bank teller', { face: true }),
    kind('clinic', 'Tiếp đón người bệnh', 'Hospital reception', {
      slips: true,
      visits: [
        {
          purpose: 'PATIENT_ADMISSION',
          name: { vi: 'Tiếp nhận người bệnh', en: 'Admission of a patient' },
          legalBasis: '188/2025/NĐ-CP',
          legalBases: laws,
        },
        {
          purpose: 'HEALTH_INSURANCE_CHECK',
          name: { vi: 'Kiểm tra thẻ BHYT', en: 'Health-insurance check' },
          legalBasis: '188/2025/NĐ-CP',
          legalBases: laws,
        },
      ],
    }),
    kind('commune', 'Công an cấp xã: cư trú', 'Commune police: residence'),
    kind('office', 'Bộ phận một cửa', 'One-stop office'),
    kind('lending', 'Quầy cho vay của chi nhánh', 'Lending desk', { own: true, face: true }),
  ],
  services: [
    {
      id: 'registry',
      configured: true,
      secrets: [],
      line: { status: 'online', failures: 0, answeredAt: '2026-01-15T02:10:05Z' },
    },
    { id: 'card-provider', configured: false, secrets: [] },
    { id: 'population-base', configured: false, secrets: [] },
    {
      id: 'insurance',
      configured: true,
      secrets: [{ name: 'insurance.password', set: true }],
      line: { status: 'offline', failures: 3, answeredAt: '2026-01-15T01:40:00Z', error: 'OnlineAccount' },
    },
    {
      id: 'organisation',
      configured: true,
      way: 'http',
      secrets: [{ name: 'organisation.key', set: false }],
      line: { status: 'unknown', failures: 0 },
    },
    { id: 'door', configured: false, secrets: [] },
  ],
}

const tested: Readonly<Record<ServiceId, Partial<NetworkTest>>> = {
  registry: { status: 200, clockMs: -42 },
  'card-provider': {},
  'population-base': {},
  insurance: { problem: 'account', code: 'HTTP 401' },
  organisation: { problem: 'tls-untrusted', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
  door: {},
}
export const galleryTest = (service: ServiceId): NetworkTest => ({
  service,
  at: '2026-01-15T02:12:00Z',
  ms: 184,
  ...tested[service],
})
