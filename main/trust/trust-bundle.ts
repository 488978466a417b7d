import { ed25519 } from '@noble/curves/ed25519.js'
import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { anchorKinds } from './anchor.ts'
import { pemBlocks } from './pem.ts'

const base64 = z.base64().min(4)

/** Envelope of `GET /v1/trust-bundle`: the text that is signed goes as it is, as in every answer of the register. */
const envelopeSchema = z.strictObject({ keyId: z.string(), signedText: z.string(), signature: z.base64() })

const bundleSchema = z.strictObject({
  format: z.literal('chipdesk-trust-bundle'),
  /** Grows with every bundle; an older one than the desk has is refused. */
  version: z.number().int().positive(),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  anchors: z.array(z.strictObject({ kind: z.enum(anchorKinds), certificate: base64 })),
  /** Link certificates and document signers; what each is follows from itself. */
  certificates: z.array(base64),
  revocationLists: z.array(base64),
  /** Fingerprints that the desk must stop trusting. */
  withdrawn: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
})

/** How far the clocks of the register and the desk may be apart, ms. */
const clockTolerance = 3_600_000

/** What the register hands to its desks. */
export type TrustBundle = z.infer<typeof bundleSchema> & { readonly keyId: string }

export interface BundleError {
  readonly message: string
}

/** Whether a text looks like the envelope of a bundle. */
export const isBundle = (text: string): boolean => /^\s*\{/.test(text) && text.includes('"signedText"')

/**
 * Opens a bundle: shape, Ed25519 signature over the UTF-8 bytes of `signedText` by a configured key, and expiry. Whether it is older than the
 * one the desk has is for the store to say.
 * @param publicKeys PEM (SPKI) by key id
 */
export function openBundle(
  text: string,
  publicKeys: Readonly<Record<string, string>>,
  at: Date,
): Result<TrustBundle, BundleError> {
  const envelope = envelopeSchema.safeParse(parseJson(text))
  if (!envelope.success) return fail({ message: 'not a trust bundle' })
  const { keyId, signedText, signature } = envelope.data
  const key = Object.hasOwn(publicKeys, keyId) ? ed25519Point(publicKeys[keyId] ?? '') : undefined
  if (!key) return fail({ message: `signed with a key that is not configured: ${keyId}` })
  if (!isSigned(key, signedText, signature)) return fail({ message: 'wrong signature' })
  const bundle = bundleSchema.safeParse(parseJson(signedText))
  if (!bundle.success) return fail({ message: 'signed text of another form' })
  if (new Date(bundle.data.expiresAt) < at) return fail({ message: `expired on ${bundle.data.expiresAt}` })
  if (new Date(bundle.data.issuedAt).getTime() > at.getTime() + clockTolerance)
    return fail({ message: `issued in the future, on ${bundle.data.issuedAt}` })
  return ok({ ...bundle.data, keyId })
}

function isSigned(key: Uint8Array, text: string, signature: string): boolean {
  try {
    return ed25519.verify(new Uint8Array(Buffer.from(signature, 'base64')), new TextEncoder().encode(text), key, {
      zip215: false,
    })
  } catch {
    return false
  }
}

/** RFC 8410 §4: an Ed25519 SubjectPublicKeyInfo is this header and the 32 bytes of the key. */
const spkiHeader = '302a300506032b6570032100'

function ed25519Point(pem: string): Uint8Array | undefined {
  const [block] = pemBlocks(pem)
  const hex = block?.label === 'PUBLIC KEY' ? Buffer.from(block.bytes).toString('hex') : ''
  return block && hex.length === 88 && hex.startsWith(spkiHeader) ? block.bytes.subarray(12) : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
