import { callPermissions } from '../../../main/protocol/permissions.ts'
import type { CallName } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'

/** Whether whoever is signed in may make this call; the station decides, the screen offers no button that is refused. */
export function useMay(): (call: CallName) => boolean {
  const session = useStation().state?.session
  return call => {
    const { roles } = callPermissions[call]
    if (roles === 'anyone' || !session) return true
    return session.state === 'signed-in' && roles.some(role => role === session.operator.role)
  }
}
