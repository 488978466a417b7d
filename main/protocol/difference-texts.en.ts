import type { vietnameseDifferences } from './difference-texts.vi.ts'

export const englishDifferences: typeof vietnameseDifferences = {
  title: {
    number: 'The number declared is not that of the chip',
    contradiction: 'What was declared does not match the chip',
    notable: 'Some of what was declared differs from the chip',
    minor: 'What was declared is only written in another way',
  },
  field: 'Field',
  declared: 'Printed card / QR code',
  chip: 'In the chip',
  none: 'All that was declared and the chip says too agrees.',
  changed: 'differs',
  kinds: {
    spelling: 'Marks alone',
    wording: 'Other words, same place',
    precision: 'One side says less',
    different: 'Different',
  },
  notes: {
    'cancelled-number': 'The code calls the number of the chip cancelled: this card carries the old number.',
    'older-code': 'Issued earlier than the chip: it may be the code of an older card.',
    'newer-code': 'Issued later than the chip: the card being read may be the older one.',
    'units-of-2025': 'Perhaps the commune before and after July 2025.',
  },
}
