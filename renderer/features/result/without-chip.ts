import type { Report } from '../../../main/protocol/report.ts'

/** Nobody laid a card down: the citizen was asked in another way, and there is nothing of a chip to check. */
export const isWithoutChip = ({ access, dataGroups, error }: Report): boolean =>
  access.protocol === 'none' && dataGroups.read.length === 0 && error === undefined
