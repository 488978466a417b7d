import type { DocumentField, FieldId } from './report.ts'

/** The fields as the card and the counter call them. */
export const vietnameseFieldNames = {
  personalNumber: 'Số định danh cá nhân',
  fullName: 'Họ và tên',
  birthDate: 'Ngày sinh',
  sex: 'Giới tính',
  nationality: 'Quốc tịch',
  placeOfOrigin: 'Quê quán',
  placeOfResidence: 'Nơi thường trú',
  issueDate: 'Ngày cấp',
  expiryDate: 'Có giá trị đến',
  documentNumber: 'Số thẻ (MRZ)',
  issuingState: 'Nước cấp',
  oldIdNumber: 'Số CMND cũ',
  personalMarks: 'Đặc điểm nhận dạng',
} satisfies Record<FieldId, string>

/** Where a field came from. */
export const vietnameseSources = {
  typed: 'số gõ tay',
  qr: 'mã QR',
  mrz: 'dòng MRZ trên mặt thẻ',
  dg1: 'chip (DG1)',
  dg2: 'chip (DG2)',
  dg13: 'chip (DG13)',
  registry: 'trung ương',
  vneid: 'ứng dụng VNeID',
} satisfies Record<DocumentField['source'], string>
