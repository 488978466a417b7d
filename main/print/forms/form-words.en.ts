import type { FormWords } from './form-words.vi.ts'

export const englishFormWords: FormWords = {
  draft: 'BẢN NHÁP',
  unsigned: 'BẢN NHÁP / DRAFT – without force until signed and sealed',
  basis: {
    confirmation: day => `Draft made from the confirmation by the residence database, answered ${day}.`,
    registry: day =>
      `Draft made from a look-up in the population database, answered ${day}; there is no confirmation of residence yet.`,
    nothing: 'An empty form: nothing is known yet.',
    chip: 'Draft made from the data on the chip alone, not held against the population database.',
    declared:
      'Draft made from what was declared or a QR code; no chip was read and nothing held against the population database.',
  },
  notes: 'Notes for the officer (not part of the form)',
  cardAddress: 'Permanent residence written on the card',
  residences: { permanent: 'Permanent residence', temporary: 'Temporary residence', current: 'Current residence' },
  differs: kind => `${kind} in the database DIFFERS from the address on the card`,
  wording: kind => `${kind} in the database is worded otherwise than on the card, for the same place`,
  cardOnly:
    'The permanent residence in this draft is the address on the card on its day of issue; it may have changed.',
  notProven: verdict => `The card was checked with this result: ${verdict}. Do not rest on this card alone.`,
  byHand: 'A dotted line is something that is not known; the officer checks it and writes it in.',
  registerNumber: 'Number of the answer in the database',
  holidays:
    'The day is counted in working days, without Saturdays and Sundays; public holidays and Tết are not known here: the officer moves the day where needed.',
}
