import { pow } from '@noble/curves/abstract/modular.js'
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import {
  type FiniteFieldGroupName,
  type FiniteFieldParameters,
  finiteFieldGroupNames,
  namedFiniteFieldGroups,
} from './finite-field-parameters.ts'
import { hash } from './hash.ts'
import { type GroupResult, type KeyAgreementGroup, noElement } from './key-agreement-group.ts'
import { bitLength, isProbablePrime, smoothPart } from './prime.ts'

export interface FiniteFieldGroup extends KeyAgreementGroup<bigint> {
  readonly kind: 'DH'
  readonly parameters: FiniteFieldParameters
}

/** What a group is refused beyond: the weakest standardized group below, and above it what takes seconds to examine. */
const bounds = { smallestP: 1024, largestP: 3072, smallestQ: 160 } as const

const made = new Map<FiniteFieldGroupName, FiniteFieldGroup>()

/** The standardized group of that name. */
export function finiteFieldGroup(name: FiniteFieldGroupName): FiniteFieldGroup {
  const known = made.get(name)
  if (known) return known
  const group = groupOf(name, namedFiniteFieldGroups[name])
  made.set(name, group)
  return group
}

/**
 * A group by explicit parameters, which nobody vouches for until now. Standardized ones are known by comparison. Of others is asked
 * (RFC 2631 §2.2.2, FIPS 186-4 A.1): p of 1024…3072 bits and prime, q of at least 160 bits, prime and a divisor of p − 1, g of the
 * order q. Without q (PKCS #3) it is (p − 1) / 2 where that is prime and the order of g; where it is not, order and subgroups stay
 * unknown, and only elements whose order has no prime factor above 2^16 are told and refused, g among them. That p has no trapdoor
 * nobody can see. Takes up to a second for the largest p, once.
 */
export function finiteFieldGroupByParameters(given: FiniteFieldParameters): GroupResult<FiniteFieldGroup> {
  const known = standardizedFiniteFieldGroup(given)
  if (known) return { ok: true, value: known }
  const before = examined.find(([{ p, g, q }]) => p === given.p && g === given.g && q === given.q)
  if (before) return before[1]
  const result = examine(given)
  examined.unshift([given, result])
  examined.length = Math.min(examined.length, 4)
  return result
}

/** The last explicit parameters: the same file is parsed several times in one read. */
const examined: [FiniteFieldParameters, GroupResult<FiniteFieldGroup>][] = []

function examine(given: FiniteFieldParameters): GroupResult<FiniteFieldGroup> {
  const { p, g, q } = given
  const bits = bitLength(p)
  if (bits < bounds.smallestP || bits > bounds.largestP) return noElement(`DH prime of ${bits} bits`)
  if (p % 2n === 0n) return noElement('DH prime is even')
  if (g < 2n || g > p - 2n) return noElement('DH generator out of 2…p−2')
  if (q !== undefined) {
    if (q % 2n === 0n || bitLength(q) < bounds.smallestQ || q >= p - 1n) return noElement('DH order q out of bounds')
    if ((p - 1n) % q !== 0n) return noElement('DH order q does not divide p − 1')
    if (pow(g, q, p) !== 1n) return noElement('DH generator is not of order q')
    if (!isProbablePrime(q) || !isProbablePrime(p)) return noElement('DH parameter is not prime')
    return { ok: true, value: groupOf(`DH-${bits}-${bitLength(q)}`, given) }
  }
  if (!isProbablePrime(p)) return noElement('DH parameter is not prime')
  const half = (p - 1n) / 2n
  if (pow(g, half, p) === 1n && isProbablePrime(half)) {
    return { ok: true, value: groupOf(`DH-${bits}`, { p, g, q: half }) }
  }
  const rough = (p - 1n) / smoothPart(p - 1n)
  if (bitLength(rough) < bounds.smallestQ) return noElement('DH group with small subgroups only')
  const group = groupOf(`DH-${bits}`, given)
  return group.isLowOrder(g) ? noElement('DH generator of low order') : { ok: true, value: group }
}

/** The standardized group with exactly these parameters, but that q may be left out; a known p with another g or q is none. */
export function standardizedFiniteFieldGroup({ p, g, q }: FiniteFieldParameters): FiniteFieldGroup | undefined {
  const name = finiteFieldGroupNames.find(each => {
    const known = namedFiniteFieldGroups[each]
    return known.p === p && known.g === g && (q === undefined || known.q === q)
  })
  return name && finiteFieldGroup(name)
}

function groupOf(name: string, parameters: FiniteFieldParameters): FiniteFieldGroup {
  const { p, g, q } = parameters
  const length = Math.ceil(bitLength(p) / 8)
  const order = q ?? p - 1n
  const smallOrders = q === undefined ? smoothPart(p - 1n) : 1n
  const isLowOrder = (element: bigint) => pow(element, smallOrders, p) === 1n
  const fromField = (value: bigint) => {
    const mapped = pow(value % p, (p - 1n) / order, p)
    return mapped > 1n ? mapped : undefined
  }
  const encode = (element: bigint) => numberToBytesBE(element, Math.ceil(bitLength(element) / 8))
  return {
    kind: 'DH',
    name,
    parameters,
    order,
    generator: g,
    prime: p,
    elementLength: length,
    ...(q !== undefined && { fromField }),
    decode: bytes => {
      // Leading zeros break 9303-11 §9.4.1, but do no harm; some chips send as many bytes as p has.
      if (bytes.length === 0 || bytes.length > length) return noElement(`DH public key of ${bytes.length} bytes`)
      const y = bytesToNumberBE(bytes)
      if (y < 2n || y > p - 2n) return noElement('DH public key out of 2…p−2')
      if (q !== undefined && pow(y, q, p) !== 1n) return noElement('DH public key is not in the subgroup')
      return isLowOrder(y) ? noElement('DH public key of low order') : { ok: true, value: y }
    },
    encode,
    multiply: (element, scalar) => pow(element, scalar % order, p),
    combine: (a, b) => (a * b) % p,
    equals: (a, b) => a === b,
    isLowOrder,
    sharedSecret: element => numberToBytesBE(element, length),
    compress: element => hash('SHA-1', encode(element)),
  }
}
