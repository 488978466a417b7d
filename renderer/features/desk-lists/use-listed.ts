import { useCallback, useEffect, useState } from 'react'
import { type ChipDeskError, chipDeskError, errorSchema } from '../../../main/protocol/errors.ts'
import type { CallName, CallParams, CallResult } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'

export interface Listed<T> {
  /** What was got last; stays while it is asked for anew with the same parameters. */
  readonly value: T | undefined
  readonly error: ChipDeskError | undefined
  readonly loading: boolean
  again(): void
}

/**
 * The answer to a call that changes nothing, asked for when it is first shown, when its parameters change, and when `fresh` does.
 * @param params undefined: nothing is asked yet
 */
export function useListed<N extends CallName>(
  name: N,
  params: CallParams<N> | undefined,
  fresh: unknown = '',
): Listed<CallResult<N>> {
  const { connection } = useStation()
  const [state, setState] = useState<{ value?: CallResult<N>; of?: string; error?: ChipDeskError; loading: boolean }>({
    loading: true,
  })
  const [count, setCount] = useState(0)
  const asked = params && JSON.stringify(params)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `fresh` and `count` stand for what the answer may have become
  useEffect(() => {
    if (asked === undefined) return setState({ loading: false })
    let current = true
    setState(before => ({ ...(before.of === asked ? before : {}), loading: true }))
    connection
      .call(name, JSON.parse(asked))
      .then(value => current && setState({ value, of: asked, loading: false }))
      .catch(thrown => {
        const expected = errorSchema.safeParse(thrown)
        const error = expected.success ? expected.data : chipDeskError('ApiInternal', { cause: name })
        if (current) setState({ error, loading: false })
      })
    return () => {
      current = false
    }
  }, [connection, name, asked, fresh, count])
  const again = useCallback(() => setCount(before => before + 1), [])
  return { value: state.value, error: state.error, loading: state.loading, again }
}
