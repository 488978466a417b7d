import { type TypingOptions, typedThrough } from './simulated-input-method.ts'
import {
  byMrz,
  full,
  insuranceText,
  insured,
  mrzText,
  nghiem,
  opens,
  type ScannedText,
  td3,
  whole,
} from './specimen-texts.ts'

const { qr } = nghiem
const through = (text: string, options: TypingOptions) => typedThrough(text, options)
const nothing = { fullName: undefined, placeOfResidence: undefined, sex: undefined } as const

const methods = [
  { method: 'telex', check: 'spelling' },
  { method: 'telex', check: 'always' },
  { method: 'vni', check: 'spelling' },
  { method: 'vni', check: 'always' },
] as const satisfies readonly TypingOptions[]

/** What is the same for every method: its digits stand after separators, where no method looks at them. */
const everyMethod: readonly ScannedText[] = methods.flatMap(options => {
  const by = `${options.method}, ${options.check}`
  return [
    { name: `${by}: code`, scan: through(qr, options), is: full },
    {
      name: `${by}: code, bar to backslash`,
      scan: through(qr, { ...options, bar: '\\' }),
      is: { ...full, repairs: ['separators'] },
    },
    {
      name: `${by}: code, bar to broken bar`,
      scan: through(qr, { ...options, bar: '¦' }),
      is: { ...full, repairs: ['separators'] },
    },
    { name: `${by}: code, bar eaten`, scan: through(qr, { ...options, bar: '' }), is: full },
    { name: `${by}: code decomposed`, scan: through(qr.normalize('NFD'), options), is: full },
    { name: `${by}: code of 2024`, scan: through(nghiem.qr2024, options), is: { ...whole, parts: 11 } },
    {
      name: `${by}: marked letters lost`,
      scan: through(qr, { ...options, beyondAscii: 'lost' }),
      is: { ...opens, ...nothing, birthDate: '1990-01-15', unreadable: ['fullName', 'sex', 'placeOfResidence'] },
    },
    {
      name: `${by}: marked letters to question marks`,
      scan: through(qr, { ...options, beyondAscii: 'question' }),
      is: { ...opens, ...nothing, issueDate: '2021-05-10' },
    },
    {
      name: `${by}: marks lost, letters kept`,
      scan: through(qr.normalize('NFD'), { ...options, beyondAscii: 'lost' }),
      is: { ...opens, sex: 'F', fullName: 'Nguyen Thi Thu Nghiem' },
    },
    { name: `${by}: symbology prefix`, scan: through(`]Q1${qr}`, options), is: { ...full, repairs: ['prefix'] } },
    { name: `${by}: number`, scan: through('999190000001', options), is: opens },
    { name: `${by}: TD1`, scan: through(mrzText, options), is: byMrz },
    { name: `${by}: TD1 in one`, scan: through(nghiem.mrz.join(''), options), is: byMrz },
  ] satisfies readonly ScannedText[]
})

const telex = (text: string, check: 'always' | 'spelling' = 'always') => through(text, { method: 'telex', check })
const vni = (text: string, check: 'always' | 'spelling' = 'always') => through(text, { method: 'vni', check })

/** Codes typed through Telex and VNI, as the simulator of UniKey and EVKey mangles them. */
export const typedTexts: readonly ScannedText[] = [
  ...everyMethod,
  {
    name: 'Telex: insurance code, a tone in the hex',
    scan: telex(insuranceText('GD4999990000001')),
    is: { ...insured, repairs: ['keyboard'] },
  },
  { name: 'Telex: insurance code, spelling', scan: telex(insuranceText('GD4999990000001'), 'spelling'), is: insured },
  {
    name: 'Telex: insurance code and backslashes',
    scan: through(insuranceText('GD4999990000001'), { method: 'telex', bar: '\\' }),
    is: { ...insured, repairs: ['separators', 'keyboard'] },
  },
  {
    name: 'Telex: insurance number',
    scan: telex('TE1999990000001'),
    is: { insurance: { cardNumber: 'TE1999990000001', bookNumber: '9990000001' } },
  },
  {
    name: 'Telex: passport, name changed',
    scan: telex(td3.join('\n')),
    is: {
      origin: 'mrz',
      documentNumber: 'L898902C3',
      fullName: undefined,
      unreadable: ['fullName'],
      repairs: ['keyboard'],
    },
  },
  {
    name: 'Telex: name of the card changed',
    scan: mrzText.replace('NGUYEN<<THI<THU<NGHIEM<<<<<<<<', 'KSỎ<<Y<BLIN<<<<<<<<<<<<<<<<<<'),
    is: { ...byMrz, fullName: undefined, unreadable: ['fullName'] },
  },
  {
    name: 'VNI: first digit of the MRZ eaten, proven by the twelve',
    scan: 'ÍDVNM900000015999190000001<<4\n9001158F3001156VNM<<<<<<<<<<<8',
    is: { ...byMrz, repairs: ['keyboard'] },
  },
  {
    name: 'VNI: two digits of the MRZ eaten',
    scan: mrzText.replace('IDVNM19', 'ÍĐVNM'),
    is: { ...byMrz, repairs: ['keyboard'] },
  },
  {
    name: 'VNI: head of the MRZ says another number',
    scan: mrzText.replace('IDVNM1900000015', 'ÍDVNM800000015'),
    seen: 'keyboard-method',
  },
  {
    name: 'VNI: eaten, and the twelve are wrong too',
    scan: mrzText.replace('IDVNM1', 'ÍDVNM').replace('999190000001', '999190000011'),
    seen: 'keyboard-method',
  },
  {
    name: 'VNI: eaten, and the second line is wrong',
    scan: mrzText.replace('IDVNM1', 'ÍDVNM').replace('9001158F', '9001168F'),
    seen: 'mrz',
  },
  { name: 'VNI: first line alone', scan: 'ÍDVNM900000015999190000001<<4', seen: 'keyboard-method' },
  { name: 'VNI: insurance code', scan: vni(insuranceText('GD4999990000001')), seen: 'keyboard-method' },
  { name: 'VNI: insurance code of a child', scan: vni(insuranceText('TE1999990000001')), seen: 'keyboard-method' },
  {
    name: 'VNI: insurance code, spelling',
    scan: vni(insuranceText('CA5999990000001'), 'spelling'),
    seen: 'keyboard-method',
  },
  {
    name: 'VNI: insurance code and backslashes',
    scan: through(insuranceText('TE1999990000001'), { method: 'vni', bar: '\\' }),
    seen: 'keyboard-method',
  },
  { name: 'VNI: insurance number of a child', scan: vni('TE1999990000001'), seen: 'keyboard-method' },
  { name: 'VNI: insurance number of the police', scan: vni('CA5999990000001'), seen: 'keyboard-method' },
  { name: 'VNI: D became Đ', scan: 'ĐN499990000001', seen: 'keyboard-method' },
  {
    name: 'VNI: not parted, digits of the birth eaten',
    scan: through(qr.normalize('NFD').replace(/\p{M}|\|/gu, ''), {
      method: 'vni',
      check: 'always',
      beyondAscii: 'lost',
    }),
    seen: 'keyboard-method',
  },
  {
    name: 'number in the middle of letters',
    scan: qr.replace('999190000001', '9991á90000001'),
    seen: 'keyboard-method',
  },
  { name: 'number begins with a letter', scan: qr.replace('999190000001', 'á99190000001'), seen: 'keyboard-method' },
  { name: 'Vietnamese layout: digits are letters', scan: '\u0323\u0323\u0323ă\u0323đđđđđđă', seen: 'keyboard-method' },
  { name: 'Vietnamese layout: code', scan: 'đđđă\u0323đđđđđđă|', seen: 'keyboard-method' },
]
