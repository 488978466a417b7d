/** The invented people of demo mode: the first is signed in by itself, the second is there to consent. */
export const demoAccounts = [
  { id: 'demo', name: 'Cán bộ Thử Một', role: 'admin', officerNumber: '000190000001' },
  { id: 'demo-2', name: 'Cán bộ Thử Hai', role: 'supervisor', officerNumber: '000190000002' },
] as const
/** PIN of both: known to everybody, for there is nothing to guard. */
export const demoPin = '280619'
