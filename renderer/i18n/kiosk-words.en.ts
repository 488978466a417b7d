import type { Dictionary } from './vi.ts'

export const englishKiosk = {
  leave: 'Leave full screen',
  title: 'Leave the full screen',
  sub: 'For an administrator only. ChipDesk closes, and the desk serves nobody until it is opened again.',
  id: 'Sign-in name of the administrator',
  submit: 'Leave',
  cancel: 'Stay',
} satisfies Dictionary['kiosk']
