import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { copyToClipboard } from './clipboard.ts'

/** So long it is said that something was copied, ms. */
const saidFor = 4_000

/** What became of the last copy. */
export interface Copied {
  readonly ok: boolean
  readonly text: string
}

interface CopyingView {
  copy(text: string, said: string): void
  readonly copied: Copied | undefined
  /** Numbers that somebody has uncovered, and sees whole now. */
  readonly uncovered: ReadonlySet<string>
  uncover(number: string, shown: boolean): void
}

const Copying = createContext<CopyingView | undefined>(undefined)

/** A result whose values may be taken along; outside of it nothing has a button to copy. */
export function CopyingProvider({ children }: { readonly children: ReactNode }) {
  const { behind } = useWords()
  const [copied, setCopied] = useState<Copied>()
  const [uncovered, setUncovered] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    // A failure stays until the next try: somebody has to read what to do instead.
    if (!copied?.ok) return
    const timer = setTimeout(() => setCopied(undefined), saidFor)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = useCallback(
    async (text: string, said: string) => {
      const ok = await copyToClipboard(text)
      setCopied({ ok, text: ok ? said : behind.copy.failed })
    },
    [behind],
  )
  const uncover = useCallback((number: string, shown: boolean) => {
    setUncovered(before => {
      if (before.has(number) === shown) return before
      const next = new Set(before)
      if (shown) next.add(number)
      else next.delete(number)
      return next
    })
  }, [])
  const value = useMemo(
    () => ({ copy: (text: string, said: string) => void copy(text, said), copied, uncovered, uncover }),
    [copy, copied, uncovered, uncover],
  )
  return <Copying value={value}>{children}</Copying>
}

/** Undefined where there is nothing to take along yet. */
export const useCopying = () => useContext(Copying)
