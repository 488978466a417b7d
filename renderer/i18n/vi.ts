import { viChecks, viLevels, viReasons, viResults, viVerdicts } from '../../main/protocol/check-texts.vi.ts'
import { vietnameseCitizenData } from '../../main/protocol/citizen-data-words.vi.ts'
import { vietnameseDeskTexts } from '../../main/protocol/desk-texts.vi.ts'
import { vietnameseDifferences } from '../../main/protocol/difference-texts.vi.ts'
import { vietnameseErrors } from '../../main/protocol/error-texts.vi.ts'
import { vietnameseFieldNames, vietnameseSources } from '../../main/protocol/field-names.vi.ts'
import { vietnamesePhases } from '../../main/protocol/phase-names.vi.ts'
import type { UserInteraction } from '../../main/protocol/phases.ts'
import { vietnameseRegistryTexts } from '../../main/protocol/registry-texts.vi.ts'
import { vietnameseAudit } from './audit-words.vi.ts'
import { vietnameseBehind } from './behind-words.vi.ts'
import { vietnameseCitizenScreen } from './citizen-screen-words.vi.ts'
import { vietnameseCustomer } from './customer-words.vi.ts'
import { vietnameseDesk } from './desk-words.vi.ts'
import { vietnameseDevices } from './device-words.vi.ts'
import { vietnameseDiagnosticsScreen } from './diagnostics-words.vi.ts'
import { vietnameseDisplay } from './display-words.vi.ts'
import { vietnameseFace } from './face-words.vi.ts'
import { vietnameseFirstRun } from './first-run-words.vi.ts'
import { vietnameseHelp } from './help-words.vi.ts'
import { vietnameseHistory } from './history-words.vi.ts'
import { vietnameseInputs } from './input-words.vi.ts'
import { vietnameseInsurance } from './insurance-words.vi.ts'
import { vietnameseKeypad } from './keypad-words.vi.ts'
import { vietnameseKiosk } from './kiosk-words.vi.ts'
import { vietnamesePages } from './page-words.vi.ts'
import { vietnamesePrint } from './print-words.vi.ts'
import { vietnameseQueue } from './queue-words.vi.ts'
import { vietnameseSettings } from './settings-words.vi.ts'
import { vietnameseSignIn } from './sign-in-words.vi.ts'
import { vietnameseToday } from './today-words.vi.ts'
import { vietnameseTrust } from './trust-words.vi.ts'
import { vietnameseWaiting } from './waiting-words.vi.ts'

/** The source texts. `en.ts` has the same shape, or it does not compile. */
export const vi = {
  locale: 'vi',
  languageName: 'Tiếng Việt',
  documentTitle: 'ChipDesk – Quầy đọc thẻ căn cước',

  checks: viChecks,
  results: viResults,
  reasons: viReasons,
  verdicts: viVerdicts,
  levels: viLevels,
  errors: vietnameseErrors,

  fields: vietnameseFieldNames,
  sources: vietnameseSources,
  differences: vietnameseDifferences,
  pages: vietnamesePages,
  diagnostics: vietnameseDiagnosticsScreen,
  audit: vietnameseAudit,
  help: vietnameseHelp,
  today: vietnameseToday,
  queue: vietnameseQueue,
  display: vietnameseDisplay,
  print: vietnamesePrint,
  behind: vietnameseBehind,
  insurance: vietnameseInsurance,
  citizen: vietnameseCitizenData,
  alteredField: { word: 'Bị sửa', tip: 'Khác với phần nơi cấp đã ký. Không dùng thông tin này.' },
  from: (source: string) => `Nguồn: ${source}.`,
  alsoSays: (source: string, value: string) => `Theo ${source}: ${value}`,
  sex: { M: 'Nam', F: 'Nữ', X: 'Không ghi' },
  unlimited: 'Không thời hạn',

  phases: vietnamesePhases,
  stages: {
    connect: 'Nối với thẻ',
    open: 'Mở chip',
    data: 'Đọc thông tin',
    prove: 'Thử chip gốc',
    face: 'Đọc ảnh khuôn mặt',
    verify: 'Kiểm tra chữ ký',
    registry: 'Hỏi trung ương',
  },
  interactions: {
    none: 'Giữ yên thẻ trên đầu đọc',
    'place-card': 'Đặt thẻ lên đầu đọc',
    'keep-card': 'Giữ yên thẻ trên đầu đọc',
    'lift-and-place-again': 'Nhấc thẻ ra rồi đặt lại',
    'enter-can': 'Nhập 6 số cuối để đọc tiếp',
  } satisfies Record<UserInteraction, string>,

  header: {
    counter: 'Quầy',
    history: 'Lịch sử',
    desk: 'Quầy',
    readerReady: 'Đầu đọc sẵn sàng',
    readerCard: 'Có thẻ trên đầu đọc',
    readerProblem: 'Đầu đọc có vấn đề',
    readerTitle: (name: string) => `Đang dùng: ${name}`,
    online: 'Trung ương: nối được',
    offline: 'Trung ương: mất kết nối',
    onlineUnknown: 'Trung ương: chưa rõ',
    pending: (count: number) => `${count} đang chờ`,
    send: 'Gửi lại',
    language: 'Ngôn ngữ',
    navigation: 'Màn hình',
  },

  connection: {
    connecting: 'Đang nối với trạm đọc…',
    lostTitle: 'Mất kết nối với trạm đọc',
    lostText: 'Thông tin trên màn hình có thể đã cũ: đừng dùng để tiếp nhận. Đang tự nối lại…',
    lostLong: 'Nếu trạm đã dừng hoặc khởi động lại, hãy mở ChipDesk lại bằng địa chỉ mới mà nó in ra.',
    lostLongOwn: 'ChipDesk đang tự khởi động lại trạm. Quá một phút chưa được thì đóng ChipDesk rồi mở lại.',
    retry: 'Nối lại ngay',
    broken: {
      title: 'Lượt đọc vừa rồi bị ngắt giữa chừng.',
      kept: 'Lượt đọc đã kịp lưu: xem kết quả trong Lịch sử (F3).',
      notKept: 'Lượt đọc này chưa được lưu. Đặt lại thẻ và đọc lại từ đầu.',
      understood: 'Đã hiểu',
    },
  },

  waiting: vietnameseWaiting,
  hints: {
    empty: 'Máy quét dùng được ngay, không cần bấm vào ô này.',
    number: 'Đủ 12 số.',
    numberShort: (count: number) => `Mới có ${count} số. Cần đủ 12 số, hoặc đúng 6 số cuối.`,
    numberLong: (count: number) => `Thừa số: đang có ${count}, chỉ cần 12.`,
    can: '6 số cuối: đủ để mở chip.',
    qr: (number: string, name: string) => `Mã QR thẻ căn cước: ${name} · ${number}`,
    qrPartial: 'Mã QR thẻ căn cước, đang nhận…',
    qrMangled: 'Mã bị bộ gõ tiếng Việt làm sai. Tắt bộ gõ (UniKey/EVKey) rồi quét lại.',
    mojibake: 'Mã sai bảng chữ. Đặt máy quét về UTF-8; số vẫn dùng được.',
    insurance: 'Đây là mã thẻ bảo hiểm y tế, không mở được chip căn cước.',
    mrz: 'Đủ ba dòng MRZ.',
    mrzPassport: 'Đủ hai dòng MRZ của hộ chiếu.',
    mrzShort: (count: number, of: number) => `Dòng MRZ: mới có ${count} trên ${of} ký tự. Gõ tiếp dòng sau.`,
    web: 'Mã này là địa chỉ trang mạng, không phải mã trên thẻ căn cước.',
    unknown: 'Không giống mã QR hay số trên thẻ căn cước.',
  },

  reading: {
    title: 'Đang đọc chip',
    cancel: 'Dừng đọc',
    bytes: (done: string, total: string) => `${done} / ${total} kB`,
    seconds: (s: string) => `${s} giây`,
    unverified: 'Thông tin đang hiện chưa được kiểm tra. Chờ kết quả.',
    progress: 'Tiến độ đọc',
    photoComing: 'Đang nhận ảnh',
    photoWaiting: 'Ảnh đọc sau cùng',
    stages: 'Các bước',
    placeAgain: 'Đặt lại thẻ lên đầu đọc',
    cardGone: 'Thẻ đã rời đầu đọc. Đặt lại đúng thẻ này là đọc tiếp từ chỗ dừng.',
    cardSilent: 'Thẻ không trả lời nữa. Đặt lại đúng thẻ này là đọc tiếp từ chỗ dừng.',
  },

  result: {
    verdict: 'Kết quả',
    holder: 'Thông tin trong chip',
    checks: 'Đã kiểm tra những gì',
    registryAgainst: (what: string) => `Trung ương: ${what}. Không tiếp nhận.`,
    registryOpen: 'So ảnh với người trước quầy. Trung ương chưa xác nhận.',
    testAnchor: 'Chứng thư gốc THỬ NGHIỆM',
    testAnchorTip: 'Kết quả dựa trên chứng thư gốc thử nghiệm, không có giá trị cho giao dịch thật.',
    face: 'Ảnh khuôn mặt trong chip',
    noFace: 'Không có ảnh',
    noFaceStored: 'Ảnh không được lưu',
    compareFace: 'So ảnh với người trước quầy',
    doNotAccept: 'Không tiếp nhận.',
    faceAltered: 'Ảnh trong chip đã bị sửa, nên không hiện',
    faceUnproven: 'Không dùng ảnh này để nhận người',
    facePending: 'Đang mở ảnh',
    noPicture: {
      unreadable: 'Ảnh trong chip bị hỏng, không mở được',
      unsupported: 'Không hỗ trợ loại ảnh trong chip này',
      'too-large': 'Ảnh trong chip quá lớn, nên không mở',
      'too-slow': 'Mở ảnh quá lâu, nên đã dừng',
      unavailable: 'Bộ giải mã ảnh không chạy được',
    },
    noFields: 'Chưa đọc được thông tin nào từ chip.',
    saved: 'Đã lưu',
    savedAt: (time: string) => `lúc ${time}`,
    notSaved: 'CHƯA LƯU',
    transaction: 'Mã giao dịch',
    takeCard: 'Lấy thẻ ra',
    takeCardSub: 'rồi mời người tiếp theo',
    next: 'Người tiếp theo',
    withoutChip: {
      title: 'Không có chip để kiểm tra',
      line: 'Người dân không đặt thẻ.',
      act: 'Chỉ dựa vào trả lời bên phải. Có thẻ thì vẫn đặt thẻ để đọc.',
    },
    noCard: 'Không dùng thẻ',
    cardLifted: 'Thẻ đã lấy ra',
    cardLiftedSub: 'Mời người tiếp theo đặt thẻ',
    placeAgain: 'Đặt lại thẻ',
    placeAgainSub: 'để đọc lại thẻ này',
    anotherCard: {
      title: 'Thẻ đặt lại là thẻ khác',
      cure: 'Nhấc thẻ ra. Quét mã QR trên thẻ cần đọc rồi đặt chính thẻ đó.',
    },
    nextInput: 'Quét QR tiếp theo',
    readAgain: 'Đọc lại thẻ này',
    details: 'Chi tiết kỹ thuật',
    demo: 'Trình diễn',
  },
  checkGroups: {
    chip: 'Chip gốc',
    data: 'Dữ liệu và chữ ký',
    issuer: 'Nơi cấp',
    document: 'Thẻ',
    identity: 'Trung ương',
    access: 'Mở chip',
  },
  details: {
    access: 'Mở chip',
    reader: 'Đầu đọc',
    groupsRead: 'Nhóm dữ liệu đã đọc',
    groupsNotRead: 'Không đọc',
    time: 'Thời gian đọc',
    apdu: 'Lệnh gửi chip',
    policy: 'Quy định áp dụng',
    anchors: 'Chứng thư gốc',
    anchorsValue: (count: number, test: boolean) => (test ? `${count}, có bản thử nghiệm` : `${count}`),
    digest: 'Mã băm kho chứng thư',
    checkedAt: 'Kiểm tra lúc',
    desk: 'Quầy',
    milliseconds: (ms: number) => `${ms} ms`,
    apduValue: (count: number, bytes: number) => `${count} lệnh, nhận ${bytes} byte`,
    byPhase: 'Theo từng bước',
  },

  registry: {
    ...vietnameseRegistryTexts,
    title: 'Trung ương',
    pending: 'Đang chờ trả lời',
    pendingSub: 'Chưa được xác nhận. Sẽ tự hỏi lại.',
    notAsked: 'Không hỏi',
    notAskedSub: 'Chưa được xác nhận.',
    failed: 'Chưa hỏi được',
    failedSub: 'Chưa được xác nhận.',
    noAnswer: 'Trả lời không có nội dung',
    answeredAt: (time: string) => `Trả lời lúc ${time}`,
    differs: (fields: string) => `Không khớp: ${fields}`,
  },

  history: vietnameseHistory,

  demo: {
    watermark: 'TRÌNH DIỄN',
    banner: 'Trình diễn',
    bannerMore: 'người và thẻ đều hư cấu',
    tray: 'Khay thẻ trình diễn',
    personas: 'Người hư cấu',
    place: 'Đặt thẻ',
    remove: 'Lấy thẻ ra',
    showQr: 'Hiện mã QR',
    hideQr: 'Ẩn mã QR',
    scanQr: 'Quét QR',
    registry: 'Trung ương',
    registryOn: 'Trung ương: đang bật',
    registryOff: 'Trung ương: đang tắt',
    hostile: 'thẻ có vấn đề',
    qrOf: (name: string) => `Mã QR trên thẻ của ${name}`,
    readerPcsc: 'qua PC/SC ảo',
    readerInProcess: 'trong chương trình (không có PC/SC)',
    onReader: 'trên đầu đọc',
    collapse: 'Thu gọn khay',
    expand: 'Mở khay',
  },

  camera: vietnameseInputs.camera,

  inputs: vietnameseInputs.inputs,

  citizenScreen: vietnameseCitizenScreen,
  customer: vietnameseCustomer,
  face: vietnameseFace,
  devices: vietnameseDevices,
  desk: { ...vietnameseDesk, texts: vietnameseDeskTexts },
  settings: vietnameseSettings,
  signIn: vietnameseSignIn,
  trust: vietnameseTrust,
  keypad: vietnameseKeypad,
  firstRun: vietnameseFirstRun,
  kiosk: vietnameseKiosk,

  about: {
    title: 'ChipDesk',
    what: 'Quầy đọc thẻ căn cước gắn chip: đọc, chứng minh, hỏi trung ương và lưu lại, có mạng hay không.',
    version: 'Phiên bản',
    desk: 'Quầy',
    anchors: 'Chứng thư gốc',
    noAnchors: 'Chưa có: mọi kết quả cao nhất là “Chưa đủ bằng chứng”.',
    licence: 'Giấy phép',
    licenceValue: 'MIT, mã nguồn mở. Chữ: Be Vietnam Pro (SIL OFL 1.1).',
    help: 'Các phím, dấu và màu: xem Hướng dẫn',
    legend: 'Mức bằng chứng của từng thông tin',
    lights: 'Màu của kết quả',
    lightWords: {
      green: 'Đã chứng minh',
      yellow: 'Chưa chứng minh đủ',
      red: 'Có điều sai: không tiếp nhận',
      grey: 'Không kết luận',
    },
  },

  announce: {
    phase: (phase: string) => `${phase}.`,
    verdict: (title: string, line: string, act: string) => `Kết quả: ${title}. ${line} ${act}`,
    declared: (who: string) => `Đã nhận số của ${who}.`,
    ready: 'Sẵn sàng. Mời đặt thẻ lên đầu đọc.',
  },
  technical: 'Mã lỗi',
} as const

/** Same keys, same parameters, any words. */
type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Words<T[K]>
}
export type Dictionary = Words<typeof vi>
