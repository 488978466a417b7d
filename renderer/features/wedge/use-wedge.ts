import { useLayoutEffect, useRef } from 'react'
import type { Scan } from './scan-of.ts'
import { listenToKeys } from './wedge-listener.ts'

/** Hears every scanner that types, whatever has the focus. */
export function useWedge(onScan: (scan: Scan) => void): void {
  const latest = useRef(onScan)
  latest.current = onScan
  // Before the effects of any screen: the listener that hears a key first decides whether the others do.
  useLayoutEffect(() => listenToKeys(scan => latest.current(scan)), [])
}
