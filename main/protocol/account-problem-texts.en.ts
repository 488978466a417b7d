import type { AccountProblem } from './session.ts'

/** Why an account cannot be saved, and what would be right. */
export const englishAccountProblems = {
  'id-taken': 'Somebody has this sign-in name already. Choose another one.',
  'id-form': 'A sign-in name has 2 to 32 lower-case letters without marks, digits, dots or dashes, such as lan.nguyen.',
  'name-empty': 'Enter the full name, 100 characters at most.',
  'no-such-account': 'There is no account of this name.',
  'officer-number-form': 'The officer’s own number has exactly 12 digits.',
  'last-admin': 'This is the last administrator: somebody must be left who can give accounts.',
  'first-must-be-admin': 'The first account must be an administrator’s.',
  'pin-short': 'A PIN needs at least 6 digits.',
  'pin-trivial': 'This PIN is too easy to guess. No runs, no repetitions, nothing that reads the same backwards.',
  'pin-birth': 'A PIN must not hold the year or day of birth, nor a part of the own number.',
  'password-short': 'A password with letters needs at least 8 characters.',
  'password-simple': 'This password is too easy to guess. Take a few words that have nothing to do with each other.',
  'secret-long': 'The PIN or password is longer than 128 characters.',
  'secret-same': 'The new PIN must be another one.',
} as const satisfies Record<AccountProblem, string>
