import type { Dictionary } from './vi.ts'

export const englishPages: Dictionary['pages'] = {
  loading: 'Loading…',
  notAllowed: 'This account may not see this page. Ask a supervisor or the administrator.',
  more: {
    title: 'More',
    desk: 'This desk',
    inspection: 'Inspection and trust',
    help: 'Help',
  },
  titles: {
    display: 'Display',
    devices: 'Devices',
    desk: 'Desk',
    network: 'Network',
    printing: 'Printing',
    trust: 'Trust store',
    diagnostics: 'Diagnostics',
    audit: 'Access log',
    accounts: 'Accounts',
    help: 'Guide',
    about: 'About',
  },
  says: {
    display: 'Light, dark, text size, language, sound',
    devices: 'Readers, scanners, cameras',
    desk: 'Kind of desk, names, lock time',
    network: 'Central register, insurance, your own system',
    printing: 'Paper sizes and test page',
    trust: 'Root certificates, revocation lists, import and expiry',
    diagnostics: 'What works, what does not, and the cure',
    audit: 'Who saw what, when, by what right',
    accounts: 'My account and colleagues',
    help: 'Keys, marks and everyday tasks',
    about: 'Version and licence',
  },
  settings: 'Settings',
}
