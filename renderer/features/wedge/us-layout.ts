/** What the key beside the letters gives on a US keyboard, alone and with Shift: the layout scanners are set to. */
const signs: Readonly<Record<string, string>> = {
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  IntlBackslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Backquote: '`~',
  Space: '  ',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
}

/** The character of a physical key (UI Events `code`) on a US layout; undefined for keys that write nothing. */
export function usCharacter(code: string, shift: boolean, capsLock: boolean): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shift === capsLock ? letter.toLowerCase() : letter
  const digit = /^Numpad(\d)$/.exec(code)?.[1]
  return digit ?? signs[code]?.[shift ? 1 : 0]
}
