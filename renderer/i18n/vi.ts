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

  waiting: {
    vneid: 'Người dân dùng VNeID thay thẻ',
    rescued: {
      title: (at: string) => `Kho dữ liệu bị hỏng đã được phục hồi lúc ${at}`,
      cure: (lost: number) =>
        lost === 0
          ? 'Không mất lượt nào. Nhờ người quản trị xem docs/operations.md và kiểm tra ổ đĩa.'
          : `Mất ${lost} lượt. Nhờ người quản trị xem docs/operations.md và kiểm tra ổ đĩa.`,
    },
    notOpened: {
      demo: 'Chưa mở được quầy thật: vẫn ở phần trình diễn',
      live: 'Chưa mở được phần trình diễn: vẫn ở quầy thật',
    },
    door: {
      title: 'Hệ thống của đơn vị không báo được khách đang ở quầy',
      cure: 'Vẫn tiếp được: gõ hồ sơ khách bằng tay. Nhờ người quản trị xem Thiết lập, mục Mạng.',
    },
    placeCard: 'Mời đặt thẻ lên đầu đọc',
    placeCardSub: 'Đặt thẻ căn cước nằm phẳng, giữa mặt đầu đọc.',
    lift: 'Nhấc thẻ này ra',
    liftSub: 'Rồi đặt thẻ cần đọc lên đầu đọc.',
    scan: 'Quét mã QR trên thẻ',
    scanSub: 'Thẻ đã nằm trên đầu đọc. Còn thiếu số để mở chip.',
    knownSub: 'Đã có số của người dân. Chỉ còn thiếu thẻ.',
    starting: 'Đang mở chip…',
    startingSub: 'Giữ yên thẻ trên đầu đọc.',
    problem: 'Chưa đọc được thẻ này',
    problemSub: 'Xem cách xử lý ở bảng bên cạnh.',
    mrz: 'Nhập ba dòng ở mặt sau thẻ',
    mrzSub: 'Chip đời cũ: số định danh không mở được.',
    dates: {
      birth: {
        ask: 'Nhập ngày sinh in trên thẻ',
        sub: 'Chip đời cũ: cần thêm ngày sinh và ngày hết hạn.',
        title: 'Chip đời cũ, cần thêm ngày sinh',
        label: 'Ngày sinh trên thẻ',
        status: 'Còn thiếu ngày sinh',
      },
      expiry: {
        ask: 'Nhập ngày hết hạn in trên thẻ',
        sub: 'Chip đời cũ: chỉ còn thiếu ngày hết hạn.',
        title: 'Chip đời cũ, cần thêm ngày hết hạn',
        label: 'Ngày hết hạn trên thẻ (“Có giá trị đến”)',
        status: 'Còn thiếu ngày hết hạn',
      },
      cure: 'Xem hình bên dưới để biết chỗ in, gõ ngày đó, rồi chờ chip mở.',
      placeholder: 'ngày/tháng/năm',
      wrong: 'Gõ đủ ngày, tháng, năm, ví dụ 05/10/2031.',
      unlimited: 'Không thời hạn',
      submit: 'Mở chip',
    },
    numberOpensNothing: 'Số này không mở được chip',
    where: {
      mrz: 'Ba dòng MRZ ở cuối mặt sau, có các dấu <',
      expiry: 'Chữ “Có giá trị đến” ở mặt trước (mẫu 2021) hoặc “Ngày hết hạn” ở mặt sau (mẫu 2024)',
      birth: 'Dòng “Ngày sinh” ở mặt trước thẻ',
      can: 'Số định danh 12 chữ số ở mặt trước thẻ; 6 số cuối là đủ',
      front: 'mặt trước',
      back: 'mặt sau',
      card2021: 'Thẻ 2021',
      card2024: 'Thẻ từ 7/2024',
    },
    mrzTitle: 'Chip đời cũ, số định danh không mở được',
    mrzCure: 'Lật thẻ: quét hoặc gõ ba dòng chữ ở mặt sau (dòng đầu bắt đầu bằng ID), rồi đặt lại thẻ.',
    notReady: 'Quầy chưa sẵn sàng',
    notReadySub: 'Đầu đọc cần được kiểm tra.',
    steps: 'Cần đủ hai điều để đọc chip',
    stepCard: 'Thẻ trên đầu đọc',
    cardPresent: 'Đã có thẻ',
    cardAbsent: 'Chưa có thẻ',
    cardSpent: 'Còn thẻ vừa rồi',
    stepNumber: 'Số để mở chip',
    numberKnown: 'Đã có',
    numberMissing: 'Chưa có',
    numberNotEnough: 'Còn thiếu ba dòng MRZ',
    numberWrong: 'Không đúng với thẻ này',
    inputLabel: 'Quét mã QR, hoặc gõ 12 số định danh hay 6 số cuối',
    inputMrz: 'Quét hoặc gõ liền ba dòng MRZ, tất cả 90 ký tự, kể cả dấu <',
    inputMrzPlaceholder: 'Ba dòng MRZ',
    inputPlaceholder: 'Quét QR hoặc gõ số',
    submit: 'Dùng số này',
    clear: 'Xóa',
    readAgain: 'Đọc lại',
    chooseReader: 'Chọn đầu đọc',
    reader: 'Đầu đọc',
    readerHasCard: 'có thẻ',
    declaredNote: 'Theo khai báo, chưa kiểm với chip',
    origin: { qr: 'từ mã QR', number: 'từ số đã gõ', can: '6 số cuối', mrz: 'từ dòng MRZ' },
    camera: 'Quét bằng camera',
  },
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
