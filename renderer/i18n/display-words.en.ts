import type { Dictionary } from './vi.ts'

export const englishDisplay: Dictionary['display'] = {
  kept: 'A choice holds at once, and for this computer only.',
  theme: 'Background',
  themes: { system: 'As the computer says', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  textSize: 'Text size',
  sample: 'How it looks',
  sampleVerdict: 'Genuine card',
  sampleAddress: '9 Old Lane, Sample Commune, Example Province',
  language: 'Language',
  motion: 'Movement',
  motions: { system: 'As the computer says', reduced: 'Keep everything still' },
  sound: 'Sound',
  sounds: { on: 'Let verdicts be heard', off: 'Silent' },
  try: 'Hear each of them:',
  lights: { green: 'Green', yellow: 'Yellow', red: 'Red', grey: 'Grey' },
  card: 'Card taken',
  keypad: 'Keys on the screen',
  keypads: { auto: 'Shown when a finger touches a field', off: 'Never shown' },
  quick: {
    label: 'Text size and background',
    smaller: 'A−, smaller text',
    larger: 'A+, larger text',
    theme: theme => `Change the background (now: ${theme})`,
  },
}
