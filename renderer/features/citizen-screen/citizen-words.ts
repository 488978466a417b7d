import { englishCitizenScreen } from '../../i18n/citizen-screen-words.en.ts'
import { vietnameseCitizenScreen } from '../../i18n/citizen-screen-words.vi.ts'

export const citizenWords = { vi: vietnameseCitizenScreen, en: englishCitizenScreen }
export type CitizenLanguage = keyof typeof citizenWords
export type CitizenWords = typeof vietnameseCitizenScreen
