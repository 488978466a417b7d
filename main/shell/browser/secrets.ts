import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Random secrets of 256 bit of which only the digest is kept; the oldest goes when there are more than `most`. */
export function secrets(most: number): Secrets {
  let digests: Buffer[] = []
  const find = (secret: string) => {
    const digest = sha256(secret)
    // Every stored digest is compared, each in constant time.
    return digests.filter(known => timingSafeEqual(known, digest))[0]
  }
  return {
    mint() {
      const secret = randomBytes(32).toString('base64url')
      digests = [...digests, sha256(secret)].slice(-most)
      return secret
    },
    knows: secret => find(secret) !== undefined,
    spend(secret) {
      const spent = find(secret)
      digests = digests.filter(known => known !== spent)
      return spent !== undefined
    },
  }
}

export interface Secrets {
  /** A new secret, 43 characters of base64url. */
  mint(): string
  knows(secret: string): boolean
  /** True once per minted secret. */
  spend(secret: string): boolean
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
