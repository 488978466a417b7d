import { errorText } from './error-texts.ts'
import type { ChipDeskError, ErrorTag } from './errors.ts'

/** What happened with a service that is not the central register, of which the words of the tags speak. */
const titles: Partial<Record<ErrorTag, { readonly vi: string; readonly en: string }>> = {
  OnlineOffline: { vi: 'Không nối được', en: 'It cannot be reached' },
  OnlineTimeout: { vi: 'Trả lời quá lâu', en: 'It took too long' },
  OnlineAnswerInvalid: { vi: 'Trả lời không dùng được', en: 'Its answer cannot be used' },
  OnlineRefused: { vi: 'Từ chối yêu cầu của quầy', en: 'It refused the question' },
  OnlineFailed: { vi: 'Bên đó gặp lỗi', en: 'It failed' },
  OnlineNotAllowed: { vi: 'Không được phép hỏi', en: 'The question is not allowed' },
  OnlineAccount: { vi: 'Tài khoản nối không được nhận', en: 'Its account was not accepted' },
  OnlineExpired: { vi: 'Quá hạn mà chưa có câu trả lời', en: 'Its time ran out without an answer' },
}

/** What went wrong with a service, in words that fit any of them. */
export const serviceErrorTitle = (error: Pick<ChipDeskError, 'tag' | 'seen'>, language: 'vi' | 'en'): string =>
  titles[error.tag]?.[language] ?? errorText(error, language).title
