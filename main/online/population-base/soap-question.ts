import { z } from 'zod'
import type { RegistryRequest } from '../../protocol/registry-question.ts'
import { jsonOf } from '../http-exchange.ts'
import { escapeXml } from './soap-xml.ts'

export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/'
/** Of questions, and of the answer of yes or no. */
export const questionNamespace = 'http://dancuquocgia.bca'

export type Operation = 'TraCuuThongTinCongDan' | 'XacThucThongTinCongDan'

const neutral = z.object({
  requestId: z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/),
  operator: z.object({ id: z.string() }),
  purpose: z.object({ serviceCode: z.string() }),
  subject: z.object({
    personalNumber: z.string().optional(),
    cmnd9: z.string().optional(),
    fullName: z.string(),
    birth: z.union([z.object({ date: z.string() }), z.object({ year: z.string() })]),
  }),
})
/** What the base is asked by, of the neutral question. */
export type NeutralQuestion = z.infer<typeof neutral>

export function neutralQuestion({ body }: RegistryRequest): NeutralQuestion | undefined {
  const parsed = neutral.safeParse(jsonOf(body))
  return parsed.success ? parsed.data : undefined
}

/**
 * The SOAP 1.1 message of a neutral question, its fields in the order of the service (vietnam.md §3.2). The same question gives the same message.
 * @param officer `MaCanBo`
 * @param integrationCode `MaTichHop`
 */
export function soapMessage(
  operation: Operation,
  { requestId, purpose, subject }: NeutralQuestion,
  officer: string,
  integrationCode: string,
): string {
  const { personalNumber, cmnd9, fullName, birth } = subject
  const fields = [
    ['MaYeuCau', requestId],
    ['MaDVC', purpose.serviceCode],
    ['MaTichHop', integrationCode],
    ['MaCanBo', officer],
    personalNumber === undefined ? ['SoCMND', cmnd9 ?? ''] : ['SoDinhDanh', personalNumber],
    ['HoVaTen', fullName.normalize('NFC').toLocaleUpperCase('vi').replace(/\s+/g, ' ').trim()],
  ] as const
  const [birthName, birthText] =
    'date' in birth ? ['NgayThangNam', birth.date.replaceAll('-', '')] : ['Nam', birth.year]
  const inner = [
    ...fields.map(([name, value]) => element(name, escapeXml(value))),
    element('NgayThangNamSinh', element(birthName ?? '', escapeXml(birthText ?? ''))),
  ].join('')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<soapenv:Envelope xmlns:soapenv="${soapNamespace}" xmlns:dan="${questionNamespace}"><soapenv:Header/>`,
    `<soapenv:Body>${element(operation, inner)}</soapenv:Body></soapenv:Envelope>`,
  ].join('')
}

const element = (name: string, content: string) => `<dan:${name}>${content}</dan:${name}>`
