import type { Policy } from './policy.ts'

/** What is needed of a public key to weigh it. */
type Weighed =
  | { readonly kind: 'ec'; readonly curve: { readonly parameters: { readonly n: bigint } } }
  | { readonly kind: 'rsa'; readonly bits: number }
  | { readonly kind: 'dh'; readonly bits: number }

/** Whether a chip's key is shorter than the policy wants; RSA and DH count by their modulus, elliptic keys by their order. */
export const isWeak = (key: Weighed, { shortestKey }: Policy): boolean =>
  key.kind === 'ec' ? key.curve.parameters.n.toString(2).length < shortestKey.ec : key.bits < shortestKey.rsa
