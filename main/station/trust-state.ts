import type { Trust } from '../trust/trust.ts'

/** What the store keeps of the trust that a verdict rested on, once for every digest: which anchors, by fingerprint and kind. */
export const trustState = ({ anchors, digest, problems }: Trust): { digest: string; body: string } => ({
  digest,
  body: JSON.stringify({
    anchors: anchors.map(({ fingerprint, kind }) => ({ fingerprint, kind })),
    problems: problems.length,
  }),
})
