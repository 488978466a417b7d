/** What a person at the desk may do follows from one role. `supervisor` and `admin` are four-eyes partners of each other. */
export const roles = ['clerk', 'supervisor', 'auditor', 'admin'] as const
export type Role = (typeof roles)[number]
