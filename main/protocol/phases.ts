/** Phases of a read: stable ids, in order; a phase may be skipped. */
export const phases = [
  'connect',
  'card-access',
  'pace',
  'select-application',
  'bac',
  'com',
  'sod',
  'chip-authentication',
  'dg1',
  'dg14',
  'dg15',
  'dg13',
  'active-authentication',
  'dg11',
  'dg12',
  'dg2',
  'verify',
  'registry',
  'done',
] as const
export type Phase = (typeof phases)[number]

/** What the person at the counter must do for the read to go on. */
export const userInteractions = ['none', 'place-card', 'keep-card', 'lift-and-place-again', 'enter-can'] as const
export type UserInteraction = (typeof userInteractions)[number]
