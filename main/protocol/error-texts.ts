import { englishErrors } from './error-texts.en.ts'
import { vietnameseErrors } from './error-texts.vi.ts'
import type { ChipDeskError } from './errors.ts'
import { seenWords } from './seen-codes.ts'

/** What happened and what to do now, in the words of the counter; by what was seen instead of a card, where that is known. */
export const errorText = (
  { tag, seen }: Pick<ChipDeskError, 'tag' | 'seen'>,
  language: 'vi' | 'en',
): { title: string; cure: string } =>
  (seen && seenWords[seen]?.[language]) ?? (language === 'vi' ? vietnameseErrors : englishErrors)[tag]
