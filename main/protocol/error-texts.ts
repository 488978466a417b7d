import { englishErrors } from './error-texts.en.ts'
import { vietnameseErrors } from './error-texts.vi.ts'
import type { ChipDeskError } from './errors.ts'

/** What happened and what to do now, in the words of the counter. */
export const errorText = (
  { tag }: Pick<ChipDeskError, 'tag'>,
  language: 'vi' | 'en',
): { title: string; cure: string } => (language === 'vi' ? vietnameseErrors : englishErrors)[tag]
