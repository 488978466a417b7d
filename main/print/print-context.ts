/** Language of a print-out. */
export type PrintLanguage = 'vi' | 'en'

/** Text of one piece in both languages. */
export interface PrintWords {
  vi: string
  en: string
}

/** What a print-out says about the desk, the operator and the moment. The templates are pure: all that they know stands here or in the data. */
export interface PrintContext {
  language: PrintLanguage
  desk: {
    id: string
    name: string
    /** E.g. the bank or the hospital. */
    organisation?: string
    /** Branch, department or ward police. */
    unit?: string
    address?: string
    /** Authority above, in the head of an official form. */
    superior?: string
  }
  /** Name of the operator, as it stands on print-outs. */
  operator: string
  now: Date
  /** Not to be taken for real: every page says so. */
  demo: boolean
  /** Personal numbers as 999****001. */
  masked: boolean
  definition: { id: string; version: string }
  /** What the codes of the definition are called, for the codes that it has; a code without a name is printed as it is. */
  names?: {
    purposes?: Readonly<Record<string, PrintWords>>
    legalBases?: Readonly<Record<string, PrintWords>>
    /** Reasons for which somebody is received without a card. */
    withoutCard?: Readonly<Record<string, PrintWords>>
  }
  /** `@font-face` rules with the fonts in them, from `readPrintFonts`. */
  fonts: string
}
