import type { CardDate } from './card-date.ts'

/** A province by the prefix of the personal numbers whose births it registered. Prefixes never change, whatever becomes of the province. */
export interface Province {
  /** Three digits. */
  readonly code: string
  /** The name it had when the prefix was given out. */
  readonly name: string
  /** The last day of that name; absent where the province still has it. */
  readonly until?: CardDate
  /** The name of the province that its land belongs to since 1 July 2025. */
  readonly now: string
}

/** 34 provinces since 1 July 2025 (Nghị quyết 202/2025/QH15); Huế became a city on 1 January 2025 (Nghị quyết 175/2024/QH15). */
const lastDayOf63 = '2025-06-30'

function row(code: string, name: string, now = name, until: CardDate = lastDayOf63): readonly [string, Province] {
  return [code, { code, name, ...(now !== name && { until }), now }]
}

/** The 63 of 2008 to June 2025. */
export const provinces: ReadonlyMap<string, Province> = new Map([
  row('001', 'Hà Nội'),
  row('002', 'Hà Giang', 'Tuyên Quang'),
  row('004', 'Cao Bằng'),
  row('006', 'Bắc Kạn', 'Thái Nguyên'),
  row('008', 'Tuyên Quang'),
  row('010', 'Lào Cai'),
  row('011', 'Điện Biên'),
  row('012', 'Lai Châu'),
  row('014', 'Sơn La'),
  row('015', 'Yên Bái', 'Lào Cai'),
  row('017', 'Hòa Bình', 'Phú Thọ'),
  row('019', 'Thái Nguyên'),
  row('020', 'Lạng Sơn'),
  row('022', 'Quảng Ninh'),
  row('024', 'Bắc Giang', 'Bắc Ninh'),
  row('025', 'Phú Thọ'),
  row('026', 'Vĩnh Phúc', 'Phú Thọ'),
  row('027', 'Bắc Ninh'),
  row('030', 'Hải Dương', 'Hải Phòng'),
  row('031', 'Hải Phòng'),
  row('033', 'Hưng Yên'),
  row('034', 'Thái Bình', 'Hưng Yên'),
  row('035', 'Hà Nam', 'Ninh Bình'),
  row('036', 'Nam Định', 'Ninh Bình'),
  row('037', 'Ninh Bình'),
  row('038', 'Thanh Hóa'),
  row('040', 'Nghệ An'),
  row('042', 'Hà Tĩnh'),
  row('044', 'Quảng Bình', 'Quảng Trị'),
  row('045', 'Quảng Trị'),
  row('046', 'Thừa Thiên Huế', 'TP. Huế', '2024-12-31'),
  row('048', 'Đà Nẵng'),
  row('049', 'Quảng Nam', 'Đà Nẵng'),
  row('051', 'Quảng Ngãi'),
  row('052', 'Bình Định', 'Gia Lai'),
  row('054', 'Phú Yên', 'Đắk Lắk'),
  row('056', 'Khánh Hòa'),
  row('058', 'Ninh Thuận', 'Khánh Hòa'),
  row('060', 'Bình Thuận', 'Lâm Đồng'),
  row('062', 'Kon Tum', 'Quảng Ngãi'),
  row('064', 'Gia Lai'),
  row('066', 'Đắk Lắk'),
  row('067', 'Đắk Nông', 'Lâm Đồng'),
  row('068', 'Lâm Đồng'),
  row('070', 'Bình Phước', 'Đồng Nai'),
  row('072', 'Tây Ninh'),
  row('074', 'Bình Dương', 'TP. Hồ Chí Minh'),
  row('075', 'Đồng Nai'),
  row('077', 'Bà Rịa-Vũng Tàu', 'TP. Hồ Chí Minh'),
  row('079', 'TP. Hồ Chí Minh'),
  row('080', 'Long An', 'Tây Ninh'),
  row('082', 'Tiền Giang', 'Đồng Tháp'),
  row('083', 'Bến Tre', 'Vĩnh Long'),
  row('084', 'Trà Vinh', 'Vĩnh Long'),
  row('086', 'Vĩnh Long'),
  row('087', 'Đồng Tháp'),
  row('089', 'An Giang'),
  row('091', 'Kiên Giang', 'An Giang'),
  row('092', 'Cần Thơ'),
  row('093', 'Hậu Giang', 'Cần Thơ'),
  row('094', 'Sóc Trăng', 'Cần Thơ'),
  row('095', 'Bạc Liêu', 'Cà Mau'),
  row('096', 'Cà Mau'),
])
