import { z } from 'zod'
import { type Verdict, verdicts } from '../protocol/checks.ts'
import type { HistoryFilter } from '../store/store.ts'
import { UsageError } from './arguments.ts'

/** Options by which commands say which transactions they mean. */
export const filterOptions = {
  search: { type: 'string' },
  day: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  desk: { type: 'string' },
  verdict: { type: 'string' },
  purpose: { type: 'string' },
} as const

type Given = { readonly [Name in keyof typeof filterOptions]?: string | undefined }

export function filterOf({ search, day, from, to, desk, verdict, purpose }: Given): HistoryFilter {
  for (const text of [day, from, to]) if (text !== undefined) dayOption(text)
  if (verdict !== undefined && !isVerdict(verdict))
    throw new UsageError(`no verdict ${verdict}; one of ${verdicts.join(', ')}`)
  return {
    ...(search !== undefined && { text: search }),
    ...(day !== undefined && { day }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(desk !== undefined && { desk }),
    ...(verdict !== undefined && { verdict }),
    ...(purpose !== undefined && { purpose }),
  }
}

const isVerdict = (text: string): text is Verdict => verdicts.some(known => known === text)

/** A day as `2026-11-21`. */
export function dayOption(text: string): string {
  if (z.iso.date().safeParse(text).success) return text
  throw new UsageError(`not a day: ${text}; write it as 2026-11-21`)
}
