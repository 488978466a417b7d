import type { CitizenDataWords } from './citizen-data-words.vi.ts'
import type { OnlineAnswer } from './online-check.ts'

type CitizenAnswer = Extract<OnlineAnswer, { kind: 'lookup' | 'civil-status' | 'eid' | 'residence' }>

/** What a list says of an answer about a citizen: `residence:CONFIRMED`. The kind stands with it, for a refused confirmation is no refusal in VNeID. */
export function citizenAnswerCode(answer: CitizenAnswer): string {
  switch (answer.kind) {
    case 'lookup':
      return `lookup:${answer.match}`
    case 'civil-status':
      return `civil-status:${answer.found ? 'found' : 'notFound'}`
    case 'eid':
    case 'residence':
      return `${answer.kind}:${answer.outcome}`
  }
}

/** The same in words; undefined for any other code. */
export function citizenAnswerWords(code: string, words: CitizenDataWords): string | undefined {
  const [kind = '', outcome = ''] = code.split(':')
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    lookup: words.lookup,
    'civil-status': words.civilStatus,
    eid: words.eid,
    residence: words.residence,
  }
  const said = Object.hasOwn(known, kind) ? known[kind] : undefined
  return said && Object.hasOwn(said, outcome) ? said[outcome] : undefined
}
