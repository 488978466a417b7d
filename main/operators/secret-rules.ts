import { type AccountProblem, longestSecret } from '../protocol/session.ts'

/** Whose secret it is to be: what others know of a person is no secret of that person. */
export interface SecretOwner {
  readonly id: string
  /** 12 digits; the fourth tells the century of birth, the next two its year (vietnam.md §1). */
  readonly officerNumber?: string | undefined
}

const shortestPin = 6
const shortestPassword = 8

/** What speaks against a PIN (digits alone) or password (anything else); undefined where nothing does. */
export function secretProblem(secret: string, owner: SecretOwner): AccountProblem | undefined {
  if (secret.length > longestSecret) return 'secret-long'
  return /^\d*$/.test(secret) ? pinProblem(secret, owner) : passwordProblem(secret.normalize('NFC'), owner)
}

function pinProblem(pin: string, owner: SecretOwner): AccountProblem | undefined {
  if (pin.length < shortestPin) return 'pin-short'
  if (isTrivial(pin)) return 'pin-trivial'
  return isOfThePerson(pin, owner.officerNumber) ? 'pin-birth' : undefined
}

/** Columns and diagonals of a key pad, which every guesser tries. */
const padPatterns = ['147258', '258369', '147852', '258147', '369258', '159357', '159753', '357159', '951753', '753951']

const isTrivial = (pin: string) =>
  new Set(pin).size < 3 ||
  isRepetition(pin) ||
  isRun(pin) ||
  isMirrored(pin) ||
  padPatterns.some(pattern => pin.startsWith(pattern)) ||
  // 112233: every digit written twice.
  (/^(?:(\d)\1)+$/.test(pin) && isRun(pin.replace(/(\d)\1/g, '$1')))

/** 111111, 121212, 123123. */
const isRepetition = (text: string) => (text + text).indexOf(text, 1) < text.length

/** 123456, 987654, 890123, 246802: every step between neighbours is the same. */
function isRun(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10)
  return new Set(steps).size === 1
}

/** 123321. */
const isMirrored = (text: string) => [...text].toReversed().join('') === text

/** The year of birth, the day with it, or a stretch of the own number. */
function isOfThePerson(pin: string, number: string | undefined): boolean {
  if (!number || !/^\d{12}$/.test(number)) return false
  const century = 19 + Math.floor(Number(number[3]) / 2)
  const year = number.slice(4, 6)
  if (pin.includes(`${century}${year}`)) return true
  if (pin.length === 6 && isBirthday(pin, year)) return true
  return Array.from({ length: pin.length - 5 }, (_, at) => pin.slice(at, at + 6)).some(part => number.includes(part))
}

/** DDMMYY or YYMMDD of that year. */
function isBirthday(pin: string, year: string): boolean {
  const isDay = (day: number, month: number) => day >= 1 && day <= 31 && month >= 1 && month <= 12
  const [first, middle, last] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4)]
  return (
    (last === year && isDay(Number(first), Number(middle))) || (first === year && isDay(Number(last), Number(middle)))
  )
}

const known = [
  'password',
  'matkhau',
  'mậtkhẩu',
  'chipdesk',
  'admin',
  'qwerty',
  'abc123',
  'iloveyou',
  '123456',
  '12345678',
]

function passwordProblem(password: string, { id }: SecretOwner): AccountProblem | undefined {
  if (password.length < shortestPassword) return 'password-short'
  const folded = password.toLowerCase().replace(/\s/g, '')
  const rest = known.concat(id.toLowerCase()).reduce((left, word) => left.replaceAll(word, ''), folded)
  return rest.length < 4 || new Set(folded).size < 4 || isRepetition(folded) ? 'password-simple' : undefined
}
