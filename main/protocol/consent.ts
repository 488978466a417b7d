/** By what right the citizen's data are used. `LEGAL_DUTY` is recorded instead of pretending a consent. */
export const consentTypes = ['CONSENT', 'LEGAL_DUTY', 'EMERGENCY'] as const
export type ConsentType = (typeof consentTypes)[number]
