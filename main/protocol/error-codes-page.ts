import { englishErrors } from './error-texts.en.ts'
import { vietnameseErrors } from './error-texts.vi.ts'
import { type ErrorTag, errorTags, type Retry } from './errors.ts'

const retryWords: Record<Retry, string> = {
  'same-card': 'try again with the card as it lies',
  're-present': 'lift the card and place it again',
  operator: 'the operator must act first',
  never: 'not with this card or input',
}

const row = (tag: ErrorTag) => {
  const english = englishErrors[tag]
  const vietnamese = vietnameseErrors[tag]
  return `| \`${tag}\` | ${english.title} | ${english.cure} | ${vietnamese.title}. ${vietnamese.cure} | ${retryWords[errorTags[tag]]} |`
}

/** docs/error-codes.md, made from the same texts as the screens: `npm run docs` writes it, a test compares. */
export function errorCodesPage(): string {
  const tags = Object.keys(errorTags) as ErrorTag[]
  return [
    '# Error codes',
    '',
    'Every expected failure has a tag, the same on the screen, in the command line, in the log and in the store. A status word (`sw`) and a',
    'technical cause may stand beside it. Written by `npm run docs` from the texts of the screens.',
    '',
    '| tag | what happened | what to do | trên màn hình | again? |',
    '|---|---|---|---|---|',
    ...tags.map(row),
    '',
  ].join('\n')
}
