import { z } from 'zod'
import { sealedSchema } from './seal.ts'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * How the secret that opens the keys is kept:
 * - `raw`: in the file itself, whoever reads the file reads the store;
 * - `passphrase`: nowhere, it comes from a passphrase by scrypt (RFC 7914);
 * - `safe-storage`: sealed by the key store of the operating system, which only the window of this user opens.
 */
export const keepingSchema = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('raw'), secret: hex32 }),
  z.strictObject({
    way: z.literal('passphrase'),
    /** Cost of scrypt: N a power of two. What a file may ask of this computer is bounded. */
    n: z
      .number()
      .int()
      .min(2 ** 15)
      .max(2 ** 20),
    r: z.literal(8),
    p: z.literal(1),
    salt: hex32,
  }),
  z.strictObject({ way: z.literal('safe-storage'), backend: z.string(), sealed: z.base64() }),
])
export type Keeping = z.infer<typeof keepingSchema>

const storeKeySchema = z.strictObject({
  /** See `keyId`. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  madeAt: z.string(),
  sealed: sealedSchema,
})

const keyFileSchema = z.strictObject({
  format: z.literal('chipdesk-key'),
  version: z.literal(2),
  keeping: keepingSchema,
  /** Newest first. Two while a rotation is under way. */
  keys: z.array(storeKeySchema).min(1).max(2),
  /** To whom a copy of every new key is sealed; the other half is the recovery code on paper. */
  recovery: z.strictObject({ publicKey: hex32, madeAt: z.string() }).optional(),
  /** The window seals the secret at its next start. */
  sealNext: z.strictObject({ allowBasicText: z.boolean() }).optional(),
})
export type KeyFile = z.infer<typeof keyFileSchema>

/** The first form of the file: the key itself. Still read; written anew in the present form by the first change. */
const firstForm = /^chipdesk-key raw ([0-9a-f]{64})\n$/

export type KeyText = { readonly file: KeyFile } | { readonly rawKey: Uint8Array }

/** Undefined where the text is no key file. */
export function parseKeyText(text: string): KeyText | undefined {
  const hex = firstForm.exec(text)?.[1]
  if (hex !== undefined) return { rawKey: new Uint8Array(Buffer.from(hex, 'hex')) }
  try {
    const parsed = keyFileSchema.safeParse(JSON.parse(text))
    return parsed.success ? { file: parsed.data } : undefined
  } catch {
    return undefined
  }
}

export const formatKeyFile = (file: KeyFile): string => `${JSON.stringify(file, null, 2)}\n`
