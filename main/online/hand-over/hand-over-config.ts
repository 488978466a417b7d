import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { clientIdForm, handOverAddress } from './http-connector.ts'

const limit = z.number().int().min(200).max(60_000)
const limitMs = z.number().int().min(200).max(30_000).default(3000)

/**
 * The organisation's own system, as `config.json` has it. The shared key is the secret `organisation.key` and no part of it.
 */
export const handOverConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('http'),
    /** The whole address that is posted to. */
    url: z.url().refine(url => handOverAddress(url) !== undefined, 'must begin with https:// and name no user'),
    clientId: z.string().regex(clientIdForm),
    /** Paths of PEM files: whom to trust, the desk's certificate, its key. */
    tls: z
      .strictObject({ ca: z.string().optional(), cert: z.string().optional(), key: z.string().optional() })
      .optional(),
    timeouts: z
      .strictObject({
        connectMs: limit.default(3000),
        tlsMs: limit.default(3000),
        headersMs: limit.default(10_000),
        bodyMs: limit.default(10_000),
      })
      .prefault({}),
    /** How long the counter waits before it shows `pending`, ms. */
    limitMs,
  }),
  z.strictObject({
    kind: z.literal('folder'),
    /** Absolute; it is never made here: a share that is not there is not replaced by a folder of that name. */
    path: z.string().refine(isAbsolute, 'must be an absolute path'),
    /** One that holds so many files is not filled further: somebody has stopped emptying it. */
    mostFiles: z.number().int().min(1).max(100_000).default(1000),
    limitMs,
  }),
])
export type HandOverConfig = z.infer<typeof handOverConfigSchema>
