import type { DeskView, DeskVisit } from '../../main/protocol/desk.ts'
import { fieldIds } from '../../main/protocol/report.ts'

const words = (vi: string, en: string) => ({ vi, en })

function visit(purpose: string, name: DeskVisit['name'], more: Partial<DeskVisit> = {}): DeskVisit {
  return {
    purpose,
    name,
    notice: {
      reads: [
        words('họ tên', 'name'),
        words('ngày sinh', 'date of birth'),
        words('số định danh', 'personal number'),
        words('nơi cư trú', 'residence'),
        words('ảnh (chỉ để so, không lưu)', 'picture (to compare, not stored)'),
      ],
      why: words('biết đúng người và quyền lợi của người đó', 'to know who it is and what they are entitled to'),
      keeps: [words('họ tên', 'name'), words('số định danh', 'personal number'), words('kết quả kiểm tra', 'result')],
      days: 30,
      retention: { kind: 'limit', source: 'Luật 91/2025/QH15' },
      legalBasis: {
        code: 'LAW_25_2008',
        title: words('Luật Bảo hiểm y tế 25/2008/QH12, sửa đổi 51/2024/QH15', 'Law on health insurance 25/2008/QH12'),
      },
      version: '2026-01-01',
    },
    right: 'LEGAL_DUTY',
    shows: fieldIds.filter(id => id !== 'personalMarks' && id !== 'oldIdNumber' && id !== 'placeOfOrigin'),
    photo: true,
    steps: ['identity', 'registry', 'insurance', 'hand-over'],
    documents: ['reception-slip-80', 'reception-slip-a5'],
    ...more,
  }
}

const definition = (id: string, vi: string, en: string) => ({ id, version: '2026-01-01', title: words(vi, en) })

const wholeRecord: DeskVisit['customer'] = {
  fields: ['personalNumber', 'fullName', 'birthDate', 'placeOfResidence'],
  amount: false,
}

/** Invented desks: the real ones are definition files. */
export const galleryRules = {
  clinic: {
    definition: definition('clinic', 'Tiếp nhận khám chữa bệnh', 'Hospital reception'),
    purpose: 'fixed',
    visits: [visit('HEALTH_INSURANCE_CHECK', words('Khám bảo hiểm y tế', 'Health insurance check'))],
    withoutCard: [
      {
        reason: 'child',
        name: words('Trẻ dưới 6 tuổi', 'Child under six'),
        right: 'LEGAL_DUTY',
        act: words('Xem giấy khai sinh hoặc thẻ BHYT của trẻ.', 'See the birth certificate or the insurance card.'),
      },
      {
        reason: 'emergency',
        name: words('Cấp cứu', 'Emergency'),
        right: 'EMERGENCY',
        act: words(
          'Cứu chữa trước. Bổ sung giấy tờ trước khi ra viện.',
          'Treat first. Papers before the patient leaves.',
        ),
      },
    ],
    masked: true,
  },
  bank: {
    definition: definition('bank', 'Giao dịch tại quầy', 'Bank teller'),
    purpose: 'chosen',
    visits: [
      visit('BANK_ACCOUNT_OPENING', words('Mở tài khoản', 'Open an account'), {
        right: 'CONSENT',
        steps: ['identity', 'registry', 'customer', 'face', 'hand-over'],
        customer: wholeRecord,
        documents: ['teller-record'],
      }),
      visit('BANK_COUNTER_TRANSACTION', words('Giao dịch tại quầy', 'Counter transaction'), {
        steps: ['identity', 'registry', 'customer', 'face'],
        customer: { fields: ['personalNumber', 'fullName', 'birthDate'], amount: true },
        documents: ['teller-record'],
      }),
      visit('BANK_UPDATE', words('Cập nhật thông tin khách hàng', 'Update of customer data'), {
        right: 'CONSENT',
        steps: ['identity', 'registry', 'customer'],
        customer: wholeRecord,
        documents: ['teller-record'],
      }),
    ],
    withoutCard: [],
    masked: true,
    faceComparison: { threshold: 0.6 },
  },
  commune: {
    definition: definition('commune', 'Công an xã: cư trú', 'Commune police: residence'),
    purpose: 'chosen',
    visits: [
      visit('RESIDENCE_CONFIRMATION', words('Xác nhận thông tin cư trú', 'Confirm residence'), {
        steps: ['identity', 'registry', 'residence'],
        documents: ['ct01', 'ct04', 'ct06', 'ct07'],
      }),
      visit('IDENTITY_CHECK', words('Kiểm tra căn cước', 'Identity check'), {
        steps: ['identity', 'registry'],
        documents: ['identity-record'],
      }),
    ],
    withoutCard: [],
    masked: false,
  },
} satisfies Record<string, DeskView>
