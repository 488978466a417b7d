/**
 * What was scanned or typed where a card was expected: said instead of the text itself, which may be private although it is of no use here.
 * The words are those of the counter; where a kind has none, those of the error tag fit.
 */
export const seenKinds = [
  'empty',
  'digits',
  'web-link',
  'vneid-link',
  'app-link',
  'payment-code',
  'contact-card',
  'wifi',
  'token',
  'json',
  'visa',
  'mrz',
  'field',
  'other-fields',
  'half-code',
  'two-codes',
  'binary',
  'charset',
  'keyboard-method',
  'text',
] as const
export type SeenKind = (typeof seenKinds)[number]

interface Words {
  readonly title: string
  readonly cure: string
}

const cardCode = { vi: 'Quét mã QR trên thẻ căn cước.', en: 'Scan the QR code on the identity card.' }

export const seenWords: Readonly<Partial<Record<SeenKind, { readonly vi: Words; readonly en: Words }>>> = {
  'web-link': {
    vi: { title: 'Đây là mã QR của một trang web', cure: cardCode.vi },
    en: { title: 'This is the code of a web page', cure: cardCode.en },
  },
  'vneid-link': {
    vi: {
      title: 'Mã này là liên kết chia sẻ của VNeID, không có số định danh',
      cure: 'Mở thẻ căn cước trong VNeID rồi quét mã QR ở đó, hoặc quét thẻ.',
    },
    en: {
      title: 'This is a sharing link of VNeID, without the number',
      cure: 'Open the identity card in VNeID and scan its code, or scan the card.',
    },
  },
  'app-link': {
    vi: { title: 'Mã này mở một ứng dụng điện thoại', cure: cardCode.vi },
    en: { title: 'This code opens an app on a telephone', cure: cardCode.en },
  },
  'payment-code': {
    vi: { title: 'Đây là mã QR chuyển tiền', cure: cardCode.vi },
    en: { title: 'This is a payment code', cure: cardCode.en },
  },
  'contact-card': {
    vi: { title: 'Đây là mã danh thiếp', cure: cardCode.vi },
    en: { title: 'This is a contact card', cure: cardCode.en },
  },
  wifi: {
    vi: { title: 'Đây là mã Wi-Fi', cure: cardCode.vi },
    en: { title: 'This is the code of a wireless network', cure: cardCode.en },
  },
  visa: {
    vi: { title: 'Đây là thị thực, không có chip để đọc', cure: 'Dùng hộ chiếu của người này.' },
    en: { title: 'This is a visa: there is no chip to read', cure: "Use the person's passport." },
  },
  mrz: {
    vi: {
      title: 'Các dòng MRZ thiếu hoặc sai số kiểm tra',
      cure: 'Quét hoặc gõ lại đủ các dòng ở mặt sau thẻ, hoặc trang có ảnh của hộ chiếu.',
    },
    en: {
      title: 'The machine-readable lines are cut off or have a wrong check digit',
      cure: 'Scan or type all the lines again.',
    },
  },
  field: {
    vi: {
      title: 'Mã giống mã căn cước nhưng có chỗ không đúng',
      cure: 'Quét lại mã QR trên thẻ. Vẫn vậy thì gõ 12 số định danh.',
    },
    en: {
      title: 'It looks like the code of a card, but something in it is not right',
      cure: 'Scan the code on the card again. If that fails, type the 12 digits.',
    },
  },
  'half-code': {
    vi: { title: 'Mã quét bị thiếu một phần', cure: 'Giữ máy quét yên rồi quét lại cả mã.' },
    en: { title: 'Part of the code is missing', cure: 'Hold the scanner still and scan the whole code again.' },
  },
  'two-codes': {
    vi: { title: 'Hai mã của hai người đến cùng lúc', cure: 'Chỉ để một thẻ trước máy quét rồi quét lại.' },
    en: {
      title: 'Two codes of two people came at once',
      cure: 'Put one card alone before the scanner and scan again.',
    },
  },
  binary: {
    vi: {
      title: 'Máy quét gửi dữ liệu không phải chữ',
      cure: 'Quét lại mã QR trên thẻ. Lặp lại thì kiểm tra cài đặt máy quét.',
    },
    en: {
      title: 'What the scanner sent is no text',
      cure: 'Scan the code on the card again. If it goes on, check the settings of the scanner.',
    },
  },
  charset: {
    vi: {
      title: 'Máy quét gửi chữ sai bảng mã',
      cure: 'Đặt bảng mã của máy quét là UTF-8 rồi quét lại, hoặc gõ 12 số định danh.',
    },
    en: {
      title: 'The scanner sends another character set',
      cure: 'Set the scanner to UTF-8 and scan again, or type the 12 digits.',
    },
  },
  'keyboard-method': {
    vi: { title: 'Bộ gõ tiếng Việt đã làm hỏng mã quét', cure: 'Tắt bộ gõ tiếng Việt (UniKey, EVKey) rồi quét lại.' },
    en: {
      title: 'A Vietnamese input method has damaged the scan',
      cure: 'Turn the input method (UniKey, EVKey) off and scan again.',
    },
  },
}
