import type { Verdict } from './checks.ts'

/** One shape per verdict, so that colour is never the only sign: an SVG path to be stroked on a grid of 48 × 48. */
export const verdictShapes: Record<Verdict, string> = {
  authentic: 'M24 4 41 10v13c0 10-7 17.5-17 21C14 40.5 7 33 7 23V10zM15.5 24l6 6.2L33 18',
  intact: 'M24 5 3.5 41.5h41zM24 18v11.5M24 35.2v.3',
  altered: 'M9 4h21l9 9v31H9zM30 4v9h9M17 22l14 14M31 22 17 36',
  cloned: 'M6 13h25v25H6zM17 13V6h25v25h-11M13 20.5l11 10M24 20.5l-11 10',
  refused: 'M24 44a20 20 0 1 0 0-40 20 20 0 0 0 0 40zM10 10l28 28',
  incomplete: 'M24 44a20 20 0 1 0 0-40 20 20 0 0 0 0 40zM14.5 24h.3M24 24h.3M33.5 24h.3',
}
