/** Why bytes are no element of a group, or numbers no group. Fits `EmrtdError`, which this layer does not know. */
export interface GroupError {
  readonly tag: 'ProtocolValue'
  readonly message: string
}
export type GroupResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: GroupError }

/**
 * A group for Diffie-Hellman, whether of a curve or of a finite field (9303-11 §9.6), so that the protocols are written once. Written as
 * with curves: elements are combined, and multiplied by a number. Only elements of the same group may meet.
 */
export interface KeyAgreementGroup<E> {
  /** E.g. `brainpoolP256r1`, `MODP-2048-256`, `DH-3072`. */
  readonly name: string
  /** Prime order of the generator; p − 1 for a finite field of which nobody said q. Private keys are 1…order−1. */
  readonly order: bigint
  readonly generator: E
  /** Of the field: coordinates and integers are below it. */
  readonly prime: bigint
  /** Bytes of the longest encoded element. */
  readonly elementLength: number
  /**
   * The element in those bytes, as 9303-11 §9.4.5 encodes ephemeral keys: a point `04‖x‖y`, or an unsigned integer. Refuses whatever is not
   * in the subgroup of the generator, the neutral element and elements of low order.
   */
  decode(bytes: Uint8Array): GroupResult<E>
  /** Inverse of `decode`: an integer has no leading zeros. Not for the neutral element. */
  encode(element: E): Uint8Array
  /** `scalar` times the element (for a finite field: to the power of it); any number that is not negative. */
  multiply(element: E, scalar: bigint): E
  /**
   * Maps a number below the prime into the subgroup, f_G and f_g of 9303-11 §4.4.3.3.2, whose logarithm nobody knows. Undefined for the few
   * numbers that give no generator. The method itself is undefined on P-224 and where q is not known.
   */
  readonly fromField?: (value: bigint) => E | undefined
  /** Sum of points, product of integers. */
  combine(a: E, b: E): E
  equals(a: E, b: E): boolean
  /** True for the neutral element and whatever generates a small subgroup only: nothing may be agreed upon with it. */
  isLowOrder(element: E): boolean
  /** The shared secret K in a shared element: the x coordinate, or the integer, as long as the prime (9303-11 §9.6, TR-03111 §4.3.1, PKCS #3 §8.3). */
  sharedSecret(element: E): Uint8Array
  /** Comp() of 9303-11 §7.1: the x coordinate, or the SHA-1 of the encoded integer. */
  compress(element: E): Uint8Array
}

export const noElement = (message: string): { readonly ok: false; readonly error: GroupError } => ({
  ok: false,
  error: { tag: 'ProtocolValue', message },
})
