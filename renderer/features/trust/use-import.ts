import { useState } from 'react'
import { type ChipDeskError, chipDeskError, errorSchema } from '../../../main/protocol/errors.ts'
import { mostTrustBytes, type TrustAdds, type TrustPreview } from '../../../main/protocol/trust.ts'
import { useStation } from '../../connection/station-context.tsx'
import { drawnUpload, fileParts } from './file-parts.ts'

export type ImportKind = 'said' | 'identity-card' | 'passport'

export type ImportStep =
  | { readonly step: 'choosing' }
  | { readonly step: 'sending'; readonly percent: number }
  | { readonly step: 'looking' }
  | { readonly step: 'preview' | 'storing'; readonly preview: TrustPreview }
  | { readonly step: 'done'; readonly adds: TrustAdds }

/** Files on their way into the trust store: handed over, looked at, compared, stored. */
export interface TrustImport {
  readonly now: ImportStep
  readonly kind: ImportKind
  /** Fingerprints that were compared for these files. */
  readonly confirmed: readonly string[]
  readonly error: ChipDeskError | undefined
  /** Refused before anything was handed over. */
  readonly refused: 'tooLarge' | 'tooMany' | undefined
  choose(files: readonly File[]): Promise<void>
  chooseKind(kind: ImportKind): void
  confirm(fingerprint: string): void
  store(adds: TrustAdds): Promise<void>
  startAgain(): void
}

const mostFiles = 200

/** @param stored something was imported */
export function useImport(stored: () => void): TrustImport {
  const { connection } = useStation()
  const [now, setNow] = useState<ImportStep>({ step: 'choosing' })
  const [kind, setKind] = useState<ImportKind>('said')
  const [confirmed, setConfirmed] = useState<readonly string[]>([])
  const [upload, setUpload] = useState<string>()
  const [error, setError] = useState<ChipDeskError>()
  const [refused, setRefused] = useState<TrustImport['refused']>()

  function failed(thrown: unknown, back: ImportStep) {
    const expected = errorSchema.safeParse(thrown)
    // What is no answer of the station is the browser that could not read the file: a folder, a stick that is gone.
    setError(expected.success ? expected.data : chipDeskError('DataMalformed', { cause: 'the file cannot be read' }))
    setNow(back)
  }
  const asked = (id: string, of: ImportKind, fingerprints: readonly string[]) => ({
    upload: id,
    ...(of !== 'said' && { kind: of }),
    confirmed: [...fingerprints],
  })
  async function look(id: string, of: ImportKind, fingerprints: readonly string[], back: ImportStep) {
    setError(undefined)
    setNow({ step: 'looking' })
    try {
      setNow({ step: 'preview', preview: await connection.call('trust.preview', asked(id, of, fingerprints)) })
    } catch (thrown) {
      failed(thrown, back)
    }
  }

  return {
    now,
    kind,
    confirmed,
    error,
    refused,
    async choose(files) {
      const bytes = files.reduce((sum, { size }) => sum + size, 0)
      const why = bytes > mostTrustBytes ? 'tooLarge' : files.length > mostFiles ? 'tooMany' : undefined
      setRefused(why)
      setError(undefined)
      if (why || files.length === 0) return
      const id = drawnUpload()
      let sent = 0
      setNow({ step: 'sending', percent: 0 })
      try {
        for await (const part of fileParts(files)) {
          await connection.call('trust.part', { upload: id, ...part })
          sent += part.part.length * 0.75
          setNow({ step: 'sending', percent: Math.min(99, Math.floor((sent / Math.max(1, bytes)) * 100)) })
        }
      } catch (thrown) {
        return failed(thrown, { step: 'choosing' })
      }
      setUpload(id)
      setConfirmed([])
      await look(id, kind, [], { step: 'choosing' })
    },
    chooseKind(next) {
      setKind(next)
      if (upload && now.step === 'preview') void look(upload, next, confirmed, now)
    },
    confirm(fingerprint) {
      const next = [...confirmed, fingerprint]
      setConfirmed(next)
      if (upload) void look(upload, kind, next, now)
    },
    async store(adds) {
      if (!upload || now.step !== 'preview') return
      setError(undefined)
      setNow({ step: 'storing', preview: now.preview })
      try {
        await connection.call('trust.import', { ...asked(upload, kind, confirmed), adds })
        setNow({ step: 'done', adds })
        stored()
      } catch (thrown) {
        failed(thrown, now)
      }
    },
    startAgain() {
      setNow({ step: 'choosing' })
      setError(undefined)
      setUpload(undefined)
      setConfirmed([])
    },
  }
}
