import type { z } from 'zod'
import type { purposeTableSchema } from './purpose.ts'

/** Texts that a purpose can rest on, those no longer in force included: what they once allowed is refused by name. */
export const legalBases = [
  {
    code: '26/2023/QH15',
    also: ['LUAT-CAN-CUOC-26-2023'],
    title: { vi: 'Luật Căn cước', en: 'Law on Identification' },
    from: '2024-07-01',
    certainty: 'sure',
  },
  {
    code: '68/2020/QH14',
    title: { vi: 'Luật Cư trú', en: 'Law on Residence' },
    from: '2021-07-01',
    certainty: 'verify',
  },
  {
    code: '53/2025/TT-BCA',
    title: { vi: 'Thông tư về đăng ký, quản lý cư trú', en: 'Circular on residence registration' },
    from: '2025-07-01',
    certainty: 'sure',
  },
  {
    code: '60/2014/QH13',
    title: { vi: 'Luật Hộ tịch', en: 'Law on Civil Status' },
    from: '2016-01-01',
    certainty: 'verify',
  },
  {
    code: '59/2022/NĐ-CP',
    title: {
      vi: 'Nghị định về định danh và xác thực điện tử (đã được thay thế)',
      en: 'Decree on electronic identification (replaced)',
    },
    from: '2022-10-20',
    until: '2024-06-30',
    certainty: 'verify',
  },
  {
    code: '69/2024/NĐ-CP',
    title: { vi: 'Nghị định về định danh và xác thực điện tử', en: 'Decree on electronic identification' },
    from: '2024-07-01',
    certainty: 'sure',
  },
  {
    code: '188/2025/NĐ-CP',
    title: { vi: 'Nghị định hướng dẫn Luật Bảo hiểm y tế', en: 'Decree on health insurance' },
    from: '2025-08-15',
    certainty: 'sure',
  },
  {
    code: '17/2024/TT-NHNN',
    // The day of its rule on chip data, on which a counter rests; the circular itself is older.
    title: { vi: 'Thông tư về tài khoản thanh toán', en: 'Circular on payment accounts' },
    from: '2025-01-01',
    certainty: 'sure',
  },
  {
    code: '14/2022/QH15',
    title: { vi: 'Luật Phòng, chống rửa tiền', en: 'Law against Money Laundering' },
    from: '2023-03-01',
    certainty: 'verify',
  },
] as const satisfies z.input<typeof purposeTableSchema>['legalBases']
