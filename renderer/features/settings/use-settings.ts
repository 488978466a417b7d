import { useCallback, useEffect, useRef, useState } from 'react'
import { type ChipDeskError, chipDeskError, errorSchema } from '../../../main/protocol/errors.ts'
import type { Settings } from '../../../main/protocol/settings.ts'
import type { CallName, CallParams, CallResult } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'
import { changesOf, type Draft, isEmpty, withDrafted } from './settings-draft.ts'

/** So long a desk may take to be opened anew before its silence is an error, ms. */
const reopensWithin = 15_000
const lookAgainMs = 400

/** What was changed and not saved, while another screen is shown: whoever comes back finds it, and nobody else does. */
let kept: { readonly operator: string; readonly revision: string; readonly draft: Draft } | undefined

export interface DeskSettings {
  readonly settings: Settings | undefined
  readonly error: ChipDeskError | undefined
  readonly draft: Draft
  /** Of the last attempt to save. */
  readonly refused: ChipDeskError | undefined
  readonly state: 'idle' | 'saving' | 'saved'
  change(wish: Draft): void
  discard(): void
  save(): Promise<boolean>
  /** Beside the draft and at once; undefined where it went well. @param value undefined: it is removed */
  saveSecret(name: string, value: string | undefined): Promise<ChipDeskError | undefined>
  again(): void
}

/** How the desk is set, with what somebody is about to change. @param asked false: this account may not see it */
export function useSettings(asked: boolean, operator: string): DeskSettings {
  const { connection } = useStation()
  const [loaded, setLoaded] = useState<{ settings?: Settings; error?: ChipDeskError }>({})
  const [draft, setDraft] = useState<Draft>({})
  const [refused, setRefused] = useState<ChipDeskError>()
  const [state, setState] = useState<DeskSettings['state']>('idle')
  const [count, setCount] = useState(0)
  const { settings } = loaded

  const call = useCallback(
    async <N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N> | ChipDeskError> => {
      try {
        return await connection.call(name, params)
      } catch (thrown) {
        return errorSchema.safeParse(thrown).data ?? chipDeskError('ApiInternal', { cause: name })
      }
    },
    [connection],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: `count` stands for what may have changed
  useEffect(() => {
    if (!asked) return
    const looking = new AbortController()
    void listed(call, looking.signal).then(found => {
      if (looking.signal.aborted) return
      if ('tag' in found) return setLoaded(before => ({ ...before, error: found }))
      setLoaded({ settings: found })
      setDraft(before => {
        const own = kept?.operator === operator && kept.revision === found.revision ? kept.draft : {}
        return withDrafted(found, {}, { ...own, ...before })
      })
    })
    return () => looking.abort()
  }, [asked, call, operator, count])

  const revision = useRef('')
  revision.current = settings?.revision ?? ''
  useEffect(() => {
    if (revision.current !== '') kept = isEmpty(draft) ? undefined : { operator, revision: revision.current, draft }
  }, [draft, operator])

  return {
    settings,
    error: loaded.error,
    draft,
    refused,
    state,
    change(wish) {
      if (!settings) return
      setRefused(undefined)
      setState('idle')
      setDraft(before => withDrafted(settings, before, wish))
    },
    discard() {
      kept = undefined
      setRefused(undefined)
      setDraft({})
    },
    async save() {
      if (!settings) return false
      setState('saving')
      setRefused(undefined)
      const answer = await call('settings.change', { revision: settings.revision, changes: changesOf(draft) })
      const isRefused = 'tag' in answer
      setState(isRefused ? 'idle' : 'saved')
      if (isRefused) setRefused(answer)
      else {
        kept = undefined
        setDraft({})
      }
      if (!isRefused || answer.tag === 'ConfigChanged') setCount(before => before + 1)
      return !isRefused
    },
    async saveSecret(name, value) {
      const answer = await call('settings.secret', { name, ...(value !== undefined && { value }) })
      setCount(before => before + 1)
      const error = errorSchema.safeParse(answer)
      return error.success ? error.data : undefined
    },
    again: () => setCount(before => before + 1),
  }
}

type Call = <N extends CallName>(name: N, params: CallParams<N>) => Promise<CallResult<N> | ChipDeskError>

/** The desk may just be opened anew: then it is asked again until it answers. */
async function listed(call: Call, signal: AbortSignal): Promise<Settings | ChipDeskError> {
  const until = Date.now() + reopensWithin
  for (;;) {
    const answer = await call('settings.list', {})
    const isAway = 'tag' in answer && answer.tag === 'ApiInternal'
    if (!isAway || signal.aborted || Date.now() > until) return answer
    await new Promise(resolve => setTimeout(resolve, lookAgainMs))
  }
}
