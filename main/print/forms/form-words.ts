import type { PrintContext } from '../print-context.ts'
import { englishFormWords } from './form-words.en.ts'
import { type FormWords, vietnameseFormWords } from './form-words.vi.ts'

/** What is this product's own on a form, in the language of the officer. */
export const formWords = ({ language }: Pick<PrintContext, 'language'>): FormWords =>
  language === 'vi' ? vietnameseFormWords : englishFormWords
