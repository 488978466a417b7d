/** Phases of a read: stable ids, in order; a phase may be skipped. */
export const phases = [
  'connect',
  'card-access',
  'pace',
  'card-security',
  'select-application',
  'bac',
  'com',
  'sod',
  'chip-authentication',
  'terminal-authentication',
  'dg1',
  'dg14',
  'dg15',
  'dg13',
  'active-authentication',
  'dg3',
  'dg4',
  'dg5',
  'dg6',
  'dg7',
  'dg8',
  'dg9',
  'dg10',
  'dg11',
  'dg12',
  'dg16',
  'dg2',
  'verify',
  'registry',
  'done',
] as const
export type Phase = (typeof phases)[number]

/** What the person at the counter must do for the read to go on. */
export const userInteractions = ['none', 'place-card', 'keep-card', 'lift-and-place-again', 'enter-can'] as const
export type UserInteraction = (typeof userInteractions)[number]
