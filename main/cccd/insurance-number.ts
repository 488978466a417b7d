/** Number of a health-insurance card or of a social-insurance book: it finds a person at the insurance portal and opens no chip. */
export interface InsuranceNumber {
  /** Fifteen characters: group, benefit, province, book number (QĐ 1351/QĐ-BHXH of 2015). Absent on cards printed since April 2021. */
  readonly cardNumber?: string
  /** Ten digits of the social-insurance book, the same for life. */
  readonly bookNumber: string
}

/** Reads 15 characters, `GD 4 99 9990000001` with or without grouping, or the 10 digits of the book alone; undefined for anything else. */
export function readInsuranceNumber(text: string): InsuranceNumber | undefined {
  const plain = text.replace(/[\s.-]/g, '').toUpperCase()
  if (/^\d{10}$/.test(plain)) return { bookNumber: plain }
  if (!/^[A-Z]{2}[1-5]\d{12}$/.test(plain)) return undefined
  return { cardNumber: plain, bookNumber: plain.slice(5) }
}

/** What a person is looked up by at the portal: the card, or else the book; undefined where neither is known. */
export const insuranceNumberIn = (insurance: Partial<InsuranceNumber> | undefined): string | undefined =>
  insurance?.cardNumber ?? insurance?.bookNumber
