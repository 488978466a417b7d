import type { CitizenMatchAnswer, RegistryVerdict } from './transaction.ts'

/** What the register said of a card and of its holder, in the words of every screen and every paper. */
export const vietnameseRegistryTexts = {
  card: {
    VALID: 'Thẻ còn giá trị',
    REVOKED: 'Thẻ đã bị thu hồi',
    EXPIRED: 'Thẻ đã hết hạn',
    REPLACED: 'Thẻ đã được đổi thẻ khác',
    LOST_REPORTED: 'Thẻ đã báo mất',
    UNKNOWN_SIGNER: 'Không công nhận chữ ký của thẻ',
    NUMBER_MISMATCH: 'Số không khớp với thẻ',
    NOT_VALID: 'Thẻ không hợp lệ',
  } satisfies Record<RegistryVerdict, string>,
  match: {
    FULL: 'Thông tin khớp đủ',
    PARTIAL: 'Thông tin chỉ khớp một phần',
    NONE: 'Thông tin không khớp',
    NOT_FOUND: 'Không tìm thấy người này',
  } satisfies Record<CitizenMatchAnswer['match'], string>,
  life: { ALIVE: 'Còn sống', DECEASED: 'Ghi nhận đã mất', MISSING: 'Ghi nhận mất tích' } satisfies Record<
    NonNullable<CitizenMatchAnswer['lifeStatus']>,
    string
  >,
  numberCancelled: 'Số định danh đã bị hủy',
}
