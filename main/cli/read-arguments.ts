import { hexToBytes } from '@noble/hashes/utils.js'
import { type DataGroupId, dataGroupId } from '../emrtd/lds/elementary-files.ts'
import type { ReadOptions } from '../reading/read-options.ts'
import { UsageError } from './arguments.ts'

/** The options by which `read` is told what to read and how. */
export const readingOptions = {
  dg: { type: 'string' },
  challenge: { type: 'string' },
  'read-size': { type: 'string' },
  'no-photo': { type: 'boolean', default: false },
  'no-com': { type: 'boolean', default: false },
  'bac-after-pace-failure': { type: 'boolean', default: false },
} as const

interface ReadingValues {
  readonly dg?: string | undefined
  readonly challenge?: string | undefined
  readonly 'read-size'?: string | undefined
  readonly 'inspection-system'?: string | undefined
  readonly 'no-photo': boolean
  readonly 'no-com': boolean
  readonly 'bac-after-pace-failure': boolean
}

/** What they mean to `readCard`; a wrong one is wrong usage, before any card is touched. */
export function readingFrom(values: ReadingValues): Omit<ReadOptions, 'secrets' | 'random'> {
  const readSize = values['read-size'] === undefined ? undefined : Number(values['read-size'])
  if (readSize !== undefined && !(Number.isInteger(readSize) && readSize >= 16 && readSize <= 65_000))
    throw new UsageError('--read-size takes 16 to 65000 bytes')
  return {
    photo: !values['no-photo'],
    com: values['no-com'] ? 'skip' : 'read',
    bacAfterPaceFailure: values['bac-after-pace-failure'],
    ...(values.dg !== undefined && {
      dataGroups: values.dg.split(',').map(each => dataGroupOf(each, values['inspection-system'] !== undefined)),
    }),
    ...(values.challenge !== undefined && { challenge: challengeOf(values.challenge) }),
    ...(readSize !== undefined && { readSize }),
  }
}

/** DG3 and DG4 take an inspection system; without one the card would refuse them anyway. */
function dataGroupOf(text: string, behindTerminalAuthentication: boolean): DataGroupId {
  const id = /^[0-9]{1,2}$/.test(text.trim()) ? dataGroupId(Number(text)) : undefined
  if (!id) throw new UsageError(`--dg takes numbers of data groups as 11,12: ${text}`)
  if ((id === 'DG3' || id === 'DG4') && !behindTerminalAuthentication)
    throw new UsageError(`--dg ${text} needs --inspection-system`)
  return id
}

function challengeOf(text: string): Uint8Array {
  if (!/^[0-9a-f]{16}$/i.test(text)) throw new UsageError('--challenge takes 8 bytes as 16 hexadecimal digits')
  return hexToBytes(text)
}
