import { useState } from 'react'
import { type ChipDeskError, chipDeskError, errorSchema } from '../../../main/protocol/errors.ts'
import type { CallName, CallParams } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'

/** One call of a form: under way, what went wrong, and how many times it went wrong. */
export interface SessionCall {
  readonly busy: boolean
  readonly error: ChipDeskError | undefined
  /** Counts the failures: the same error twice is two. */
  readonly failures: number
  /** Whether it was done. One call at a time. */
  run<N extends CallName>(name: N, params: CallParams<N>): Promise<boolean>
  forget(): void
}

export function useSessionCall(): SessionCall {
  const { connection } = useStation()
  const [state, setState] = useState<{ busy: boolean; error?: ChipDeskError; failures: number }>({
    busy: false,
    failures: 0,
  })
  return {
    busy: state.busy,
    error: state.error,
    failures: state.failures,
    async run(name, params) {
      if (state.busy) return false
      setState({ busy: true, failures: state.failures })
      try {
        await connection.call(name, params)
        setState({ busy: false, failures: state.failures })
        return true
      } catch (thrown) {
        const expected = errorSchema.safeParse(thrown)
        const error = expected.success ? expected.data : chipDeskError('ApiInternal', { cause: name })
        setState({ busy: false, error, failures: state.failures + 1 })
        return false
      }
    },
    forget: () => setState({ busy: false, failures: state.failures }),
  }
}
