import { sameName } from '../../cccd/name-folding.ts'
import type { LookupData, LookupField, RelatedPerson } from '../../protocol/citizen-data.ts'
import type { NeutralQuestion } from './soap-question.ts'
import { onlyChild, type XmlElement } from './soap-xml.ts'

/** Of records, as seen in answers of the real base. */
export const recordNamespace = 'http://www.mic.gov.vn/dancu/1.0'

const child = (parent: XmlElement | undefined, name: string) => onlyChild(parent, recordNamespace, name)
const text = (parent: XmlElement | undefined, ...path: readonly string[]): string | undefined =>
  path.reduce<XmlElement | undefined>(child, parent)?.text || undefined

/** Whether a `CongDan` is whom the question was about: number, name and birth. */
export function isAboutSubject(citizen: XmlElement, { subject }: NeutralQuestion): boolean {
  const { personalNumber, cmnd9, fullName, birth } = subject
  const isNumber =
    personalNumber === undefined ? text(citizen, 'SoCMND') === cmnd9 : text(citizen, 'SoDinhDanh') === personalNumber
  const known = text(citizen, 'NgayThangNamSinh', 'NgayThangNam') ?? text(citizen, 'NgayThangNamSinh', 'Nam') ?? ''
  const asked = 'date' in birth ? birth.date.replaceAll('-', '') : birth.year
  return isNumber && sameName(nameOf(child(citizen, 'HoVaTen')), fullName) && known.slice(0, asked.length) === asked
}

/** `Ten` may hold all of the name, `Ho` and `ChuDem` then being empty. */
const nameOf = (name: XmlElement | undefined): string =>
  ['Ho', 'ChuDem', 'Ten'].flatMap(part => text(name, part) ?? []).join(' ') || name?.text || ''

const states = { deceased: '2', cancelled: '3' }

export const numberStatusOf = (citizen: XmlElement): 'ACTIVE' | 'CANCELLED' =>
  text(citizen, 'TrangThai') === states.cancelled ? 'CANCELLED' : 'ACTIVE'

/** `NhomMau`: 00 unknown; the Rh factor is not in it. */
const bloodGroups: Readonly<Record<string, string>> = { '01': 'A', '02': 'B', '03': 'AB', '04': 'O' }

type Reading = { readonly [Field in LookupField]?: (citizen: XmlElement) => LookupData[Field] }

/** What the base has of the fields of a look-up; it does not tell a temporary residence from another. */
const readings: Reading = {
  permanentResidence: citizen => residence(child(citizen, 'ThuongTru')),
  currentResidence: citizen => residence(child(citizen, 'NoiOHienTai')),
  household: citizen => {
    const head = related(child(citizen, 'ChuHo'))
    return head ? { head, members: [] } : null
  },
  spouse: citizen => people(child(citizen, 'VoChong')),
  lifeStatus: citizen => (text(citizen, 'TrangThai') === states.deceased ? 'DECEASED' : 'ALIVE'),
  bloodGroup: citizen => bloodGroups[text(citizen, 'NhomMau') ?? ''] ?? null,
  legalRepresentative: citizen => people(child(citizen, 'NguoiDaiDien')),
}

/** Of all that the base sends of a citizen, the fields that were asked; nothing else leaves this function. */
export function recordFields(
  citizen: XmlElement,
  asked: readonly LookupField[],
): { readonly data: LookupData; readonly withheld: LookupField[] } {
  const data = Object.fromEntries(
    asked.flatMap(field => {
      const read = readings[field]
      return read ? [[field, read(citizen)]] : []
    }),
  )
  return { data, withheld: asked.filter(field => !readings[field]) }
}

function residence(address: XmlElement | undefined) {
  const written = text(address, 'ChiTiet')
  return written ? { address: written } : null
}

function related(person: XmlElement | undefined): RelatedPerson | undefined {
  const whole = child(person, 'HoVaTen')
  const fullName = whole ? nameOf(whole) : ''
  const personalNumber = text(person, 'SoDinhDanh')
  return fullName ? { fullName, ...(personalNumber && { personalNumber }) } : undefined
}

const people = (person: XmlElement | undefined) => {
  const found = related(person)
  return found ? [found] : null
}
