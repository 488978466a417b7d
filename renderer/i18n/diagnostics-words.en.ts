import type { vietnameseDiagnosticsScreen } from './diagnostics-words.vi.ts'

export const englishDiagnosticsScreen: typeof vietnameseDiagnosticsScreen = {
  summary: (bad, warn) => {
    if (bad > 0 && warn > 0) return `${bad} broken, ${warn} to look at`
    if (bad > 0) return `${bad} broken: to be mended`
    return warn > 0 ? `The desk works; ${warn} to look at` : 'Everything works'
  },
  looking: 'Looking again…',
  lookedAt: time => `Looked at ${time}`,
  again: 'Check again',
  copy: 'Copy report',
  save: 'Save as file',
  copied: 'Copied. Paste it into a letter or message to whoever helps.',
  notCopied: 'This computer does not let us copy. Use “Save as file”.',
  saved: 'The report was handed to the browser to save.',
  open: 'To look at',
  unknown: 'Not known yet',
  good: 'Works',
  private: 'The report has nothing of citizens, no user names of this computer and no secrets.',
  tried: 'Each primitive',
  states: { bad: 'Broken', warn: 'To look at', unknown: 'Not known', ok: 'Good' },
}
