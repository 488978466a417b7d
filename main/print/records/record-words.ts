import { enChecks, enReasons, enResults, enVerdicts } from '../../protocol/check-texts.en.ts'
import { viChecks, viReasons, viResults, viVerdicts } from '../../protocol/check-texts.vi.ts'
import { englishDeskTexts } from '../../protocol/desk-texts.en.ts'
import { vietnameseDeskTexts } from '../../protocol/desk-texts.vi.ts'
import { englishDifferences } from '../../protocol/difference-texts.en.ts'
import { vietnameseDifferences } from '../../protocol/difference-texts.vi.ts'
import { englishFieldNames } from '../../protocol/field-names.en.ts'
import { vietnameseFieldNames } from '../../protocol/field-names.vi.ts'
import { englishRegistryTexts } from '../../protocol/registry-texts.en.ts'
import { vietnameseRegistryTexts } from '../../protocol/registry-texts.vi.ts'
import type { PrintContext } from '../print-context.ts'
import { englishRecordWords } from './record-words.en.ts'
import { vietnameseRecordWords } from './record-words.vi.ts'

const vietnamese = {
  ...vietnameseRecordWords,
  said: vietnameseRegistryTexts,
  checkNames: viChecks,
  results: viResults,
  reasons: viReasons,
  verdicts: viVerdicts,
  desk: vietnameseDeskTexts,
  fields: vietnameseFieldNames,
  kinds: vietnameseDifferences.kinds,
}
const english: typeof vietnamese = {
  ...englishRecordWords,
  said: englishRegistryTexts,
  checkNames: enChecks,
  results: enResults,
  reasons: enReasons,
  verdicts: enVerdicts,
  desk: englishDeskTexts,
  fields: englishFieldNames,
  kinds: englishDifferences.kinds,
}

/** All words of a record, in the language of the print-out. */
export const recordWords = ({ language }: Pick<PrintContext, 'language'>): typeof vietnamese =>
  language === 'vi' ? vietnamese : english
